//! Cross-Origin-Resource-Policy, COEP or opaque response blocking.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, Seen, Side};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "resource-policy",
    title: "Blocked by a resource policy, not by CORS",
    explanation: include_str!("resource_policy.md"),
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
    let rule = if error == "net::ERR_BLOCKED_BY_ORB" {
        "opaque response blocking: its type does not fit its use"
    } else if error.starts_with("net::ERR_BLOCKED_BY_RESPONSE") {
        "a resource or embedder policy"
    } else {
        return None;
    };
    let url = &seen.main_entry()?.url;
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer of {} was kept from the page by {rule} ({}).",
                shown(url),
                shown(error)
            ))
            .all_evidence(seen.net_error())
            .all_evidence(main_url(seen)),
    )
}
