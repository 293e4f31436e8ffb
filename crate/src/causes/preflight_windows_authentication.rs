//! 401 with Negotiate or NTLM on OPTIONS.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-windows-authentication",
    title: "Windows authentication refuses the preflight",
    explanation: include_str!("preflight_windows_authentication.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    let scheme = ["Negotiate", "NTLM"].into_iter().find(|scheme| {
        preflight
            .response_headers
            .lines("WWW-Authenticate")
            .any(|line| {
                line.to_ascii_lowercase()
                    .starts_with(&scheme.to_ascii_lowercase())
            })
    })?;
    let is_refusal =
        seen.lacks_allow_origin() || seen.error()? == CorsError::PreflightInvalidStatus;
    if preflight.status != 401 || !is_refusal {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The preflight (OPTIONS) was answered 401 with the challenge `{scheme}`, which is \
                 Windows authentication."
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("WWW-Authenticate"))
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
