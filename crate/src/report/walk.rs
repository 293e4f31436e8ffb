//! The walk of checks in words.

use super::{steps, v1};
use crate::exchange::verdict::Verdict;
use crate::exchange::walk::{CheckName, State, checks as walk_checks, checks_of_readings};
use crate::exchange::{Exchange, infer};
use crate::har::{Entry, Log};

/// How the note of a check begins that one credentials mode passes and the other does not.
pub const DEPENDS: &str = "depends on the credentials mode: ";

/// All checks of an exchange, in the browser's order.
pub(super) fn checks(log: &Log, exchange: &Exchange, verdict: &Verdict) -> Vec<v1::Check> {
    let walk = match verdict {
        Verdict::Blocked(blocked) => walk_checks(log, exchange, Some(blocked)),
        Verdict::Undecided(readings) => checks_of_readings(log, exchange, readings),
        Verdict::Bare(_)
        | Verdict::Revalidated(_)
        | Verdict::NotCors(_)
        | Verdict::Unsettled(_) => walk_checks(log, exchange, None),
    };
    walk.into_iter()
        .filter_map(|check| {
            let entry = log.entries.get(check.entry)?;
            let hop = exchange
                .hops
                .iter()
                .position(|hop| hop.actual == check.entry || hop.preflight == Some(check.entry));
            let origin = infer::hop_origin(log, exchange, hop.unwrap_or(0));
            let origin = origin.value().map_or("unknown", |origin| origin.as_str());
            Some(v1::Check {
                id: check.name.id().to_owned(),
                step: steps::of_check(check.name),
                passed: match check.state {
                    State::Passed => Some(true),
                    State::Failed => Some(false),
                    State::NotReached | State::Undecided => None,
                },
                note: match check.state {
                    State::Undecided => DEPENDS.to_owned() + &note(check.name, entry, origin),
                    _ => note(check.name, entry, origin),
                },
            })
        })
        .collect()
}

/// What is compared.
fn note(name: CheckName, entry: &Entry, origin: &str) -> String {
    let response = |header: &str| match entry.response_headers.get(header) {
        Some(value) => format!("{header}: {value}"),
        None if !entry.knows_response_headers => format!("{header} is not known"),
        None if entry.is_without_response() => "no answer".to_owned(),
        None => format!("no {header}"),
    };
    let asked = |header: &str| {
        entry
            .request_headers
            .get(header)
            .unwrap_or_default()
            .into_owned()
    };
    match name {
        CheckName::PreflightLocalNetworkAccess => "may the page reach this network?".to_owned(),
        CheckName::PreflightRedirect => format!(
            "status {}: a preflight must not be redirected",
            entry.status
        ),
        CheckName::PreflightAllowOrigin | CheckName::AllowOrigin => {
            format!(
                "origin {origin}; {}",
                response("Access-Control-Allow-Origin")
            )
        }
        CheckName::PreflightAllowCredentials | CheckName::AllowCredentials => {
            format!(
                "only with credentials; {}",
                response("Access-Control-Allow-Credentials")
            )
        }
        CheckName::PreflightStatus if entry.status == 0 => {
            "no status: must be 200 to 299".to_owned()
        }
        CheckName::PreflightStatus => format!("status {}: must be 200 to 299", entry.status),
        CheckName::PreflightAllowMethodsSyntax => response("Access-Control-Allow-Methods"),
        CheckName::PreflightAllowHeadersSyntax => response("Access-Control-Allow-Headers"),
        CheckName::PreflightMethod => {
            format!(
                "asked for {}; {}",
                asked("Access-Control-Request-Method"),
                response("Access-Control-Allow-Methods")
            )
        }
        CheckName::PreflightHeaders => match asked("Access-Control-Request-Headers").as_str() {
            "" => "no header to ask for".to_owned(),
            names => format!(
                "asked for {names}; {}",
                response("Access-Control-Allow-Headers")
            ),
        },
        CheckName::RedirectScheme => "the target must be http or https".to_owned(),
        CheckName::RedirectCredentials => {
            "the target must not carry a user name or password".to_owned()
        }
    }
}
