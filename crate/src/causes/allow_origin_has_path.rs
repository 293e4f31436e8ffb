//! A path, query or fragment after the origin.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-has-path",
    title: "Access-Control-Allow-Origin goes on after the origin",
    explanation: include_str!("allow_origin_has_path.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    if [&scheme, &host, &port]
        .iter()
        .any(|part| part.expected != part.found)
        || rest.found.is_empty()
        || rest.found == "/"
    {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}; the page's origin is {origin}, without {} at the end.",
                shown(found),
                shown(&rest.found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
