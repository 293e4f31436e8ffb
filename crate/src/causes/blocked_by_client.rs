//! Ad blocker, extension, policy.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "blocked-by-client",
    title: "Blocked inside the browser, by an extension or a rule",
    explanation: include_str!("blocked_by_client.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "An extension or a setting of this browser blocked the request: no header of the server is asked.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let NotCors::NetworkError(error) = seen.not_cors()? else {
        return None;
    };
    if !error.starts_with("net::ERR_BLOCKED_BY_CLIENT")
        && error != "net::ERR_BLOCKED_BY_ADMINISTRATOR"
    {
        return None;
    }
    let url = &seen.main_entry()?.url;
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "{}: the request to {} was stopped inside the browser and never sent.",
                shown(error),
                shown(url)
            ))
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
