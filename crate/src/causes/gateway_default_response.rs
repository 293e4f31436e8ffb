//! Gateway error without headers.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "gateway-default-response",
    title: "The API gateway answered with an error of its own",
    explanation: include_str!("gateway_default_response.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "The gateway refused the request: its reason remains, and the page can then read it.",
    ),
    explains,
};

/// Errors that the gateway itself raises, before any application is asked.
const OWN_ERRORS: [&str; 6] = [
    "MissingAuthenticationTokenException",
    "UnauthorizedException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "ForbiddenException",
    "AccessDeniedException",
];

/// Errors of an authorizer.
const AUTHORIZER_ERRORS: [&str; 2] = ["UnauthorizedException", "AccessDeniedException"];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    if !seen.lacks_allow_origin() || status < 400 {
        return None;
    }
    let kind = seen.refused_header("x-amzn-ErrorType")?;
    let name = kind.split(':').next().unwrap_or_default();
    // Of a preflight these are the authorizer's answers, which have a cause of their own.
    if seen.is_preflight() && AUTHORIZER_ERRORS.contains(&name) {
        return None;
    }
    let certainty = if OWN_ERRORS.contains(&name) {
        Certainty::Certain
    } else {
        Certainty::Likely
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The gateway answered {} with {status} and the error {}, without \
                 Access-Control-Allow-Origin.",
                seen.asked(),
                shown(name),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("x-amzn-ErrorType"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
