//! An origin with a star in it is taken literally.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-wildcard-subdomain",
    title: "Access-Control-Allow-Origin holds a pattern with *",
    explanation: include_str!("allow_origin_wildcard_subdomain.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    // A masked password is written with stars, and is no pattern.
    let unmasked = found.replace(crate::redact::MASK, "");
    if found == "*" || !unmasked.contains('*') || found.contains([',', ' ']) {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}, and browsers take that star literally; the page's origin is \
                 {origin}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
