//! Ad blocker, extension, policy.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, Seen, Side};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "blocked-by-client",
    title: "Blocked inside the browser, by an extension or a rule",
    explanation: include_str!("blocked_by_client.md"),
    general: false,
    explains,
};

/// The URL that was asked for, as evidence.
fn main_url(seen: &Seen<'_>) -> Option<Evidence> {
    let entry = seen.main_entry()?;
    Some(header(
        seen.main_position()?,
        Side::Request,
        ":url",
        Some(entry.url.to_string()),
    ))
}

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
            .all_evidence(main_url(seen)),
    )
}
