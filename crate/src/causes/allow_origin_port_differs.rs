//! Another or a missing port, all else equal.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-port-differs",
    title: "Access-Control-Allow-Origin names another port",
    explanation: include_str!("allow_origin_port_differs.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    if [&scheme, &host, &rest]
        .iter()
        .any(|part| part.expected != part.found)
        || port.found == port.expected
    {
        return None;
    }
    let ports = match (&*port.expected, &*port.found) {
        (expected, "") => format!("the port {expected} is missing in it"),
        ("", found) => {
            format!("the page has its scheme's own port, which is not written, and not {found}")
        }
        (expected, found) => format!("the page has port {expected} and not {found}"),
    };
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}; the page's origin is {origin}: {ports}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
