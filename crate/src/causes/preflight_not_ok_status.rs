//! The CORS headers are right, the status is not 200 to 299: the general case.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-not-ok-status",
    title: "The preflight was answered with an error status",
    explanation: include_str!("preflight_not_ok_status.md"),
    general: true,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightInvalidStatus {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The preflight (OPTIONS) was answered {} although its CORS headers allow {}.",
                seen.refused_status()?,
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
