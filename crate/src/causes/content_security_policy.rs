//! The page's own policy.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "content-security-policy",
    title: "The page's own policy forbids the address",
    explanation: include_str!("content_security_policy.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page's own Content-Security-Policy refuses the address: add it there, not at the server that is asked.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.neighbour()? != Neighbour::ContentSecurityPolicy {
        return None;
    }
    let entry = seen.main_entry()?;
    let is_named = seen.net_error_text() == "net::ERR_BLOCKED_BY_CSP";
    let (certainty, what) = match crate::exchange::redirect_target(entry) {
        _ if is_named => (
            Certainty::Certain,
            format!(
                "The page's Content-Security-Policy refused {}.",
                shown(&entry.url)
            ),
        ),
        // A page can also end a request of its own in the instant of a redirect.
        Some(target) => (
            Certainty::Likely,
            format!(
                "{} redirected to {}, and the request was ended there before it was sent, as a Content-Security-Policy \
                 does that allows the first address only.",
                shown(&entry.url),
                shown(&target)
            ),
        ),
        None => (
            Certainty::Likely,
            format!(
                "The request to {} was stopped before it reached the network, as the page's Content-Security-Policy does, or a \
                 pattern that is blocked in DevTools.",
                shown(&entry.url)
            ),
        ),
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(what)
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
