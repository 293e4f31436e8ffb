//! http against https, all else equal.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-scheme-differs",
    title: "Access-Control-Allow-Origin names the other scheme",
    explanation: include_str!("allow_origin_scheme_differs.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    if [&host, &port, &rest]
        .iter()
        .any(|part| part.expected != part.found)
        || !["http", "https"].contains(&&*scheme.found)
        || scheme.found == scheme.expected
    {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}; the page was opened with {}, so its origin is {origin}.",
                shown(found),
                scheme.expected
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
