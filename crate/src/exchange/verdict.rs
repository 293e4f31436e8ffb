//! The verdict over an exchange: what the standard and Chromium's order say of every response in it.

use super::first_refusal::{first_refusal, lacks_headers};
use super::neighbour::neighbour;
use super::redirects::location;
use super::{Exchange, Known, bare, infer, mode, revalidated};
use crate::chromium::judge::Refusal;
use crate::fetch::CredentialsMode;
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Dialect, Entry, Log, NetError};
use crate::neighbours::{LOCAL_NETWORK_ACCESS, Neighbour, net_error};

/// A refusal and where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// What was refused.
    pub refusal: Refusal,
    /// Position of the entry whose response was refused.
    pub entry: usize,
    /// The hop, from 0.
    pub hop: usize,
    /// The origin that the check was made with.
    pub origin: SerializedOrigin,
    /// The credentials mode that the check was made with.
    pub credentials: CredentialsMode,
}

/// One reading of a failure that depends on what the log does not state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The condition under which it holds.
    pub condition: Condition,
    /// The refusal; none: not a CORS failure.
    pub blocked: Option<Blocked>,
}

/// What a log does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// The credentials mode is this.
    Credentials(CredentialsMode),
    /// The answer came from the HTTP cache: the earlier response at this position.
    Cached(usize),
    /// The permission for local network access was not granted.
    LocalNetworkAccess,
    /// A service worker or a worker made the request.
    Worker,
}

/// The verdict over one failed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// CORS blocked it.
    Blocked(Box<Blocked>),
    /// The credentials mode decides, and the log does not state it.
    Undecided(Vec<Reading>),
    /// Status 0, no headers, no preflight: several things leave such an entry.
    Bare(Vec<Reading>),
    /// A 304: what the browser had stored decides, and an earlier answer of the log, taken for it, is refused.
    Revalidated(Box<Reading>),
    /// It failed for another reason.
    NotCors(Neighbour),
    /// The log lacks what decides.
    Unsettled(Lack),
}

impl Verdict {
    /// Did CORS block it, whatever else is open?
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Blocked(_) => true,
            Self::Undecided(readings) => readings.iter().all(|reading| reading.blocked.is_some()),
            _ => false,
        }
    }
}

/// What a log lacks of a request, so that nothing is said of how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Its end: it was under way, or the entry was read half.
    End,
    /// Headers of the entry at this position that a check reads.
    Headers(usize),
    /// The stored answer that a 304 confirms: it is what a browser checks.
    Stored,
    /// A browser that asked: the request names another program, and nothing says that it failed.
    Browser,
}

/// The verdict, and the credentials mode with what the failure itself proves of it; none for a request that did not
/// fail.
pub fn judge(log: &Log, exchange: &Exchange) -> Option<(Verdict, Known<CredentialsMode>)> {
    let Some(last) = exchange.last().and_then(|hop| log.entries.get(hop.actual)) else {
        let credentials = infer::credentials(log, exchange);
        return judge_lone_preflight(log, exchange, credentials);
    };
    let is_settled = |position: usize| log.entries.get(position).is_some_and(|entry| entry.settled);
    let preflights = || exchange.hops.iter().filter_map(|hop| hop.preflight);
    let is_whole = last.settled && preflights().all(is_settled);
    // Nearly every request of a log: nothing has to be inferred for it.
    if is_whole && has_succeeded(last) {
        return None;
    }
    let credentials = infer::credentials(log, exchange);
    if is_whole {
        let judged = judge_whole(log, exchange, last, credentials)?;
        return Some(if needs_a_browser(log, exchange, &judged.0) {
            (Verdict::Unsettled(Lack::Browser), judged.1)
        } else {
            judged
        });
    }
    // A request that its preflight refused in every mode was never sent: nothing that is missing could change that.
    let is_refused = |mode: &CredentialsMode| {
        first_refusal(log, exchange, *mode)
            .err()
            .filter(|blocked| is_settled(blocked.entry))
            .is_some_and(|blocked| preflights().any(|position| position == blocked.entry))
    };
    if modes(&credentials).iter().all(is_refused) {
        judge_whole(log, exchange, last, credentials)
    } else {
        Some((Verdict::Unsettled(Lack::End), credentials))
    }
}

/// Does the verdict hold only if a browser asked, and another program is named?
fn needs_a_browser(log: &Log, exchange: &Exchange, verdict: &Verdict) -> bool {
    let is_of_a_program = |blocked: &Blocked| {
        let refused = log.entries.get(blocked.entry);
        refused.is_some_and(mode::is_of_a_program) && !mode::is_shown(log, exchange, blocked)
    };
    match verdict {
        Verdict::Blocked(blocked) => is_of_a_program(blocked),
        Verdict::Undecided(readings) => readings
            .iter()
            .filter_map(|reading| reading.blocked.as_ref())
            .any(is_of_a_program),
        Verdict::Bare(_)
        | Verdict::Revalidated(_)
        | Verdict::NotCors(_)
        | Verdict::Unsettled(_) => false,
    }
}

