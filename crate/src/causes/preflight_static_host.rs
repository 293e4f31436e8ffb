//! 405 or 501 from a host for static files.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-static-host",
    title: "The host serves files only and refuses OPTIONS",
    explanation: include_str!("preflight_static_host.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "A host for static files runs no code: if it cannot be set up to answer OPTIONS, put one in front of it that can.",
    ),
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
    let is_named = STATIC_SERVERS
        .iter()
        .any(|name| seen.header_holds("Server", name));
    let certainty = match preflight.status {
        405 | 501 if is_named => Certainty::Certain,
        403 | 404 if is_named => Certainty::Likely,
        405 if seen.serves_files_only() => Certainty::Likely,
        _ => return None,
    };
    if !is_refusal {
        return None;
    }
    let by = seen
        .refused_header("Server")
        .map_or_else(|| "a host".to_owned(), |server| shown(&server));
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The preflight (OPTIONS) was answered {} by {}, which serves files only.",
                preflight.status, by,
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
