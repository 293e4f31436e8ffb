//! A framework or web server answers OPTIONS by itself: success, Allow, no CORS header.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-automatic-answer",
    title: "The server answers OPTIONS by itself, without CORS",
    explanation: include_str!("preflight_automatic_answer.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    if !seen.lacks_allow_origin()
        || !(200..300).contains(&preflight.status)
        || seen.shows_cors_layer()
    {
        return None;
    }
    let allow = seen.refused_header("Allow")?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The preflight (OPTIONS) was answered {} with `Allow` listing {} and without any CORS header: that is \
                 the answer of a framework or web server that no CORS layer runs in front of.",
                preflight.status,
                shown(&allow),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("X-Powered-By"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
