//! What one row of the list says, worked out once when its diagnosis arrives.

use url::Url;

use crate::report::v1::{Certainty, CredentialsMode, Diagnosis, Evidence, Outcome};

/// A failed request as the panel keeps it.
#[derive(Debug)]
pub struct Row {
    /// Which request; stays the same when the diagnosis is replaced.
    pub id: u64,
    /// Grows with every replacement: (id, revision) tells whether a row has to be drawn anew.
    pub revision: u64,
    /// What was found out.
    pub diagnosis: Box<Diagnosis>,
    /// Path and query of the URL; the whole URL where it cannot be taken apart.
    pub path: String,
    /// Host and port that were asked; empty where the URL cannot be taken apart.
    pub host: String,
    /// The status the server gave, as far as the evidence states it.
    pub status: Status,
    /// Mark at the start of the row.
    pub severity: Severity,
}

/// Two rows are the same when neither was replaced.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.revision) == (other.id, other.revision)
    }
}

/// The mark at the start of a row; drawn as a shape of its own, so that colour is never alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// CORS blocked it and the cause is certain.
    Blocked,
    /// CORS blocked it; the cause is likely or possible.
    BlockedLikely,
    /// It failed for another reason.
    Failed,
    /// The log cannot tell.
    Unclear,
}

impl Severity {
    /// In words, for those who do not see the shape.
    pub fn words(self) -> &'static str {
        match self {
            Self::Blocked => "Blocked by CORS",
            Self::BlockedLikely => "Blocked by CORS, cause not certain",
            Self::Failed => "Failed, but not because of CORS",
            Self::Unclear => "Failed; what was recorded cannot tell why",
        }
    }

    /// Name of the shape in `panel.html`, and of its colour in `panel.css`.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::BlockedLikely => "likely",
            Self::Failed => "warning",
            Self::Unclear => "unclear",
        }
    }
}

/// What the server answered and what the browser made of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// The number, where one is known.
    pub code: Option<u16>,
    /// For the column.
    pub short: String,
    /// For the tooltip, and read aloud.
    pub long: String,
}

impl Row {
    /// Works out what the row says.
    pub fn new(id: u64, revision: u64, diagnosis: Box<Diagnosis>) -> Self {
        let (host, path) = host_and_path(&diagnosis.url);
        let severity = match (diagnosis.outcome, diagnosis.certainty) {
            (Outcome::Cors, Certainty::Certain) => Severity::Blocked,
            (Outcome::Cors, _) => Severity::BlockedLikely,
            (Outcome::NotCors, _) => Severity::Failed,
            (Outcome::Unclear, _) => Severity::Unclear,
        };
        let status = Status::of(&diagnosis);
        Self {
            id,
            revision,
            diagnosis,
            path,
            host,
            status,
            severity,
        }
    }

    /// Index in the log that stands for this row: the actual request, or the preflight where nothing followed it.
    pub fn entry(&self) -> Option<usize> {
        self.diagnosis.entry.or(self.diagnosis.preflight)
    }

    /// The credentials column.
    pub fn credentials(&self) -> &'static str {
        match self.diagnosis.credentials.mode {
            CredentialsMode::Include => "include",
            CredentialsMode::NotInclude => "not sent",
            CredentialsMode::Unknown => "unknown",
        }
    }

    /// What happened, in one sentence for the top of the detail.
    pub fn headline(&self) -> String {
        let title = &self.diagnosis.title;
        match self.severity {
            Severity::Blocked | Severity::BlockedLikely => format!("Blocked by CORS: {title}"),
            Severity::Failed => format!("Not a CORS failure: {title}"),
            Severity::Unclear => format!("Not decided: {title}"),
        }
    }

    /// Which message a piece of evidence stands in, as the page's author would call it.
    pub fn message(&self, evidence: &Evidence) -> String {
        use crate::report::v1::Side::{Request, Response};
        let diagnosis = &self.diagnosis;
        let hop = diagnosis
            .redirects
            .iter()
            .position(|index| *index == evidence.entry);
        let asked_first = diagnosis.preflight == Some(evidence.entry);
        match (hop, asked_first, evidence.side) {
            (Some(hop), _, Request) => format!("Redirect {} request", hop + 1),
            (Some(hop), _, Response) => format!("Redirect {} response", hop + 1),
            (None, true, Request) => "Preflight request".to_owned(),
            (None, true, Response) => "Preflight response".to_owned(),
            (None, false, Request) => "Request".to_owned(),
            (None, false, Response) => "Response".to_owned(),
        }
    }
}

