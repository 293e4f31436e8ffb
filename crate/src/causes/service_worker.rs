//! The worker's own fetch fails.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "service-worker",
    title: "A service worker made the request fail",
    explanation: include_str!("service_worker.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page's own service worker answered: its code must change, not the server's headers.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let entry = seen.main_entry()?;
    if seen.blocked.is_some() || !entry.via_service_worker || !entry.is_without_response() {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "{} went through the page's service worker and came back without a response.",
                shown(&entry.url),
            ))
            .all_evidence(seen.net_error()),
    )
}
