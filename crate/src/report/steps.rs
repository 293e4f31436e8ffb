//! Names and anchors of the standard's steps.

use super::v1::Step;
use crate::chromium::judge::Failure;
use crate::exchange::walk::CheckName;

const CORS_CHECK: (&str, &str) = (
    "CORS check",
    "https://fetch.spec.whatwg.org/#concept-cors-check",
);
const PREFLIGHT: (&str, &str) = (
    "CORS-preflight fetch",
    "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
);
const REDIRECT: (&str, &str) = (
    "HTTP-redirect fetch",
    "https://fetch.spec.whatwg.org/#http-redirect-fetch",
);
const LOCAL_NETWORK: (&str, &str) = (
    "Local network access check",
    "https://wicg.github.io/local-network-access/#local-network-access-check",
);

fn step((algorithm, url): (&str, &str), number: &str) -> Step {
    Step {
        algorithm: algorithm.to_owned(),
        number: number.to_owned(),
        url: url.to_owned(),
    }
}

/// The step that a failure belongs to.
pub(super) fn of_failure(failure: &Failure) -> Step {
    match failure {
        Failure::CorsCheck(check) => step(CORS_CHECK, check.step()),
        Failure::Preflight(failure) => match failure {
            crate::fetch::cors_preflight_fetch::PreflightFailure::CorsCheck(check) => {
                step(CORS_CHECK, check.step())
            }
            other => step(PREFLIGHT, other.step()),
        },
        Failure::PreflightRedirect { .. } => step(PREFLIGHT, "7"),
        Failure::RedirectScheme { .. } => step(REDIRECT, "6"),
        Failure::RedirectCredentials { .. } => step(REDIRECT, "10"),
        Failure::LocalNetworkAccess => step(LOCAL_NETWORK, "1"),
    }
}

/// The step that a check stands for.
pub(super) fn of_check(name: CheckName) -> Step {
    match name {
        CheckName::PreflightLocalNetworkAccess => step(LOCAL_NETWORK, "1"),
        CheckName::PreflightRedirect | CheckName::PreflightStatus => step(PREFLIGHT, "7"),
        CheckName::PreflightAllowOrigin | CheckName::AllowOrigin => step(CORS_CHECK, "4"),
        CheckName::PreflightAllowCredentials | CheckName::AllowCredentials => step(CORS_CHECK, "7"),
        CheckName::PreflightAllowMethodsSyntax | CheckName::PreflightAllowHeadersSyntax => {
            step(PREFLIGHT, "7.3")
        }
        CheckName::PreflightMethod => step(PREFLIGHT, "7.5"),
        CheckName::PreflightHeaders => step(PREFLIGHT, "7.7"),
        CheckName::RedirectScheme => step(REDIRECT, "6"),
        CheckName::RedirectCredentials => step(REDIRECT, "10"),
    }
}
