//! True, 1, twice.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-credentials-not-true",
    title: "Access-Control-Allow-Credentials is not exactly true",
    explanation: include_str!("allow_credentials_not_true.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let CorsCheckFailure::AllowCredentialsNotTrue { found: Some(found) } =
        seen.cors_check_failure()?
    else {
        return None;
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer to {} carries Access-Control-Allow-Credentials with the value {}, which is \
                 not `true`.",
                seen.asked(),
                shown(found),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Credentials"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
