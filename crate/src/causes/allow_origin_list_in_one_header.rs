//! Comma or space between several origins in one line.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen, allow_origin_added_twice};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-list-in-one-header",
    title: "Access-Control-Allow-Origin holds a list",
    explanation: include_str!("allow_origin_list_in_one_header.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let lines = seen
        .refused()?
        .1
        .response_headers
        .lines("Access-Control-Allow-Origin")
        .count();
    // Two layers that add the same leave no list.
    let is_list = lines == 1 && found.contains([',', ' ']);
    if !is_list || allow_origin_added_twice::joined_values(found).is_some() {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The server allows {} in one header; the page's origin is {origin}, and a list equals \
                 no origin.", shown(found)))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
