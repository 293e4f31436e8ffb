//! The handler runs for OPTIONS as for the request itself: success, a body, no CORS header.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-handled-as-request",
    title: "The handler answers OPTIONS as if it were the request",
    explanation: include_str!("preflight_handled_as_request.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    let is_answer = seen.lacks_allow_origin() && preflight.status == 200;
    if !is_answer || seen.shows_cors_layer() || seen.refused_header("Allow").is_some() {
        return None;
    }
    let kind = seen.refused_header("Content-Type")?;
    let has_no_body = seen
        .refused_header("Content-Length")
        .is_some_and(|length| length.trim() == "0");
    if has_no_body {
        return None;
    }
    // JSON is what an application sends; a page of HTML may be anyone's.
    let certainty = if kind.to_ascii_lowercase().contains("json") {
        Certainty::Likely
    } else {
        Certainty::Possible
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The preflight (OPTIONS) was answered 200 with a body of type {} and without any CORS header, as the \
                 request itself would be.",
                shown(&kind),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Content-Type"))
            .all_evidence(seen.present("Content-Length"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
