//! Every fault at once. A browser stops at the first failing check; the next one shows after the first is mended. Here the
//! response is mended on a copy and judged again, until it passes.

use super::first_refusal::first_refusal;
use super::verdict::Blocked;
use super::{Exchange, Hop};
use crate::chromium::judge::Failure;
use crate::fetch::HeaderList;
use crate::fetch::cors_check::CorsCheckFailure;
use crate::fetch::cors_preflight_fetch::PreflightFailure;
use crate::har::Log;

/// More faults than checks cannot be.
const LIMIT: usize = 8;

/// A further fault: the refusal, and the exchange as it looks once the earlier faults are mended.
#[derive(Debug, Clone)]
pub struct Fault {
    /// A log of this exchange's entries alone, mended so far.
    pub log: Log,
    /// The exchange in that log.
    pub exchange: Exchange,
    /// What refuses it now.
    pub blocked: Blocked,
}

/// The faults that follow the first, in the order in which the browser would meet them.
///
/// Nothing is said of answers that another part of the server gives: a preflight that was redirected, or answered with an
/// error status, is followed by a different answer once that is mended, and that answer is not in the log. The status itself
/// is the last fault that is said: right headers alone do not mend it.
pub fn further_faults(log: &Log, exchange: &Exchange, first: &Blocked) -> Vec<Fault> {
    let (mut log, exchange, mut blocked) = extract(log, exchange, first);
    let mut faults = Vec::new();
    for _ in 0..LIMIT {
        if !mend(&mut log, &blocked) {
            break;
        }
        match first_refusal(&log, &exchange, blocked.credentials) {
            Err(next) if next != blocked => {
                blocked = next;
                faults.push(Fault {
                    log: log.clone(),
                    exchange: exchange.clone(),
                    blocked: blocked.clone(),
                });
            }
            _ => break,
        }
    }
    faults
}

/// The exchange's own entries as a log, with all positions moved.
fn extract(log: &Log, exchange: &Exchange, blocked: &Blocked) -> (Log, Exchange, Blocked) {
    let mut own = Log::default();
    let mut keep = |position: usize| {
        log.entries
            .get(position)
            .map_or(0, |entry| own.push(entry.clone()))
    };
    let mut moved = blocked.clone();
    let mut move_to = |position: usize| {
        let place = keep(position);
        if position == blocked.entry {
            moved.entry = place;
        }
        place
    };
    let exchange = Exchange {
        hops: exchange
            .hops
            .iter()
            .map(|hop| Hop {
                preflight: hop.preflight.map(&mut move_to),
                actual: move_to(hop.actual),
            })
            .collect(),
        lone_preflight: exchange.lone_preflight.map(&mut move_to),
    };
    (own, exchange, moved)
}

/// Gives the refused response what the check asked for; false where that would invent another answer.
fn mend(log: &mut Log, blocked: &Blocked) -> bool {
    let Some(entry) = log.entries.get_mut(blocked.entry) else {
        return false;
    };
    let headers = &mut entry.response_headers;
    match &blocked.refusal.failure {
        Failure::CorsCheck(check) | Failure::Preflight(PreflightFailure::CorsCheck(check)) => {
            match check {
                CorsCheckFailure::AllowOriginAbsent
                | CorsCheckFailure::AllowOriginDiffers { .. } => {
                    headers.set("Access-Control-Allow-Origin", blocked.origin.as_str());
                }
                CorsCheckFailure::AllowCredentialsNotTrue { .. } => {
                    headers.set("Access-Control-Allow-Credentials", "true");
                }
            }
        }
        Failure::Preflight(failure) => match failure {
            PreflightFailure::AllowMethodsUnreadable(_) => {
                make_readable(headers, "Access-Control-Allow-Methods");
            }
            PreflightFailure::AllowHeadersUnreadable(_) => {
                make_readable(headers, "Access-Control-Allow-Headers");
            }
            PreflightFailure::MethodNotAllowed(method) => {
                headers.append("Access-Control-Allow-Methods", method);
            }
            PreflightFailure::HeadersNotAllowed(names) => {
                headers.append("Access-Control-Allow-Headers", &names.join(", "));
            }
            PreflightFailure::CorsCheck(_) | PreflightFailure::NotOkStatus(_) => return false,
        },
        Failure::PreflightRedirect { .. }
        | Failure::RedirectScheme { .. }
        | Failure::RedirectCredentials { .. }
        | Failure::LocalNetworkAccess => {
            return false;
        }
    }
    true
}

/// The tokens that were meant, separated by commas.
fn make_readable(headers: &mut HeaderList, name: &str) {
    let value = headers.get(name).unwrap_or_default().into_owned();
    let is_separator =
        |character: char| !crate::fetch::method::is_token(character.encode_utf8(&mut [0; 4]));
    let tokens: Vec<&str> = value
        .split(is_separator)
        .filter(|token| !token.is_empty())
        .collect();
    headers.set(name, &tokens.join(", "));
}
