//! The header is there, its value is not.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-empty",
    title: "Access-Control-Allow-Origin is empty",
    explanation: include_str!("allow_origin_empty.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    if !found.is_empty() {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The answer to {} carries Access-Control-Allow-Origin with an empty value; the page's \
                 origin is {origin}.", seen.asked()))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
