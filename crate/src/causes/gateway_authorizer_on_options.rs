//! The authorizer runs for OPTIONS.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "gateway-authorizer-on-options",
    title: "The API gateway asks its authorizer about the preflight",
    explanation: include_str!("gateway_authorizer_on_options.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    let kind = seen.refused_header("x-amzn-ErrorType")?;
    let name = kind.split(':').next().unwrap_or_default();
    let is_authorizer = matches!(
        name,
        "UnauthorizedException" | "AccessDeniedException" | "AuthorizerConfigurationException"
    );
    if !seen.lacks_allow_origin() || !is_authorizer {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The gateway answered the preflight (OPTIONS) with {} and the error {}: its authorizer \
                 was asked.",
                preflight.status,
                shown(name),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("x-amzn-ErrorType"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