/// Does Chromium itself say that it succeeded, and its status too?
fn has_succeeded(last: &Entry) -> bool {
    last.error == NetError::None && (1..400).contains(&last.status)
}

/// The modes that it may have been made in.
fn modes(credentials: &Known<CredentialsMode>) -> &'static [CredentialsMode] {
    match credentials.value() {
        Some(CredentialsMode::Include) => &[CredentialsMode::Include],
        Some(CredentialsMode::NotInclude) => &[CredentialsMode::NotInclude],
        None => &[CredentialsMode::NotInclude, CredentialsMode::Include],
    }
}

/// The verdict over entries that were read to their end.
fn judge_whole(
    log: &Log,
    exchange: &Exchange,
    last: &Entry,
    credentials: Known<CredentialsMode>,
) -> Option<(Verdict, Known<CredentialsMode>)> {
    if !last.has_response {
        return None;
    }
    match &last.error {
        NetError::Text(text) => {
            // Any other net error is a reason of its own.
            if !matches!(&**text, "net::ERR_FAILED" | LOCAL_NETWORK_ACCESS) {
                return Some((Verdict::NotCors(neighbour(log, exchange)), credentials));
            }
        }
        NetError::Words(words) if net_error::of_firefox(words).is_some() => {
            return Some((Verdict::NotCors(neighbour(log, exchange)), credentials));
        }
        // Chromium says that it succeeded; then no CORS check failed.
        NetError::None if last.status != 0 => return judge_status(last, &credentials),
        NetError::None | NetError::NotStated | NetError::Words(_) => {}
    }
    let lacking = modes(&credentials)
        .iter()
        .find_map(|mode| lacks_headers(log, exchange, *mode));
    match lacking {
        Some(Lack::Stored) if !last.is_stated_failed() => return judge_status(last, &credentials),
        Some(Lack::Stored) => {
            let reading = revalidated::reading(log, exchange, modes(&credentials));
            let verdict = reading.map_or(Verdict::Unsettled(Lack::Stored), |reading| {
                Verdict::Revalidated(Box::new(reading))
            });
            return Some((verdict, credentials));
        }
        Some(lack) => return Some((Verdict::Unsettled(lack), credentials)),
        None => {}
    }
    let readings: Vec<Reading> = modes(&credentials)
        .iter()
        .map(|mode| Reading {
            condition: Condition::Credentials(*mode),
            blocked: first_refusal(log, exchange, *mode).err(),
        })
        .collect();
    let (refuted, readings): (Vec<Reading>, Vec<Reading>) = readings
        .into_iter()
        .partition(|reading| is_refuted(log, exchange, reading));
    let credentials = match (refuted.first(), readings.first()) {
        (
            Some(refuted),
            Some(Reading {
                condition: Condition::Credentials(mode),
                ..
            }),
        ) => Known::Inferred(*mode, refutation(refuted)),
        _ => credentials,
    };
    match readings.as_slice() {
        [only] => match &only.blocked {
            Some(blocked) => Some((Verdict::Blocked(Box::new(blocked.clone())), credentials)),
            None => judge_passing(log, exchange, last, credentials),
        },
        [without, with] => match (&without.blocked, &with.blocked) {
            (None, None) => judge_passing(log, exchange, last, credentials),
            (Some(one), Some(other)) if same_verdict(one, other) => {
                Some((Verdict::Blocked(Box::new(one.clone())), credentials))
            }
            // Only `include` explains the failure, so the failure proves it; but a program that does not say whether
            // the request failed proves nothing, nor do words that may stand for any failure, and a redirect can be
            // refused for its mode alone.
            (None, Some(blocked))
                if matches!(last.error, NetError::Text(_))
                    && (location(last).is_none() || !may_refuse_redirects(last)) =>
            {
                let because = format!(
                    "nothing but {} with credentials explains the failure",
                    blocked.refusal.error
                );
                let proven = Known::Inferred(CredentialsMode::Include, because);
                Some((Verdict::Blocked(Box::new(blocked.clone())), proven))
            }
            (None, Some(_)) if !last.is_stated_failed() && last.status != 0 => {
                judge_status(last, &credentials)
            }
            _ => Some((Verdict::Undecided(readings), credentials)),
        },
        // Both readings are refuted: the entries contradict the walk, and no check is known to have failed.
        _ => Some((Verdict::NotCors(Neighbour::Unexplained), credentials)),
    }
}

