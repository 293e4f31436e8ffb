//! 401 of an auth proxy without headers.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "auth-proxy-401",
    title: "A proxy asks for sign-in and leaves out the CORS headers",
    explanation: include_str!("auth_proxy_401.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "The answer stays a 401 until the request carries what signs it in; the page can then read that it is one.",
    ),
    explains,
};

/// What proxies that ask for sign-in call themselves, lower-case.
const PROXIES: [&str; 7] = [
    "nginx",
    "openresty",
    "envoy",
    "istio-envoy",
    "pomerium",
    "caddy",
    "awselb",
];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() || seen.refused_status()? != 401 {
        return None;
    }
    let server = seen.refused_header("Server")?;
    let is_proxy = PROXIES
        .iter()
        .any(|name| server.to_ascii_lowercase().starts_with(name));
    if !is_proxy {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "A proxy ({}) answered the request with 401 and without Access-Control-Allow-Origin: it asks for sign-in \
                 before the application is reached.",
                shown(&server),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("WWW-Authenticate"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
