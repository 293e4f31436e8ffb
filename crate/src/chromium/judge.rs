//! Chromium's order: the standard's check, then the name of what failed and the value that Chromium prints with it.
//!
//! Source: `services/network/public/cpp/cors/cors.cc` (CheckAccess) and `services/network/cors/preflight_controller.cc`,
//! measured in Chromium 156.

use url::Url;

use super::CorsError;
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

/// Is the value a URL to Chromium? Read as it was on the wire. Hosts outside ASCII need tables that this build leaves
/// out, so their letters and the characters that IDNA ignores are replaced first; all others keep the host invalid.
fn is_valid_url(value: &str) -> bool {
    let bytes = crate::wire_bytes::of(value);
    let text = String::from_utf8_lossy(&bytes);
    let Some((scheme, rest)) = text.split_once("://") else {
        return Url::parse(&text).is_ok();
    };
    let plain = rest
        .chars()
        .filter(|character| !is_ignored_by_idna(*character));
    let plain: String = plain
        .map(|character| {
            if !character.is_ascii() && character.is_alphanumeric() {
                'a'
            } else {
                character
            }
        })
        .collect();
    Url::parse(&format!("{scheme}://{plain}")).is_ok()
}

/// Characters that IDNA's mapping removes.
fn is_ignored_by_idna(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chromium_takes_for_a_url() {
        let table = [
            ("http://app.test", true),
            ("localhost:3000", true),
            ("app.test", false),
            ("", false),
            ("**", false),
            ("http://*.app.test", true),
            ("http://l\u{d0}\u{be}calhost:1", true),
            ("http://local\u{e2}\u{20ac}\u{2039}host:1", true),
            ("\u{e2}\u{20ac}\u{2039}http://localhost:1", false),
            ("http://localhost:1\u{a0}", false),
        ];
        for (value, is_valid) in table {
            assert_eq!(is_valid_url(value), is_valid, "{value:?}");
        }
    }
}
