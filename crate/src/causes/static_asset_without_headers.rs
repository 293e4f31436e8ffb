//! Module script, font, crossorigin image.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "static-asset-without-headers",
    title: "A font, script or image lacks CORS headers",
    explanation: include_str!("static_asset_without_headers.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() || seen.refused_status()? >= 300 {
        return None;
    }
    let kind = match seen.main_entry()?.resource_type.as_deref()? {
        "font" => "font",
        "script" => "script",
        "image" => "image",
        "stylesheet" => "style sheet",
        "media" => "media file",
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The {kind} {} was loaded with CORS, and its host answered without Access-Control-Allow-Origin; the page's \
                 origin is {}.",
                shown(&seen.refused()?.1.url),
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
