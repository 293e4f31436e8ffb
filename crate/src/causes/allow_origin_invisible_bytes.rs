//! Bytes outside ASCII: a byte order mark, a no-break space, a zero-width space, a look-alike letter, a host in letters.

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
    let compared = crate::origin_diff::compare(origin.as_str(), found);
    let [_, host, ..] = &compared.parts;
    let readable = crate::wire_bytes::to_utf8(found).unwrap_or_else(|| found.to_owned());
    let finding = Finding::new(&CAUSE, Certainty::Certain)
        .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
        .all_evidence(seen.request_header("Origin"));
    if crate::punycode::is_same_host(&host.expected, &host.found) {
        return Some(in_letters(finding, &readable, origin.as_str()));
    }
    let is_visible = readable
        .chars()
        .filter(|character| !character.is_ascii())
        .all(char::is_alphabetic);
    let finding = if is_visible {
        finding
            .title("Access-Control-Allow-Origin holds letters outside ASCII")
            .advice(
                "Type the configured origin again by hand instead of pasting it; the byte view shows which letters were there. \
                 If the host is meant to have them, write it in Punycode (`xn--…`), as browsers do in Origin.",
            )
    } else {
        finding
    };
    let names: Vec<String> = compared
        .names
        .into_iter()
        .map(|(index, name)| format!("{name} at byte {index}"))
        .take(3)
        .collect();
    let origin = shown(origin.as_str());
    Some(finding.what(format!(
        "The server allows {}, which holds: {}. The page's origin is {origin}.",
        shown(&readable),
        names.join(", "),
    )))
}

/// The page's own host, written as people do.
fn in_letters(finding: Finding, found: &str, origin: &str) -> Finding {
    let origin = shown(origin);
    finding
        .title("Access-Control-Allow-Origin has the host in Unicode")
        .what(format!(
            "The server allows {}, and the page's origin is {origin}: the same host, which browsers write in Punycode.",
            shown(found),
        ))
        .why(
            "An origin is written in ASCII: browsers turn the letters of a host into Punycode before they send it, and compare \
             the value byte by byte with that.",
        )
        .advice(format!(
            "Write the origin on the server's list as browsers send it: {origin}."
        ))
}
