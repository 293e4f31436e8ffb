//! 405 or 501 from a host for static files.

use super::text::shown;
use super::{Cause, Certainty, Finding, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-static-host",
    title: "The host serves files only and refuses OPTIONS",
    explanation: include_str!("preflight_static_host.md"),
    general: false,
    explains,
};

/// What hosts for static files call themselves, lower-case.
const STATIC_SERVERS: [&str; 6] = [
    "simplehttp",
    "github.com",
    "netlify",
    "vercel",
    "surge",
    "gitlab pages",
];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    let is_refusal =
        seen.lacks_allow_origin() || seen.error()? == CorsError::PreflightInvalidStatus;
    let server = seen.refused_header("Server")?;
    let is_static = STATIC_SERVERS
        .iter()
        .any(|name| server.to_ascii_lowercase().starts_with(name));
    if !is_refusal || !is_static || !matches!(preflight.status, 403 | 404 | 405 | 501) {
        return None;
    }
    let certainty = if matches!(preflight.status, 405 | 501) {
        Certainty::Certain
    } else {
        Certainty::Likely
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The preflight (OPTIONS) was answered {} by {}, which serves files only.",
                preflight.status,
                shown(&server),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
