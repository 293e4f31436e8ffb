//! Cross-Origin-Resource-Policy, COEP or opaque response blocking.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "resource-policy",
    title: "Blocked by a resource policy, not by CORS",
    explanation: include_str!("resource_policy.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "Another rule than CORS refused the answer: Cross-Origin-Resource-Policy or the answer's Content-Type must change.",
    ),
    explains,
};

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
            .all_evidence(seen.main_url()),
    )
}
