//! The CORS-preflight fetch: judging what the server answered.

use super::header_list::{ExtractedValues, extract_header_list_values};
use super::method::is_cors_safelisted_method;
use super::origin::SerializedOrigin;
use super::{CredentialsMode, HeaderList, cors_check, is_ok_status};

/// What the browser asked for in a preflight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightQuestion {
    /// `Origin`.
    pub origin: SerializedOrigin,
    /// `Access-Control-Request-Method`: the actual request's method.
    pub method: String,
    /// `Access-Control-Request-Headers`: the CORS-unsafe request-header names, lower-case, sorted.
    pub header_names: Vec<String>,
    /// The actual request's credentials mode. The preflight itself never carries credentials.
    pub credentials: CredentialsMode,
}

/// Why a preflight's response did not permit the actual request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreflightFailure {
    /// Step 7: the CORS check failed.
    CorsCheck(cors_check::CorsCheckFailure),
    /// Step 7: the status is not an ok status.
    NotOkStatus(u16),
    /// Step 7.3: `Access-Control-Allow-Methods` is not a list of methods; the item is kept.
    AllowMethodsUnreadable(String),
    /// Step 7.3: `Access-Control-Allow-Headers` is not a list of names; the item is kept.
    AllowHeadersUnreadable(String),
    /// Step 7.5: the method is not allowed.
    MethodNotAllowed(String),
    /// Step 7.6 or 7.7: these request-headers are not allowed; at least one.
    HeadersNotAllowed(Vec<String>),
}

impl PreflightFailure {
    /// The number of the step that returned a network error.
    ///
    /// <https://fetch.spec.whatwg.org/#cors-preflight-fetch>
    pub fn step(&self) -> &'static str {
        match self {
            Self::CorsCheck(_) | Self::NotOkStatus(_) => "7",
            Self::AllowMethodsUnreadable(_) | Self::AllowHeadersUnreadable(_) => "7.3",
            Self::MethodNotAllowed(_) => "7.5",
            Self::HeadersNotAllowed(_) => "7.7",
        }
    }
}

/// Is `Authorization` covered by `*` in `Access-Control-Allow-Headers`?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorizationUnderWildcard {
    /// As the standard says (step 7.6).
    NotCovered,
    /// As browsers still do, with a warning.
    Covered,
}

/// Judges a preflight's response, steps 7 to 7.7. Where the standard asks for a CORS check and an ok status at once,
/// the CORS check is named first, as browsers do.
///
/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch>
pub fn judge_preflight_response(
    question: &PreflightQuestion,
    status: u16,
    response: &HeaderList,
    authorization: AuthorizationUnderWildcard,
) -> Result<(), PreflightFailure> {
    // 7. A CORS check that succeeds and an ok status; else a network error.
    cors_check::cors_check(&question.origin, question.credentials, response)
        .map_err(PreflightFailure::CorsCheck)?;
    if !is_ok_status(status) {
        return Err(PreflightFailure::NotOkStatus(status));
    }
    // 7.1-7.3 Extract both lists; failure: a network error.
    let methods = match extract_header_list_values(response, "Access-Control-Allow-Methods") {
        ExtractedValues::Failure(item) => {
            return Err(PreflightFailure::AllowMethodsUnreadable(item));
        }
        ExtractedValues::Null => Vec::new(),
        ExtractedValues::Values(values) => values,
    };
    let header_names = match extract_header_list_values(response, "Access-Control-Allow-Headers") {
        ExtractedValues::Failure(item) => {
            return Err(PreflightFailure::AllowHeadersUnreadable(item));
        }
        ExtractedValues::Null => Vec::new(),
        ExtractedValues::Values(values) => values,
    };
    // 7.5 The method is neither listed (case-sensitive) nor safelisted, and no usable `*`.
    if !methods.contains(&question.method)
        && !is_cors_safelisted_method(&question.method)
        && !has_usable_wildcard(&methods, question.credentials)
    {
        return Err(PreflightFailure::MethodNotAllowed(question.method.clone()));
    }
    // 7.6-7.7 Each unsafe name must be listed (in any case) or covered by a usable `*`; all that are not are kept.
    let missing = headers_not_allowed(question, &header_names, authorization);
    if missing.is_empty() {
        Ok(())
    } else {
        Err(PreflightFailure::HeadersNotAllowed(missing))
    }
}

/// Steps 7.6 and 7.7 for all names at once, in the question's order.
///
/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch>
pub fn headers_not_allowed(
    question: &PreflightQuestion,
    allowed: &[String],
    authorization: AuthorizationUnderWildcard,
) -> Vec<String> {
    let wildcard = has_usable_wildcard(allowed, question.credentials);
    let covered = |name: &str| {
        wildcard
            && (authorization == AuthorizationUnderWildcard::Covered
                || !super::header::is_cors_non_wildcard_request_header_name(name))
    };
    question
        .header_names
        .iter()
        .filter(|name| {
            !allowed.iter().any(|item| item.eq_ignore_ascii_case(name)) && !covered(name)
        })
        .cloned()
        .collect()
}

/// `*` counts as a wildcard only on a request without credentials; with them it is the literal name `*`.
fn has_usable_wildcard(list: &[String], credentials: CredentialsMode) -> bool {
    credentials == CredentialsMode::NotInclude && list.iter().any(|item| item == "*")
}
