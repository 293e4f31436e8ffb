//! Firefox's order of checks over one response.
//!
//! A response: Access-Control-Allow-Origin is there, stands on one line, is `*` or the origin; then
//! Access-Control-Allow-Credentials. A preflight's response besides: no redirect, status, the methods' tokens, the method,
//! the names' tokens, the names.

use super::Reason;
use crate::fetch::cors_check::{CorsCheckFailure, cors_check};
use crate::fetch::cors_preflight_fetch::{
    AuthorizationUnderWildcard, PreflightFailure, PreflightQuestion, judge_preflight_response,
};
use crate::fetch::header_list::{ExtractedValues, extract_header_list_values};
use crate::fetch::http_redirect_fetch::is_redirect_status;
use crate::fetch::origin::SerializedOrigin;
use crate::fetch::{CredentialsMode, HeaderList};

/// How it is known what Firefox says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Firefox was seen to say this of the same fault in the same kind of response.
    Measured,
    /// It follows from the order of checks in Firefox's source; no such case was run.
    Derived,
}

/// What Firefox says, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The first reason in the console.
    pub reason: Reason,
    /// How it is known.
    pub basis: Basis,
}

impl Judgement {
    /// A reason that was measured.
    pub(crate) const fn measured(reason: Reason) -> Self {
        Self {
            reason,
            basis: Basis::Measured,
        }
    }

    /// A reason that follows from the source.
    pub(crate) const fn derived(reason: Reason) -> Self {
        Self {
            reason,
            basis: Basis::Derived,
        }
    }
}

/// Judges the CORS headers of a response, a redirect's or a preflight's included.
pub fn check_request_approved(
    origin: &SerializedOrigin,
    credentials: CredentialsMode,
    response: &HeaderList,
) -> Result<(), Judgement> {
    // Lines are counted as they came: a list on one line is one value to Firefox, and Chromium calls it several.
    if response.lines("Access-Control-Allow-Origin").count() > 1 {
        return Err(Judgement::measured(Reason::MultipleAllowOriginNotAllowed));
    }
    cors_check(origin, credentials, response).map_err(|failure| Judgement::measured(name(&failure)))
}

/// The reason of a failed check of one line.
fn name(failure: &CorsCheckFailure) -> Reason {
    match failure {
        CorsCheckFailure::AllowOriginAbsent => Reason::MissingAllowOrigin,
        // `*` can only differ when credentials are included.
        CorsCheckFailure::AllowOriginDiffers { found } if found == "*" => {
            Reason::NotSupportingCredentials
        }
        CorsCheckFailure::AllowOriginDiffers { .. } => Reason::AllowOriginNotMatchingOrigin,
        CorsCheckFailure::AllowCredentialsNotTrue { .. } => Reason::MissingAllowCredentials,
    }
}

/// Judges a preflight's response. Firefox reads the CORS headers first, of a redirect too.
pub fn check_preflight_request_approved(
    question: &PreflightQuestion,
    status: u16,
    location: Option<&str>,
    response: &HeaderList,
) -> Result<(), Judgement> {
    check_request_approved(&question.origin, question.credentials, response)?;
    if is_redirect_status(status) && location.is_some() {
        return Err(Judgement::measured(Reason::ExternalRedirectNotAllowed));
    }
    let Err(failure) = judge_preflight_response(
        question,
        status,
        response,
        AuthorizationUnderWildcard::Covered,
    ) else {
        return Ok(());
    };
    Err(match failure {
        PreflightFailure::CorsCheck(failure) => Judgement::measured(name(&failure)),
        PreflightFailure::NotOkStatus(_) => Judgement::measured(Reason::PreflightDidNotSucceed),
        PreflightFailure::AllowMethodsUnreadable(_) => {
            Judgement::measured(Reason::InvalidAllowMethod)
        }
        // The standard reads both lists before it looks for the method; Firefox looks for the method in between.
        PreflightFailure::AllowHeadersUnreadable(_) if !is_method_allowed(question, response) => {
            Judgement::derived(Reason::MethodNotFound)
        }
        PreflightFailure::AllowHeadersUnreadable(_) => {
            Judgement::measured(Reason::InvalidAllowHeader)
        }
        PreflightFailure::MethodNotAllowed(_) => Judgement::measured(Reason::MethodNotFound),
        PreflightFailure::HeadersNotAllowed(_) => {
            Judgement::measured(Reason::MissingAllowHeaderFromPreflight)
        }
    })
}

