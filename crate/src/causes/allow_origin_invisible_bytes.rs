//! Bytes outside ASCII: a byte order mark, a no-break space, a zero-width space, a look-alike letter.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-invisible-bytes",
    title: "Access-Control-Allow-Origin holds bytes that cannot be seen",
    explanation: include_str!("allow_origin_invisible_bytes.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    let bytes = crate::wire_bytes::of(found);
    if bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return None;
    }
    let names: Vec<String> = crate::origin_diff::compare(origin.as_str(), found)
        .names
        .into_iter()
        .map(|(index, name)| format!("{name} at byte {index}"))
        .take(3)
        .collect();
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}, which holds: {}. The page's origin is {origin}.",
                shown(found),
                names.join(", "),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