/// Does the log show that the exchange went on after the refusal that a reading claims?
fn is_refuted(log: &Log, exchange: &Exchange, reading: &Reading) -> bool {
    let Some(blocked) = &reading.blocked else {
        return false;
    };
    let Some(hop) = exchange.hops.get(blocked.hop) else {
        return false;
    };
    // Firefox logs the target of a redirect that it refused, as an entry that holds nothing.
    let is_ghost = |entry: &Entry| entry.dialect == Dialect::Other && entry.is_without_response();
    let was_followed = exchange
        .hops
        .get(blocked.hop + 1)
        .and_then(|next| log.entries.get(next.actual))
        .is_some_and(|next| !is_ghost(next));
    let went_out = hop.preflight == Some(blocked.entry)
        && log
            .entries
            .get(hop.actual)
            .is_some_and(|actual| !actual.is_without_response());
    was_followed || went_out
}

/// What proves the credentials mode when the other one is refuted.
fn refutation(reading: &Reading) -> String {
    let refused = reading
        .blocked
        .as_ref()
        .map(|blocked| blocked.refusal.error);
    let mode = match reading.condition {
        Condition::Credentials(CredentialsMode::Include) => "with credentials",
        _ => "without credentials",
    };
    match refused {
        Some(error) => format!("{mode}, {error} would have stopped it earlier, yet it went on"),
        None => format!("it cannot have been made {mode}"),
    }
}

/// Only `fetch` has a redirect mode other than `follow`; other programs' logs do not state the type.
fn may_refuse_redirects(entry: &Entry) -> bool {
    matches!(entry.resource_type.as_deref(), None | Some("fetch"))
}

/// Do both name the same code and value?
fn same_verdict(one: &Blocked, other: &Blocked) -> bool {
    (one.refusal.error, &one.refusal.parameter, one.entry)
        == (other.refusal.error, &other.refusal.parameter, other.entry)
}

/// A request that reached its end: only an error status makes it a failure.
fn judge_status(
    last: &Entry,
    credentials: &Known<CredentialsMode>,
) -> Option<(Verdict, Known<CredentialsMode>)> {
    (last.status >= 400).then(|| {
        (
            Verdict::NotCors(Neighbour::HttpStatus(last.status)),
            credentials.clone(),
        )
    })
}

/// The checks pass, or none applies.
fn judge_passing(
    log: &Log,
    exchange: &Exchange,
    last: &Entry,
    credentials: Known<CredentialsMode>,
) -> Option<(Verdict, Known<CredentialsMode>)> {
    // Another program's log does not state failure: a response that passes is none.
    if last.error == NetError::NotStated && last.status != 0 {
        return judge_status(last, &credentials);
    }
    // Chromium states neither status nor error of a request that was under way when the log was taken.
    if last.error == NetError::None && last.is_without_response() {
        return Some((Verdict::Unsettled(Lack::End), credentials));
    }
    let preflight = exchange
        .preflight()
        .and_then(|preflight| log.entries.get(preflight));
    let bare =
        last.is_without_response() && preflight.is_none() && bare::may_be_cors(log, exchange, last);
    let verdict = if bare {
        Verdict::Bare(bare::readings(log, exchange))
    } else {
        Verdict::NotCors(neighbour(log, exchange))
    };
    Some((verdict, credentials))
}

/// Judges a preflight that no request in the log belongs to.
fn judge_lone_preflight(
    log: &Log,
    exchange: &Exchange,
    credentials: Known<CredentialsMode>,
) -> Option<(Verdict, Known<CredentialsMode>)> {
    let preflight = log.entries.get(exchange.lone_preflight?)?;
    if !preflight.settled {
        return Some((Verdict::Unsettled(Lack::End), credentials));
    }
    if let Some(lack) = lacks_headers(log, exchange, CredentialsMode::NotInclude) {
        return Some((Verdict::Unsettled(lack), credentials));
    }
    let readings: Vec<Reading> = [CredentialsMode::NotInclude, CredentialsMode::Include]
        .into_iter()
        .map(|mode| Reading {
            condition: Condition::Credentials(mode),
            blocked: first_refusal(log, exchange, mode).err(),
        })
        .collect();
    match readings.as_slice() {
        [
            Reading {
                blocked: Some(one), ..
            },
            Reading {
                blocked: Some(other),
                ..
            },
        ] if same_verdict(one, other) => {
            Some((Verdict::Blocked(Box::new(one.clone())), credentials))
        }
        [
            Reading {
                blocked: Some(_), ..
            },
            _,
        ] => Some((Verdict::Undecided(readings), credentials)),
        // It permits the request in one mode at least: nothing has failed that the log shows.
        _ => match &preflight.error {
            NetError::Text(text) if &**text == "net::ERR_ABORTED" => None,
            NetError::Text(_) | NetError::Words(_) => {
                Some((Verdict::NotCors(neighbour(log, exchange)), credentials))
            }
            NetError::None | NetError::NotStated => None,
        },
    }
}
