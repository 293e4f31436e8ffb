//! The star does not cover credentials.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "wildcard-with-credentials",
    title: "Access-Control-Allow-Origin: * on a request with credentials",
    explanation: include_str!("wildcard_with_credentials.md"),
    general: true,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()?.without_preflight() != CorsError::WildcardOriginNotAllowed {
        return None;
    }
    let because = match seen.credentials_because() {
        "" => String::new(),
        because => format!(" ({because})"),
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer to {} allows `*`, and the request includes credentials{because}; the page's \
                 origin is {}.",
                seen.asked(),
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
