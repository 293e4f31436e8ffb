//! Two names of the same machine.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-loopback-name-differs",
    title: "localhost, 127.0.0.1 and [::1] are different origins",
    explanation: include_str!("allow_origin_loopback_name_differs.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.starts_with("127.")
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    if [&scheme, &port, &rest]
        .iter()
        .any(|part| part.expected != part.found)
        || host.found == host.expected
        || !is_loopback(&host.found)
        || !is_loopback(&host.expected)
    {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}; the page was opened as {}, so its origin is {origin}.",
                shown(found),
                shown(&host.expected)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
