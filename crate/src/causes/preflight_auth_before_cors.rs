//! The preflight is answered 401 or 403 without Allow-Origin: authentication runs before CORS.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-auth-before-cors",
    title: "Authentication runs before CORS and refuses the preflight",
    explanation: include_str!("preflight_auth_before_cors.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightMissingAllowOriginHeader {
        return None;
    }
    let (_, preflight) = seen.refused_preflight()?;
    let status = preflight.status;
    let certainty = match (
        status,
        preflight.response_headers.contains("WWW-Authenticate"),
    ) {
        (401, true) => Certainty::Certain,
        (401, false) | (403, true) => Certainty::Likely,
        (403, false) => Certainty::Possible,
        _ => return None,
    };
    let finding = Finding::new(&CAUSE, certainty);
    // A challenge proves that authentication answered; a bare 403 may also come from a firewall or a route guard.
    let finding = if certainty == Certainty::Possible {
        finding
            .title("Something before CORS refuses the preflight")
            .what(
                "The preflight (OPTIONS) was answered 403 without Access-Control-Allow-Origin and without a challenge: something \
                 refused it before CORS was looked at. Often that is authentication; a firewall, a guard of the route or a \
                 CORS layer that does not know the origin answer the same.",
            )
            .why(
                "Browsers never send Authorization or cookies with a preflight, so that nothing happens on the server before it \
                 has agreed. What refuses requests without them refuses every preflight.",
            )
            .advice(
                "Look up in the logs of the server and of what stands before it who answered 403. Let OPTIONS requests that carry \
                 Access-Control-Request-Method pass there, or run the CORS layer before it. If it is the CORS layer, its list \
                 lacks the page's origin.",
            )
    } else {
        finding
            .what(format!(
                "The preflight (OPTIONS) was answered {status} without Access-Control-Allow-Origin: the server asked for \
                 credentials before it looked at CORS."
            ))
            .why(
                "Browsers never send Authorization or cookies with a preflight, so that nothing happens on the server \
                 before it has agreed. A server that demands them refuses every preflight.",
            )
            .advice(
                "Run the CORS layer before authentication, or let OPTIONS requests that carry \
                 Access-Control-Request-Method pass without it.",
            )
    };
    Some(
        finding
            .all_evidence(seen.status())
            .all_evidence(
                seen.response_header("WWW-Authenticate")
                    .filter(|evidence| evidence.value.is_some()),
            )
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
