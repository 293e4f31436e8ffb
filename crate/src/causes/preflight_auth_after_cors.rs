//! 401 or 403 on OPTIONS with a matching Allow-Origin.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-auth-after-cors",
    title: "CORS agrees, then authentication refuses the preflight",
    explanation: include_str!("preflight_auth_after_cors.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightInvalidStatus {
        return None;
    }
    let status = seen.refused_status()?;
    let certainty = match status {
        401 => Certainty::Certain,
        403 => Certainty::Likely,
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The preflight (OPTIONS) was answered {status} although its CORS headers allow {}: the server asked \
                 for credentials that a preflight never carries.",
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.present("WWW-Authenticate")),
    )
}
