//! The value ends with a slash, as a URL does and an origin does not.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-trailing-slash",
    title: "Access-Control-Allow-Origin ends with a slash",
    explanation: include_str!("allow_origin_trailing_slash.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.allow_origin()?;
    if found.strip_suffix('/') != Some(origin.as_str()) {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The server allows {}; the page's origin is {origin}, without the slash at the end.", shown(&found)))
            .why(
                "An origin is scheme, host and port and nothing after them. The browser compares it byte by byte, so that \
                 no near miss is taken for a permission.",
            )
            .advice("Remove the slash from the configured origin.")
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
