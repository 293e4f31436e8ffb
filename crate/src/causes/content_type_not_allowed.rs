//! application/json needs Content-Type allowed.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "content-type-not-allowed",
    title: "Content-Type is missing from Access-Control-Allow-Headers",
    explanation: include_str!("content_type_not_allowed.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let names = seen.headers_not_allowed()?;
    if names != ["content-type"] {
        return None;
    }
    let sent = seen
        .main_entry()
        .and_then(|entry| entry.request_headers.get("Content-Type"))
        .map_or(String::new(), |sent| format!(" ({})", shown(&sent)));
    let said = seen
        .refused_header("Access-Control-Allow-Headers")
        .map_or_else(
            || "carries no Access-Control-Allow-Headers".to_owned(),
            |allowed| format!("allows {}", shown(&allowed)),
        );
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The preflight (OPTIONS) asked for `content-type`{sent}; the answer {said}."
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Headers")),
    )
}
