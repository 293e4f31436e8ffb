//! A port of another protocol.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "unsafe-port",
    title: "Browsers refuse this port",
    explanation: include_str!("unsafe_port.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "Browsers refuse this port for every server: let the API listen on another one.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.neighbour()? != Neighbour::UnsafePort {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The browser sends nothing to the port in {}: {}.",
                shown(&seen.main_entry()?.url),
                shown(seen.net_error_text())
            ))
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
