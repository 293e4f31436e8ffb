//! Two header lines: the application and something in front of it both add the header.

use super::text::listed;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-added-twice",
    title: "Access-Control-Allow-Origin is added twice",
    explanation: include_str!("allow_origin_added_twice.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Only one layer may set the headers: remove them from the other one.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    seen.differing_value()?;
    let (_, refused) = seen.refused()?;
    let lines: Vec<&str> = refused
        .response_headers
        .lines("Access-Control-Allow-Origin")
        .collect();
    if lines.len() < 2 {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer to {} carries {} Access-Control-Allow-Origin lines: {}.",
                seen.asked(),
                lines.len(),
                listed(&lines),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
