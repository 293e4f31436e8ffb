//! patch is not PATCH.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "method-lower-case",
    title: "The method differs from the allowed one in case only",
    explanation: include_str!("method_lower_case.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page's code names the method in small letters: it must be written in capitals there.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let method = seen.method_not_allowed()?;
    let allowed = seen
        .refused_header("Access-Control-Allow-Methods")
        .unwrap_or_default();
    let twin = allowed
        .split(',')
        .map(str::trim)
        .find(|item| item.eq_ignore_ascii_case(method));
    let (certainty, said) = match twin {
        Some(twin) => (
            Certainty::Certain,
            format!("the server allows {}", shown(twin)),
        ),
        None if method.bytes().all(|byte| byte.is_ascii_lowercase()) => (
            Certainty::Likely,
            format!(
                "the server allows {}, and no method of that name is in common use",
                shown(&allowed)
            ),
        ),
        None => return None,
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The request's method is {}; {said}.",
                shown(method)
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Method"))
            .all_evidence(seen.response_header("Access-Control-Allow-Methods")),
    )
}