impl Status {
    fn of(diagnosis: &Diagnosis) -> Self {
        let (actual, preflight) = (diagnosis.status, diagnosis.preflight_status);
        let (short, long) = match (diagnosis.outcome, actual, preflight) {
            (Outcome::Cors, Some(code), _) => (
                format!("{code} blocked"),
                format!("The server answered {code}; CORS kept the answer from the page"),
            ),
            (Outcome::Cors, None, Some(code)) => (
                format!("{code} preflight"),
                format!(
                    "The preflight was answered {code}; the request itself was not let through"
                ),
            ),
            (Outcome::Cors, None, None) => (
                "blocked".to_owned(),
                "CORS kept the answer from the page".to_owned(),
            ),
            (_, Some(code), _) => (code.to_string(), format!("The server answered {code}")),
            (_, None, _) => match net_error(diagnosis) {
                Some(error) => ("failed".to_owned(), error.to_owned()),
                None => ("no status".to_owned(), "No status was recorded".to_owned()),
            },
        };
        Self {
            code: actual.or(preflight),
            short,
            long,
        }
    }
}

fn net_error(diagnosis: &Diagnosis) -> Option<&str> {
    diagnosis
        .evidence
        .iter()
        .find(|evidence| evidence.header == ":error")
        .and_then(|evidence| evidence.value.as_deref())
}

/// Host with port, and path with query. The path alone is what tells the rows of one API apart.
fn host_and_path(text: &str) -> (String, String) {
    let Ok(url) = Url::parse(text) else {
        return (String::new(), text.to_owned());
    };
    let Some(host) = url.host_str() else {
        return (String::new(), text.to_owned());
    };
    let host = url
        .port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    );
    (host, path)
}

/// An id as words, for places that have no title: `allow-origin-missing` is `allow origin missing`.
pub fn words(id: &str) -> String {
    id.replace('-', " ")
}

/// The title of a cause, its id in words where it has none.
pub fn cause_title(id: &str) -> String {
    crate::causes::by_id(id).map_or_else(|| words(id), |cause| cause.title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn row(change: impl FnOnce(&mut Diagnosis)) -> Row {
        let mut diagnosis = sample::diagnosis();
        change(&mut diagnosis);
        Row::new(1, 0, Box::new(diagnosis))
    }

    #[test]
    fn path_and_host_are_taken_from_the_address() {
        let plain = row(|_| {});
        assert_eq!(
            (plain.host.as_str(), plain.path.as_str()),
            ("localhost:48102", "/orders")
        );
        let query = row(|diagnosis| diagnosis.url = "https://api.test/a%20b?x=1#part".into());
        assert_eq!(
            (query.host.as_str(), query.path.as_str()),
            ("api.test", "/a%20b?x=1")
        );
        let odd = row(|diagnosis| diagnosis.url = "localhost:8080/x".into());
        assert_eq!(
            (odd.host.as_str(), odd.path.as_str()),
            ("", "localhost:8080/x")
        );
    }

    #[test]
    fn a_blocked_answer_shows_both_the_status_and_the_block() {
        let blocked = row(|_| {});
        assert_eq!(
            (blocked.status.code, blocked.status.short.as_str()),
            (Some(401), "401 blocked")
        );
        let unknown = row(|diagnosis| diagnosis.status = None);
        assert_eq!(
            (unknown.status.code, unknown.status.short.as_str()),
            (None, "blocked")
        );
    }

    #[test]
    fn the_preflights_status_is_named_as_such() {
        let preflight = row(|diagnosis| {
            diagnosis.entry = None;
            diagnosis.preflight = Some(3);
            diagnosis.status = None;
            diagnosis.preflight_status = Some(401);
        });
        assert_eq!(preflight.status.short, "401 preflight");
        assert_eq!(preflight.entry(), Some(3));
    }

    #[test]
    fn other_failures_show_the_status_or_the_network_error() {
        let answered = row(|diagnosis| diagnosis.outcome = Outcome::NotCors);
        assert_eq!(answered.status.short, "401");
        let refused = row(|diagnosis| {
            diagnosis.outcome = Outcome::NotCors;
            diagnosis.status = None;
            diagnosis.evidence[0].header = ":error".into();
            diagnosis.evidence[0].value = Some("net::ERR_CONNECTION_REFUSED".into());
        });
        assert_eq!(
            (refused.status.short.as_str(), refused.status.long.as_str()),
            ("failed", "net::ERR_CONNECTION_REFUSED")
        );
    }

    #[test]
    fn severity_follows_outcome_and_certainty() {
        assert_eq!(row(|_| {}).severity, Severity::Blocked);
        assert_eq!(
            row(|diagnosis| diagnosis.certainty = Certainty::Possible).severity,
            Severity::BlockedLikely
        );
        assert_eq!(
            row(|diagnosis| diagnosis.outcome = Outcome::Unclear).severity,
            Severity::Unclear
        );
    }

    #[test]
    fn evidence_is_placed_in_its_message() {
        let row = row(|diagnosis| {
            diagnosis.preflight = Some(2);
            diagnosis.redirects = vec![0, 1];
        });
        let mut evidence = row.diagnosis.evidence[0].clone();
        assert_eq!(row.message(&evidence), "Response");
        evidence.entry = 2;
        assert_eq!(row.message(&evidence), "Preflight response");
        evidence.entry = 1;
        assert_eq!(row.message(&evidence), "Redirect 2 response");
    }
}
