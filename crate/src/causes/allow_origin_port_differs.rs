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
    let is_own_port = port.expected.is_empty()
        && matches!(
            (&*scheme.expected, &*port.found),
            ("http", "80") | ("https", "443")
        );
    let ports = match (&*port.expected, &*port.found) {
        (expected, "") => format!("the port {expected} is missing in it"),
        ("", found) if is_own_port => format!(
            "{found} is its scheme's own port, which an origin leaves out, and browsers compare text"
        ),
        ("", found) => {
            format!("the page has its scheme's own port, which is not written, and not {found}")
        }
        (expected, found) => format!("the page has port {expected} and not {found}"),
    };
    let origin = shown(origin.as_str());
    let finding = Finding::new(&CAUSE, Certainty::Certain);
    let finding = if is_own_port {
        finding.title("Access-Control-Allow-Origin writes out the scheme's own port")
    } else {
        finding
    };
    Some(
        finding
            .what(format!(
                "The server allows {}; the page's origin is {origin}: {ports}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
