//! Quotes, brackets, a regular expression, undefined, true, a variable that was not replaced.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-config-leak",
    title: "Access-Control-Allow-Origin holds configuration syntax",
    explanation: include_str!("allow_origin_config_leak.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

/// Values of programs that are no origins.
const WORDS: [&str; 8] = [
    "undefined",
    "none",
    "nil",
    "true",
    "false",
    "nan",
    "self",
    "all",
];

/// Marks of quotes, lists, patterns and placeholders; none of them can stand in an origin. Brackets of an IPv6 address
/// follow `://` and are not among them.
fn is_configuration(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    WORDS.contains(&&*lower)
        || value.starts_with(['"', '\'', '[', '(', '^', '<', '$', '%', '{'])
        || value.ends_with(['"', '\'', ';', '$', ')'])
        || (value.starts_with('/') && !value.starts_with("//"))
        || ["${", "{{", "<%", "$(", "\\", ".*", "(?"]
            .iter()
            .any(|mark| value.contains(mark))
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    if !is_configuration(found) {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The server allows {}, which is configuration syntax and no origin; the page's origin is \
                 {origin}.", shown(found)))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
