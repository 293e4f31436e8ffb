//! The host differs by `www.` only.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-www-differs",
    title: "With and without www are different origins",
    explanation: include_str!("allow_origin_www_differs.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let [scheme, host, port, rest] = seen.compared()?.parts;
    if [&scheme, &port, &rest]
        .iter()
        .any(|part| part.expected != part.found)
    {
        return None;
    }
    let is_longer = host.found.strip_prefix("www.") == Some(&host.expected);
    let is_shorter = host.expected.strip_prefix("www.") == Some(&host.found);
    let words = match (is_longer, is_shorter) {
        (true, _) => "with `www.`, and the page was opened without it",
        (_, true) => "without `www.`, and the page was opened with it",
        _ => return None,
    };
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}, {words}: its origin is {origin}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
