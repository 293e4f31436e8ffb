//! The origin is allowed, credentials are not.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-credentials-missing",
    title: "Access-Control-Allow-Credentials is missing",
    explanation: include_str!("allow_credentials_missing.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let CorsCheckFailure::AllowCredentialsNotTrue { found: None } = seen.cors_check_failure()?
    else {
        return None;
    };
    let because = match seen.credentials_because() {
        "" => String::new(),
        because => format!(" ({because})"),
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer to {} allows {} without Access-Control-Allow-Credentials, and the request includes \
                 credentials{because}.",
                seen.asked(),
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Credentials"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