/// Is the method listed, safelisted, or covered by `*`?
fn is_method_allowed(question: &PreflightQuestion, response: &HeaderList) -> bool {
    let methods = match extract_header_list_values(response, "Access-Control-Allow-Methods") {
        ExtractedValues::Values(methods) => methods,
        ExtractedValues::Null | ExtractedValues::Failure(_) => Vec::new(),
    };
    crate::fetch::method::is_cors_safelisted_method(&question.method)
        || methods.contains(&question.method)
        || (question.credentials == CredentialsMode::NotInclude
            && methods.iter().any(|method| method == "*"))
}

/// What Firefox says of a request without an answer, by Chromium's net error; none where it gives no reason of CORS.
pub fn of_net_error(error: &str) -> Option<Judgement> {
    let name = error.strip_prefix("net::ERR_")?;
    match name {
        "CONNECTION_REFUSED"
        | "NAME_NOT_RESOLVED"
        | "EMPTY_RESPONSE"
        | "CONNECTION_RESET"
        | "SSL_PROTOCOL_ERROR"
        | "CERT_AUTHORITY_INVALID" => Some(Judgement::measured(Reason::DidNotSucceed)),
        // Aborts and bad ports are given no reason; Firefox reads the answer behind a 407 that Chromium hides; the rest
        // are rules beside CORS, with messages of their own.
        "ABORTED"
        | "UNSAFE_PORT"
        | "UNEXPECTED_PROXY_AUTH"
        | "BLOCKED_BY_ORB"
        | "BLOCKED_BY_CSP"
        | "BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"
        | "FAILED" => None,
        _ if name.starts_with("BLOCKED_BY_RESPONSE") => None,
        _ => Some(Judgement::derived(Reason::DidNotSucceed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderList {
        lines.iter().copied().collect()
    }

    fn question(method: &str, names: &[&str], credentials: CredentialsMode) -> PreflightQuestion {
        PreflightQuestion {
            origin: SerializedOrigin::from_header("https://app.test"),
            method: method.to_owned(),
            header_names: names.iter().map(|name| (*name).to_owned()).collect(),
            credentials,
        }
    }

    #[test]
    fn lines_are_counted_and_lists_are_not() {
        let origin = SerializedOrigin::from_header("https://app.test");
        let mode = CredentialsMode::NotInclude;
        let said = |lines: &[(&str, &str)]| {
            check_request_approved(&origin, mode, &headers(lines)).map_err(|it| it.reason)
        };
        let name = "Access-Control-Allow-Origin";
        assert_eq!(
            said(&[(name, "https://app.test"), (name, "https://app.test")]),
            Err(Reason::MultipleAllowOriginNotAllowed)
        );
        assert_eq!(
            said(&[(name, "https://app.test, https://b.test")]),
            Err(Reason::AllowOriginNotMatchingOrigin)
        );
        assert_eq!(
            said(&[(name, "")]),
            Err(Reason::AllowOriginNotMatchingOrigin)
        );
        assert_eq!(said(&[]), Err(Reason::MissingAllowOrigin));
        assert_eq!(said(&[(name, "*")]), Ok(()));
    }

    #[test]
    fn headers_come_before_the_redirect_and_the_method_before_the_names() {
        let asked = question("PUT", &["x-a"], CredentialsMode::NotInclude);
        let redirected = |lines: &[(&str, &str)]| {
            check_preflight_request_approved(&asked, 301, Some("/b"), &headers(lines))
        };
        assert_eq!(
            redirected(&[]),
            Err(Judgement::measured(Reason::MissingAllowOrigin))
        );
        assert_eq!(
            redirected(&[("Access-Control-Allow-Origin", "*")]),
            Err(Judgement::measured(Reason::ExternalRedirectNotAllowed))
        );
        let unreadable = [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Headers", "x a"),
        ];
        assert_eq!(
            check_preflight_request_approved(&asked, 204, None, &headers(&unreadable)),
            Err(Judgement::derived(Reason::MethodNotFound))
        );
        let safelisted = question("POST", &["x-a"], CredentialsMode::NotInclude);
        assert_eq!(
            check_preflight_request_approved(&safelisted, 204, None, &headers(&unreadable)),
            Err(Judgement::measured(Reason::InvalidAllowHeader))
        );
    }

    #[test]
    fn every_reason_has_a_name_and_a_rule_of_its_own() {
        let names: std::collections::BTreeSet<String> =
            Reason::ALL.iter().map(|reason| reason.name()).collect();
        let rules: std::collections::BTreeSet<&str> =
            Reason::ALL.iter().map(|reason| reason.rule()).collect();
        assert_eq!((names.len(), rules.len()), (15, 15));
    }
}
