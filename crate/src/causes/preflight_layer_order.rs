//! The CORS layer covers other routes of the server and not this one.

use super::look::{response_of, status_of};
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-layer-order",
    title: "The CORS layer does not cover this route",
    explanation: include_str!("preflight_layer_order.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    if !seen.lacks_allow_origin() || seen.shows_cors_layer() {
        return None;
    }
    // A router's own answers to a method that no handler takes.
    if !matches!(preflight.status, 200 | 204 | 405) || seen.serves_files_only() {
        return None;
    }
    let allow = seen.refused_header("Allow")?;
    let method = preflight
        .request_headers
        .get("Access-Control-Request-Method")?;
    if !allow.split(',').any(|item| item.trim() == method) {
        return None;
    }
    let path = seen.refused_url()?;
    let (witness, covered) = seen.other_path_permitted()?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The preflight for {} was answered {} by the router, without CORS headers; the preflight for {} on the \
                 same server passed through its CORS layer.",
                shown(path.path()),
                preflight.status,
                shown(&covered.url),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .evidence(status_of(witness, covered))
            .evidence(response_of(witness, covered, "Access-Control-Allow-Origin")),
    )
}
