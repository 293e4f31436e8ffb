//! What a cause says of one failure.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Seen;

/// A root cause.
#[derive(Debug, Clone, Copy)]
pub struct Cause {
    /// Kebab-case; the file's name with underscores.
    pub id: &'static str,
    /// The pattern found, at most 60 characters.
    pub title: &'static str,
    /// The Markdown beside the file.
    pub explanation: &'static str,
    /// Does it describe a failure in general? Such a cause stands behind every specific one, however certain it is: that
    /// a header is missing is always certain, and why it is missing is what the reader came for.
    pub general: bool,
    /// Whether a CORS policy of the server mends it.
    pub remedy: RemedyKind,
    /// Whether it explains what was seen.
    pub explains: fn(&Seen<'_>) -> Option<Finding>,
}

impl Cause {
    /// The text of a section of the explanation, up to its first example, as one paragraph; empty if there is none.
    pub fn section(&self, heading: &str) -> String {
        let lines = self
            .explanation
            .lines()
            .skip_while(|line| line.strip_prefix("## ") != Some(heading))
            .skip(1)
            .take_while(|line| !line.starts_with("## ") && !line.starts_with("```"))
            .filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// The sections `Why` and `Fix`, read once for all findings: a log may hold thousands.
    fn why_and_fix(&self) -> (&'static str, &'static str) {
        static READ: OnceLock<BTreeMap<&'static str, (String, String)>> = OnceLock::new();
        let read = READ.get_or_init(|| {
            let sections = |cause: &Cause| (cause.section("Why"), cause.section("Fix"));
            super::ALL
                .iter()
                .map(|cause| (cause.id, sections(cause)))
                .collect()
        });
        read.get(self.id).map_or(("", ""), |(why, fix)| (why, fix))
    }

    /// Whose work the fix is: the section `Ask`, which starts with the teams.
    pub fn door(&self) -> Door {
        let text = self.section("Ask");
        let (teams, say) = text.split_once(": ").unwrap_or(("", &text));
        Door {
            teams: TEAMS
                .iter()
                .map(|(team, _)| *team)
                .filter(|team| teams.split(" or ").any(|word| word == *team))
                .collect(),
            say: say.to_owned(),
        }
    }
}

/// Who can be asked to mend something, and who that is.
pub const TEAMS: [(&str, &str); 7] = [
    ("Page", "who wrote the code of the page that makes the call"),
    ("Server", "who writes and runs the application that answers"),
    (
        "Proxy",
        "who runs what stands in front of it: nginx, a sign-in proxy, a load balancer",
    ),
    ("Gateway", "who configures the API gateway"),
    ("CDN", "who configures the CDN, its cache and its firewall"),
    (
        "Network",
        "who runs DNS, certificates and the way between both",
    ),
    (
        "Browser",
        "who sits in front of it: extensions, permissions",
    ),
];

/// Which team's door to knock on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Of [`TEAMS`], at least one.
    pub teams: Vec<&'static str>,
    /// Who that is here, and why.
    pub say: String,
}

/// What a CORS policy of the server does for a cause; its sentences end with a full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemedyKind {
    /// It mends it.
    Policy,
    /// It lets the page read the answer; what must be done besides.
    PolicyAnd(&'static str),
    /// It cannot help; why, and what must change instead.
    Elsewhere(&'static str),
}

/// How sure a cause is; the surest sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing else explains what was observed.
    Certain,
    /// The signature is typical; other explanations remain.
    Likely,
    /// One of several explanations.
    Possible,
}

/// Which message a line of evidence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Response,
}

/// A header line, or its absence, that supports a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Position in the log's entries.
    pub entry: usize,
    /// Which message.
    pub side: Side,
    /// Header name; `:status`, `:error` and `:url` stand for what is not a header.
    pub header: String,
    /// The value; none: absent.
    pub value: Option<String>,
    /// Is it inferred rather than read?
    pub inferred: bool,
}

/// A cause that explains a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the cause.
    pub cause: &'static str,
    /// Its title, or a more precise one.
    pub title: &'static str,
    /// How sure.
    pub certainty: Certainty,
    /// What happened, with the observed values: one sentence or two.
    pub what: String,
    /// Which rule of the browser, and what it protects.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// The lines that say so; at least one.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// A finding that has yet to say what was observed. Why and advice are those of the explanation, so that they are
    /// written once; a cause that knows more replaces them.
    pub(super) fn new(cause: &Cause, certainty: Certainty) -> Self {
        let (why, fix) = cause.why_and_fix();
        Self {
            cause: cause.id,
            title: cause.title,
            certainty,
            what: String::new(),
            why: why.to_owned(),
            advice: fix.to_owned(),
            evidence: Vec::new(),
        }
    }

    /// A more precise title than the cause's.
    pub(super) fn title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Another certainty.
    pub(super) fn certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// What happened.
    pub(super) fn what(mut self, what: impl Into<String>) -> Self {
        self.what = what.into();
        self
    }

    /// Why the browser refuses.
    pub(super) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// What to do.
    pub(super) fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// One more line of evidence.
    pub(super) fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// More lines of evidence.
    pub(super) fn all_evidence(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}
