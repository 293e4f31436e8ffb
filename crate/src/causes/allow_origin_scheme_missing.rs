//! Host without scheme.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-scheme-missing",
    title: "Access-Control-Allow-Origin lacks http:// or https://",
    explanation: include_str!("allow_origin_scheme_missing.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let names_host = found.contains(['.', ':']) || found == "localhost";
    if found.contains([',', ' ', '*']) || found.contains("://") || !names_host {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {} without a scheme; the page's origin is {origin}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
