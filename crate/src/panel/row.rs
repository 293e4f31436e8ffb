//! What one row of the list says, worked out once when its diagnosis arrives. A row is small: the diagnosis itself is
//! made again from the log when its detail is opened, so that a hundred thousand rows fit.

use std::ops::Range;

use url::{Position, Url};

use super::words::{fill, say};
use crate::report::v1::{Certainty, CredentialsMode, Diagnosis, Evidence, Outcome};

/// A failed request as the list keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which request; stays the same when it is judged again.
    pub id: u64,
    /// Index in the log that stands for this row: the actual request, or the preflight where nothing followed it.
    pub entry: Option<usize>,
    /// Method of the request.
    pub method: Box<str>,
    /// The whole address.
    pub url: Box<str>,
    /// Place of host and port in the address; empty where it cannot be taken apart.
    host: Range<u32>,
    /// Place of path and query in the address.
    path: Range<u32>,
    /// Who asked, where that is known.
    pub origin: Option<Box<str>>,
    /// Id of the cause.
    pub cause: Option<Box<str>>,
    /// The cause in a few words.
    pub title: Box<str>,
    /// Chromium's name for the failure.
    pub chromium: Option<Box<str>>,
    /// Was it CORS?
    pub outcome: Outcome,
    /// Mark at the start of the row.
    pub severity: Severity,
    /// Are credentials sent?
    pub credentials: CredentialsMode,
    /// What the server answered and what the browser made of it.
    pub status: Status,
    /// When it began, as the log states it.
    pub started: Box<str>,
    /// What it asks of the server besides method and address; see [`asking`](crate::exchange::asking).
    asking: Option<Box<str>>,
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
    /// By outcome and certainty.
    pub fn of(diagnosis: &Diagnosis) -> Self {
        match (diagnosis.outcome, diagnosis.certainty) {
            (Outcome::Cors, Certainty::Certain) => Self::Blocked,
            (Outcome::Cors, _) => Self::BlockedLikely,
            (Outcome::NotCors, _) => Self::Failed,
            (Outcome::Unclear, _) => Self::Unclear,
        }
    }

    /// In words, for those who do not see the shape.
    pub fn words(self) -> &'static str {
        match self {
            Self::Blocked => say("severity_blocked"),
            Self::BlockedLikely => say("severity_likely"),
            Self::Failed => say("severity_failed"),
            Self::Unclear => say("severity_unclear"),
        }
    }

    /// Name of the shape in `panel.css`, and of its colour there.
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
    /// Of the request itself.
    pub actual: Option<u16>,
    /// Of its preflight.
    pub preflight: Option<u16>,
    /// What the network said instead of an answer.
    pub error: Option<Box<str>>,
}

impl Row {
    /// Works out what the row says.
    pub fn new(id: u64, diagnosis: &Diagnosis) -> Self {
        let (host, path) = host_and_path(&diagnosis.url);
        let boxed = |text: &Option<String>| text.as_deref().map(Box::from);
        Self {
            id,
            entry: diagnosis.entry.or(diagnosis.preflight),
            method: diagnosis.method.as_str().into(),
            url: diagnosis.url.as_str().into(),
            host,
            path,
            origin: boxed(&diagnosis.origin),
            cause: boxed(&diagnosis.cause),
            title: title(diagnosis).into(),
            chromium: boxed(&diagnosis.chromium),
            outcome: diagnosis.outcome,
            severity: Severity::of(diagnosis),
            credentials: diagnosis.credentials.mode,
            status: Status {
                actual: diagnosis.status,
                preflight: diagnosis.preflight_status,
                error: net_error(diagnosis).map(Box::from),
            },
            started: diagnosis.started_date_time.as_str().into(),
            asking: None,
        }
    }

    /// The same row of a request that asks this.
    #[must_use]
    pub fn asking(self, asking: Option<String>) -> Self {
        Self {
            asking: asking.map(Into::into),
            ..self
        }
    }

    /// Host and port that were asked; empty where the address cannot be taken apart.
    pub fn host(&self) -> &str {
        part(&self.url, &self.host)
    }

    /// Path and query; the whole address where it cannot be taken apart.
    pub fn path(&self) -> &str {
        part(&self.url, &self.path)
    }

    /// The cause for a narrow column.
    pub fn title_short(&self) -> String {
        in_short(&self.title)
    }

