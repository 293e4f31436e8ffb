//! One or more headers are not listed; all of them are named.

use super::text::{listed, shown};
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "request-header-not-allowed",
    title: "A request header is missing from Allow-Headers",
    explanation: include_str!("request_header_not_allowed.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let names = seen.headers_not_allowed()?;
    let said = seen
        .refused_header("Access-Control-Allow-Headers")
        .map_or_else(
            || "carries no Access-Control-Allow-Headers".to_owned(),
            |allowed| format!("allows {}", shown(&allowed)),
        );
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The preflight (OPTIONS) asked for headers that are not allowed: {}. The answer {said}.", listed(names)))
            .advice(format!(
                "Add {} to Access-Control-Allow-Headers in the answer to the preflight.",
                listed(names),
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Headers")),
    )
}
