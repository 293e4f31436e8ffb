//! Chromium's order: the standard's check, then the name of what failed and the value that Chromium prints with it.
//!
//! Source: `services/network/public/cpp/cors/cors.cc` (CheckAccess) and `services/network/cors/preflight_controller.cc`,
//! measured in Chromium 156.

use super::CorsError;
use super::valid_url::is_valid_url;
use crate::fetch::cors_check::{CorsCheckFailure, cors_check};
use crate::fetch::cors_preflight_fetch::{
    AuthorizationUnderWildcard, PreflightFailure, PreflightQuestion, judge_preflight_response,
};
use crate::fetch::http_redirect_fetch::is_redirect_status;
use crate::fetch::origin::SerializedOrigin;
use crate::fetch::{CredentialsMode, HeaderList};

/// A refusal: Chromium's name, the value it prints, and the step of the standard that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `corsErrorStatus.corsError`.
    pub error: CorsError,
    /// `corsErrorStatus.failedParameter`; none where Chromium prints nothing, or where the log cannot tell which of
    /// several values it prints.
    pub parameter: Option<String>,
    /// What failed, in the standard's terms.
    pub failure: Failure,
}

/// A failure in the standard's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The CORS check of the actual response or of a hop.
    CorsCheck(CorsCheckFailure),
    /// The preflight's response.
    Preflight(PreflightFailure),
    /// The preflight was redirected; `Location` as it stands in the log.
    PreflightRedirect {
        /// Status of the answer.
        status: u16,
        /// Where it points.
        location: String,
    },
    /// A redirect to a URL with user name or password.
    RedirectCredentials {
        /// Where it points.
        location: String,
    },
    /// A redirect to a scheme that knows no CORS.
    RedirectScheme {
        /// Where it points.
        location: String,
    },
    /// Local network access, from the net error of the preflight or of the request.
    LocalNetworkAccess,
}

/// The CORS check, then Chromium's refinement of a failure.
pub fn check_access(
    origin: &SerializedOrigin,
    credentials: CredentialsMode,
    response: &HeaderList,
) -> Result<(), Refusal> {
    cors_check(origin, credentials, response).map_err(|failure| {
        let (error, parameter) = refine(&failure);
        Refusal {
            error,
            parameter,
            failure: Failure::CorsCheck(failure),
        }
    })
}

/// Names a failed CORS check. A changed order here changes names, never a verdict.
fn refine(failure: &CorsCheckFailure) -> (CorsError, Option<String>) {
    match failure {
        CorsCheckFailure::AllowOriginAbsent => (CorsError::MissingAllowOriginHeader, None),
        // `*` can only differ when credentials are included.
        CorsCheckFailure::AllowOriginDiffers { found } if found == "*" => {
            (CorsError::WildcardOriginNotAllowed, None)
        }
        CorsCheckFailure::AllowOriginDiffers { found } => {
            let error = if found.contains([' ', ',']) {
                CorsError::MultipleAllowOriginValues
            } else if found == "null" {
                CorsError::AllowOriginMismatch
            } else if !is_valid_url(found) {
                CorsError::InvalidAllowOriginValue
            } else {
                CorsError::AllowOriginMismatch
            };
            (error, Some(printable(found)))
        }
        CorsCheckFailure::AllowCredentialsNotTrue { found } => (
            CorsError::InvalidAllowCredentials,
            Some(printable(found.as_deref().unwrap_or_default())),
        ),
    }
}

/// What the DevTools protocol prints of a value: nothing where the bytes on the wire are not UTF-8.
fn printable(value: &str) -> String {
    crate::wire_bytes::to_utf8(value).unwrap_or_default()
}

/// Judges a preflight's response in Chromium's order: redirect, CORS check, status, the two lists, method, headers.
pub fn judge_preflight(
    question: &PreflightQuestion,
    status: u16,
    location: Option<&str>,
    response: &HeaderList,
) -> Result<(), Refusal> {
    // A redirect is refused before any header is looked at; a 3xx without `Location` is not a redirect.
    if let (true, Some(location)) = (is_redirect_status(status), location) {
        return Err(Refusal {
            error: CorsError::PreflightDisallowedRedirect,
            parameter: None,
            failure: Failure::PreflightRedirect {
                status,
                location: location.to_owned(),
            },
        });
    }
    judge_preflight_response(
        question,
        status,
        response,
        AuthorizationUnderWildcard::Covered,
    )
    .map_err(|failure| {
        let (error, parameter) = match &failure {
            PreflightFailure::CorsCheck(check) => {
                let (error, parameter) = refine(check);
                (error.in_preflight(), parameter)
            }
            PreflightFailure::NotOkStatus(_) => (CorsError::PreflightInvalidStatus, None),
            PreflightFailure::AllowMethodsUnreadable(_) => {
                (CorsError::InvalidAllowMethodsPreflightResponse, None)
            }
            PreflightFailure::AllowHeadersUnreadable(_) => {
                (CorsError::InvalidAllowHeadersPreflightResponse, None)
            }
            PreflightFailure::MethodNotAllowed(method) => (
                CorsError::MethodDisallowedByPreflightResponse,
                Some(method.clone()),
            ),
            // Chromium prints the first in the order the page set them. A log keeps no order, so with several
            // missing the value is not known; the causes list all of them.
            PreflightFailure::HeadersNotAllowed(names) => (
                CorsError::HeaderDisallowedByPreflightResponse,
                <&[String; 1]>::try_from(names.as_slice())
                    .ok()
                    .map(|[name]| name.clone()),
            ),
        };
        Refusal {
            error,
            parameter,
            failure: Failure::Preflight(failure),
        }
    })
}