    /// Method and address without query: requests that share it are the same endpoint.
    pub fn endpoint(&self) -> String {
        endpoint(&self.method, &self.url)
    }

    /// Equal for requests of which the later tells what became of the earlier; none where that is not known.
    pub fn likeness(&self) -> Option<String> {
        Some(likeness(&self.method, &self.url, self.asking.as_deref()?))
    }

    /// The credentials column.
    pub fn credentials(&self) -> &'static str {
        match self.credentials {
            CredentialsMode::Include => say("credentials_include"),
            CredentialsMode::NotInclude => say("credentials_not_include"),
            CredentialsMode::Unknown => say("credentials_unknown"),
        }
    }

    /// The number of the status, where one is known.
    pub fn code(&self) -> Option<u16> {
        self.status.actual.or(self.status.preflight)
    }

    /// The status column. An answer that CORS kept from the page shows both: what it was, and that it was kept.
    pub fn status_short(&self) -> String {
        let number = |code: u16| code.to_string();
        match (self.outcome, self.status.actual, self.status.preflight) {
            (Outcome::Cors, Some(code), _) => fill("status_blocked", &[&number(code)]),
            (Outcome::Cors, None, Some(code)) => fill("status_preflight", &[&number(code)]),
            (Outcome::Cors, None, None) => say("status_blocked_only").to_owned(),
            (_, Some(code), _) => number(code),
            (_, None, _) if self.status.error.is_some() => say("status_failed").to_owned(),
            _ => say("status_none").to_owned(),
        }
    }

    /// The status in a sentence, for the tooltip.
    pub fn status_long(&self) -> String {
        let number = |code: u16| code.to_string();
        match (self.outcome, self.status.actual, self.status.preflight) {
            (Outcome::Cors, Some(code), _) => fill("status_blocked_long", &[&number(code)]),
            (Outcome::Cors, None, Some(code)) => fill("status_preflight_long", &[&number(code)]),
            (Outcome::Cors, None, None) => say("status_blocked_only_long").to_owned(),
            (_, Some(code), _) => fill("status_answered_long", &[&number(code)]),
            (_, None, _) => match &self.status.error {
                Some(error) => error.to_string(),
                None => say("status_none_long").to_owned(),
            },
        }
    }
}

/// A title without the beginning that most names of CORS headers share: where room is short it would be all that is seen.
pub fn in_short(title: &str) -> String {
    title.replace("Access-Control-", "")
}

/// Method and address without query and fragment.
pub fn endpoint(method: &str, url: &str) -> String {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    format!("{method} {address}")
}

/// Method, address without query, and what the request asks besides.
pub fn likeness(method: &str, url: &str, asking: &str) -> String {
    format!("{} {asking}", endpoint(method, url))
}

/// What happened, in one sentence for the top of the detail.
pub fn headline(diagnosis: &Diagnosis) -> String {
    let title = title(diagnosis);
    match diagnosis.outcome {
        Outcome::Cors => fill("headline_cors", &[title]),
        Outcome::NotCors => fill("headline_not_cors", &[title]),
        Outcome::Unclear => fill("headline_unclear", &[title]),
    }
}

/// Which message a piece of evidence stands in, as the page's author would call it.
pub fn message(diagnosis: &Diagnosis, evidence: &Evidence) -> String {
    use crate::report::v1::Side::{Request, Response};
    let hop = diagnosis
        .redirects
        .iter()
        .position(|index| *index == evidence.entry);
    let asked_first = diagnosis.preflight == Some(evidence.entry);
    let number = hop.map_or(0, |hop| hop + 1).to_string();
    match (hop, asked_first, evidence.side) {
        (Some(_), _, Request) => fill("message_redirect_request", &[&number]),
        (Some(_), _, Response) => fill("message_redirect_response", &[&number]),
        (None, true, Request) => say("message_preflight_request").to_owned(),
        (None, true, Response) => say("message_preflight_response").to_owned(),
        (None, false, Request) => say("message_request").to_owned(),
        (None, false, Response) => say("message_response").to_owned(),
    }
}

/// The title, or that of the cause.
fn title(diagnosis: &Diagnosis) -> &str {
    match diagnosis.cause.as_deref() {
        Some(cause) if diagnosis.title.is_empty() => cause_title(cause),
        _ => &diagnosis.title,
    }
}

