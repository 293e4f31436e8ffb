//! sendBeacon or keepalive with JSON.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "beacon-preflight",
    title: "A beacon needs a preflight and does not get it",
    explanation: include_str!("beacon_preflight.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    seen.refused_preflight()?;
    if seen.main_entry()?.resource_type.as_deref() != Some("ping") {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "A beacon asked first (OPTIONS), and the answer {} was refused: {}.",
                seen.refused_status()?,
                seen.error()?.without_preflight().rule(),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
