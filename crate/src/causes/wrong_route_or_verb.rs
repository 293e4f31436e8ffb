//! The path or the method does not exist; CORS only hides it.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "wrong-route-or-verb",
    title: "The path or the method does not exist on the server",
    explanation: include_str!("wrong_route_or_verb.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Correct the path or the method of the call: the server does not serve it.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    if !seen.lacks_allow_origin() || !matches!(status, 404 | 405 | 410) {
        return None;
    }
    let (_, refused) = seen.refused()?;
    let method = if seen.is_preflight() {
        refused
            .request_headers
            .get("Access-Control-Request-Method")?
            .into_owned()
    } else {
        refused.method.to_string()
    };
    let allow = seen.refused_header("Allow").filter(|_| status == 405);
    let (certainty, said) = match &allow {
        Some(allow) if allow.split(',').any(|item| item.trim() == method) => return None,
        Some(allow) => (
            Certainty::Certain,
            format!("`Allow` lists {} and not {}", shown(allow), shown(&method)),
        ),
        // Of a preflight this status may speak of OPTIONS alone.
        None if seen.is_preflight() => return None,
        None if status == 405 => (
            Certainty::Likely,
            format!("the path does not take {}", shown(&method)),
        ),
        // What a cache on the way does not find is that cache's answer.
        None if seen.is_cached_on_the_way() => return None,
        None => (Certainty::Likely, "the path was not found".to_owned()),
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The answer to {} is {status}: {said}. It carries no CORS headers, so the page cannot read that.",
                seen.asked(),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