/// The title of a cause, its id where it has none.
pub fn cause_title(id: &str) -> &str {
    crate::causes::by_id(id).map_or(id, |cause| cause.title)
}

fn net_error(diagnosis: &Diagnosis) -> Option<&str> {
    diagnosis
        .evidence
        .iter()
        .find(|evidence| evidence.header == ":error")
        .and_then(|evidence| evidence.value.as_deref())
}

fn part<'url>(url: &'url str, place: &Range<u32>) -> &'url str {
    let place = usize::try_from(place.start).unwrap_or(0)..usize::try_from(place.end).unwrap_or(0);
    url.get(place).unwrap_or_default()
}

/// Places of host with port, and of path with query. The path alone is what tells the rows of one API apart.
fn host_and_path(text: &str) -> (Range<u32>, Range<u32>) {
    let place = |range: Range<usize>| {
        let [start, end] = [range.start, range.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        start..end
    };
    let Ok(url) = Url::parse(text) else {
        return (0..0, place(0..text.len()));
    };
    let before = |position: Position| url[..position].len();
    let (host, path) = (
        before(Position::BeforeHost)..before(Position::AfterPort),
        before(Position::BeforePath)..before(Position::AfterQuery),
    );
    // The parser rewrites odd addresses; places in its text are places in ours only where both are the same.
    if !text.starts_with(url.as_str().get(..path.end).unwrap_or_default())
        || url.host_str().is_none()
    {
        return (0..0, place(0..text.len()));
    }
    (place(host), place(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn row(change: impl FnOnce(&mut Diagnosis)) -> Row {
        let mut diagnosis = sample::diagnosis();
        change(&mut diagnosis);
        Row::new(1, &diagnosis)
    }

    #[test]
    fn path_and_host_are_taken_from_the_address() {
        let plain = row(|_| {});
        assert_eq!((plain.host(), plain.path()), ("localhost:48102", "/orders"));
        let query = row(|diagnosis| diagnosis.url = "https://api.test/a%20b?x=1#part".into());
        assert_eq!((query.host(), query.path()), ("api.test", "/a%20b?x=1"));
        for odd in ["localhost:8080/x", "http://API.test/", "::"] {
            let odd_row = row(|diagnosis| diagnosis.url = odd.into());
            assert_eq!((odd_row.host(), odd_row.path()), ("", odd));
        }
    }

    #[test]
    fn an_endpoint_is_method_and_address_without_query() {
        let one = row(|diagnosis| diagnosis.url = "https://api.test/a?x=1".into());
        let two = row(|diagnosis| diagnosis.url = "https://api.test/a?x=2#y".into());
        assert_eq!(one.endpoint(), two.endpoint());
        assert_eq!(one.endpoint(), "GET https://api.test/a");
    }

    #[test]
    fn a_blocked_answer_shows_both_the_status_and_the_block() {
        let blocked = row(|_| {});
        assert_eq!(blocked.code(), Some(401));
        assert_eq!(blocked.status_short(), "401 blocked");
        let unknown = row(|diagnosis| diagnosis.status = None);
        assert_eq!(
            (unknown.code(), unknown.status_short().as_str()),
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
        assert_eq!(preflight.status_short(), "401 preflight");
        assert_eq!(preflight.entry, Some(3));
    }

    #[test]
    fn other_failures_show_the_status_or_the_network_error() {
        let answered = row(|diagnosis| diagnosis.outcome = Outcome::NotCors);
        assert_eq!(answered.status_short(), "401");
        let refused = row(|diagnosis| {
            diagnosis.outcome = Outcome::NotCors;
            diagnosis.status = None;
            diagnosis.evidence[0].header = ":error".into();
            diagnosis.evidence[0].value = Some("net::ERR_CONNECTION_REFUSED".into());
        });
        assert_eq!(refused.status_short(), "failed");
        assert_eq!(refused.status_long(), "net::ERR_CONNECTION_REFUSED");
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
        let mut diagnosis = sample::diagnosis();
        diagnosis.preflight = Some(2);
        diagnosis.redirects = vec![0, 1];
        let mut evidence = diagnosis.evidence[0].clone();
        assert_eq!(message(&diagnosis, &evidence), "Response");
        evidence.entry = 2;
        assert_eq!(message(&diagnosis, &evidence), "Preflight response");
        evidence.entry = 1;
        assert_eq!(message(&diagnosis, &evidence), "Redirect 2 response");
    }
}
