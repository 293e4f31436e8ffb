//! Each check in words, with the values that are compared.

use crate::exchange::walk::CheckName;
use crate::fetch::HeaderList;
use crate::fetch::cors_preflight_fetch::PreflightQuestion;

/// What a check compares.
pub(super) fn of_check(
    name: CheckName,
    asked: &PreflightQuestion,
    status: u16,
    headers: &HeaderList,
) -> String {
    let found = |header: &str| match headers.get(header) {
        Some(value) => format!("{header}: {value}"),
        None => format!("no {header}"),
    };
    match name {
        CheckName::PreflightLocalNetworkAccess => "may the page reach this network?".to_owned(),
        CheckName::PreflightRedirect => {
            format!("The preflight must not be redirected: status {status}")
        }
        CheckName::PreflightAllowOrigin => {
            format!(
                "The preflight allows the origin {}: {}",
                asked.origin,
                found("Access-Control-Allow-Origin")
            )
        }
        CheckName::AllowOrigin => {
            format!(
                "The answer allows the origin {}: {}",
                asked.origin,
                found("Access-Control-Allow-Origin")
            )
        }
        CheckName::PreflightAllowCredentials => {
            format!(
                "The preflight allows credentials, if they are included: {}",
                found("Access-Control-Allow-Credentials")
            )
        }
        CheckName::AllowCredentials => {
            format!(
                "The answer allows credentials, if they are included: {}",
                found("Access-Control-Allow-Credentials")
            )
        }
        CheckName::PreflightStatus => {
            format!("The preflight is answered with 200 to 299: status {status}")
        }
        CheckName::PreflightAllowMethodsSyntax => {
            format!(
                "The list of methods can be read: {}",
                found("Access-Control-Allow-Methods")
            )
        }
        CheckName::PreflightAllowHeadersSyntax => {
            format!(
                "The list of headers can be read: {}",
                found("Access-Control-Allow-Headers")
            )
        }
        CheckName::PreflightMethod => {
            format!(
                "The method {} is allowed: {}",
                asked.method,
                found("Access-Control-Allow-Methods")
            )
        }
        CheckName::PreflightHeaders if asked.header_names.is_empty() => {
            "The headers are allowed: none is asked for".to_owned()
        }
        CheckName::PreflightHeaders => format!(
            "The headers {} are allowed: {}",
            asked.header_names.join(", "),
            found("Access-Control-Allow-Headers")
        ),
        CheckName::RedirectScheme => "The redirect leads to http or https".to_owned(),
        CheckName::RedirectCredentials => {
            "The redirect's address holds no user name or password".to_owned()
        }
    }
}

/// A check of an answer that never comes.
pub(super) fn not_sent(name: CheckName) -> &'static str {
    match name {
        CheckName::AllowOrigin => "The answer allows the origin: the request is never sent",
        _ => "The answer allows credentials: the request is never sent",
    }
}
