//! Main fetch: why a request is asked for in advance.

use super::HeaderList;
use super::header::cors_unsafe_request_header_names;
use super::method::is_cors_safelisted_method;

/// One reason for a preflight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreflightReason {
    /// The method is not a CORS-safelisted method.
    Method(String),
    /// A CORS-unsafe request-header, lower-case.
    Header(String),
    /// The use-CORS-preflight flag: an upload listener, or nothing else explains it.
    Forced,
}

/// Why main fetch takes the branch "CORS-preflight": an unsafe method or unsafe request-headers.
///
/// <https://fetch.spec.whatwg.org/#concept-main-fetch> step 12, the last branch but one
pub fn preflight_reasons(method: &str, author_headers: &HeaderList) -> Vec<PreflightReason> {
    let method =
        (!is_cors_safelisted_method(method)).then(|| PreflightReason::Method(method.to_owned()));
    let headers = cors_unsafe_request_header_names(author_headers)
        .into_iter()
        .map(PreflightReason::Header);
    method.into_iter().chain(headers).collect()
}

/// The reasons as the preflight itself states them; when it states none, it was forced.
///
/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch> steps 3 to 5
pub fn stated_preflight_reasons(method: &str, header_names: &[String]) -> Vec<PreflightReason> {
    let method =
        (!is_cors_safelisted_method(method)).then(|| PreflightReason::Method(method.to_owned()));
    let mut reasons: Vec<_> = method
        .into_iter()
        .chain(header_names.iter().cloned().map(PreflightReason::Header))
        .collect();
    if reasons.is_empty() {
        reasons.push(PreflightReason::Forced);
    }
    reasons
}
