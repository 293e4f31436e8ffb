//! Upper case, or a dot at the end of the host.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-case-or-dot",
    title: "Access-Control-Allow-Origin differs in case or by a dot",
    explanation: include_str!("allow_origin_case_or_dot.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    let plain = found.to_ascii_lowercase();
    let without_dot = |text: &str| text.strip_suffix('.').unwrap_or(text).to_owned();
    let is_same = scheme.found.eq_ignore_ascii_case(&scheme.expected)
        && without_dot(&host.found.to_ascii_lowercase()) == without_dot(&host.expected)
        && port.found == port.expected
        && rest.found == rest.expected;
    if !is_same {
        return None;
    }
    let words = if plain == origin.as_str() {
        "in other letter case"
    } else {
        "with a dot after one of the two hosts"
    };
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}; the page's origin is {origin}, the same {words}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
