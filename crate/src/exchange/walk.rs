//! The whole walk of checks, in the browser's order, for the timeline: each passed, failed or not reached.

use super::first_refusal::{first_refusal, lacks_headers};
use super::infer::{hop_origin, is_cross_origin};
use super::redirects::location;
use super::verdict::{Blocked, Lack, Reading};
use super::{Exchange, mode};
use crate::chromium::judge::Failure;
use crate::fetch::CredentialsMode;
use crate::fetch::cors_check::CorsCheckFailure;
use crate::fetch::cors_preflight_fetch::PreflightFailure;
use crate::har::Log;

/// One check; its order is the order of [`CheckName::PREFLIGHT`] and [`CheckName::ACTUAL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "`id` and the report name each of them")]
pub enum CheckName {
    PreflightLocalNetworkAccess,
    PreflightRedirect,
    PreflightAllowOrigin,
    PreflightAllowCredentials,
    PreflightStatus,
    PreflightAllowMethodsSyntax,
    PreflightAllowHeadersSyntax,
    PreflightMethod,
    PreflightHeaders,
    AllowOrigin,
    AllowCredentials,
    RedirectScheme,
    RedirectCredentials,
}

impl CheckName {
    /// The checks of a preflight's response.
    pub const PREFLIGHT: [Self; 8] = [
        Self::PreflightRedirect,
        Self::PreflightAllowOrigin,
        Self::PreflightAllowCredentials,
        Self::PreflightStatus,
        Self::PreflightAllowMethodsSyntax,
        Self::PreflightAllowHeadersSyntax,
        Self::PreflightMethod,
        Self::PreflightHeaders,
    ];
    /// The checks of a redirect.
    pub const REDIRECT: [Self; 2] = [Self::RedirectScheme, Self::RedirectCredentials];
    /// The checks of the actual response.
    pub const ACTUAL: [Self; 2] = [Self::AllowOrigin, Self::AllowCredentials];

    /// Stable id.
    pub fn id(self) -> &'static str {
        match self {
            Self::PreflightLocalNetworkAccess => "preflight-local-network-access",
            Self::PreflightRedirect => "preflight-redirect",
            Self::PreflightAllowOrigin => "preflight-allow-origin",
            Self::PreflightAllowCredentials => "preflight-allow-credentials",
            Self::PreflightStatus => "preflight-status",
            Self::PreflightAllowMethodsSyntax => "preflight-allow-methods-syntax",
            Self::PreflightAllowHeadersSyntax => "preflight-allow-headers-syntax",
            Self::PreflightMethod => "preflight-method",
            Self::PreflightHeaders => "preflight-headers",
            Self::AllowOrigin => "allow-origin",
            Self::AllowCredentials => "allow-credentials",
            Self::RedirectScheme => "redirect-scheme",
            Self::RedirectCredentials => "redirect-credentials",
        }
    }

    /// The check that a failure belongs to.
    pub fn of(failure: &Failure) -> Self {
        match failure {
            Failure::LocalNetworkAccess => Self::PreflightLocalNetworkAccess,
            Failure::PreflightRedirect { .. } => Self::PreflightRedirect,
            Failure::RedirectScheme { .. } => Self::RedirectScheme,
            Failure::RedirectCredentials { .. } => Self::RedirectCredentials,
            Failure::CorsCheck(check) => match check {
                CorsCheckFailure::AllowOriginAbsent
                | CorsCheckFailure::AllowOriginDiffers { .. } => Self::AllowOrigin,
                CorsCheckFailure::AllowCredentialsNotTrue { .. } => Self::AllowCredentials,
            },
            Failure::Preflight(failure) => match failure {
                PreflightFailure::CorsCheck(
                    CorsCheckFailure::AllowOriginAbsent
                    | CorsCheckFailure::AllowOriginDiffers { .. },
                ) => Self::PreflightAllowOrigin,
                PreflightFailure::CorsCheck(CorsCheckFailure::AllowCredentialsNotTrue {
                    ..
                }) => Self::PreflightAllowCredentials,
                PreflightFailure::NotOkStatus(_) => Self::PreflightStatus,
                PreflightFailure::AllowMethodsUnreadable(_) => Self::PreflightAllowMethodsSyntax,
                PreflightFailure::AllowHeadersUnreadable(_) => Self::PreflightAllowHeadersSyntax,
                PreflightFailure::MethodNotAllowed(_) => Self::PreflightMethod,
                PreflightFailure::HeadersNotAllowed(_) => Self::PreflightHeaders,
            },
        }
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It passed.
    Passed,
    /// It refused the response.
    Failed,
    /// An earlier one refused, its response is not in the log or not yet all of it, or it is not known to have been made.
    NotReached,
    /// It ends otherwise in one reading than in another, and the log cannot tell which of them holds.
    Undecided,
}

/// One check made on one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub name: CheckName,
    /// Position of the entry whose response is checked.
    pub entry: usize,
    /// How it ended.
    pub state: State,
}

/// The walk where several readings are left: only what is the same in all of them is said.
pub fn checks_of_readings(log: &Log, exchange: &Exchange, readings: &[Reading]) -> Vec<Check> {
    let walks = readings
        .iter()
        .map(|reading| checks(log, exchange, reading.blocked.as_ref()));
    walks
        .reduce(|mut walk, other| {
            for (position, check) in walk.iter_mut().enumerate() {
                if other.get(position) != Some(check) {
                    check.state = State::Undecided;
                }
            }
            walk
        })
        .unwrap_or_default()
}

/// The walk over all hops; `blocked` is where it stopped.
pub fn checks(log: &Log, exchange: &Exchange, blocked: Option<&Blocked>) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut stopped = false;
    let mut crossed = false;
    let denied = blocked.map_or_else(|| denied_in_every_mode(log, exchange), |_| None);
    if let Some(preflight) = exchange.lone_preflight {
        stopped |= denied == Some(preflight);
        push(
            log,
            &mut checks,
            &mut stopped,
            preflight,
            &CheckName::PREFLIGHT,
            blocked,
        );
        // The actual request never went out, or is not in the log.
        checks.extend(CheckName::ACTUAL.map(|name| Check {
            name,
            entry: preflight,
            state: State::NotReached,
        }));
    }
    for (index, hop) in exchange.hops.iter().enumerate() {
        let Some(entry) = log.entries.get(hop.actual) else {
            continue;
        };
        crossed |= is_cross_origin(entry, hop_origin(log, exchange, index).value());
        if let Some(preflight) = hop.preflight {
            stopped |= denied == Some(preflight);
            push(
                log,
                &mut checks,
                &mut stopped,
                preflight,
                &CheckName::PREFLIGHT,
                blocked,
            );
        }
        stopped |= denied == Some(hop.actual);
        // An answer in another mode is not checked; of a request that got none the log may not state the mode.
        let is_checked = crossed && mode::is_cors(entry);
        if crossed && !is_checked {
            checks.extend(CheckName::ACTUAL.map(|name| Check {
                name,
                entry: hop.actual,
                state: State::NotReached,
            }));
        } else if is_checked {
            push(
                log,
                &mut checks,
                &mut stopped,
                hop.actual,
                &CheckName::ACTUAL,
                blocked,
            );
        }
        // The page's own server may redirect elsewhere too; where nothing is wrong with it, no check need be shown.
        let refused = blocked.is_some_and(|blocked| blocked.entry == hop.actual);
        if location(entry).is_some() && (is_checked || refused) {
            let first = checks.len();
            push(
                log,
                &mut checks,
                &mut stopped,
                hop.actual,
                &CheckName::REDIRECT,
                blocked,
            );
            // Not followed, and not for these: whether it would have passed them was never asked.
            if exchange.hops.len() == index + 1 && !refused {
                for check in checks.iter_mut().skip(first) {
                    check.state = State::NotReached;
                }
            }
        }
    }
    checks
}

/// The entry whose answer would be refused, though the verdict is another: the check was not made there, or its answer
/// was let pass by something that the log does not show. And the 304 that something stored decides.
fn denied_in_every_mode(log: &Log, exchange: &Exchange) -> Option<usize> {
    let is_open = [CredentialsMode::NotInclude, CredentialsMode::Include]
        .iter()
        .any(|mode| lacks_headers(log, exchange, *mode) == Some(Lack::Stored));
    if is_open {
        return exchange.last().map(|hop| hop.actual);
    }
    let denied = |mode| first_refusal(log, exchange, mode).err();
    let with = denied(CredentialsMode::Include)?;
    denied(CredentialsMode::NotInclude).map(|_| with.entry)
}

fn push(
    log: &Log,
    checks: &mut Vec<Check>,
    stopped: &mut bool,
    entry: usize,
    names: &[CheckName],
    blocked: Option<&Blocked>,
) {
    let failing = blocked
        .filter(|blocked| blocked.entry == entry)
        .map(|blocked| CheckName::of(&blocked.refusal.failure));
    if failing == Some(CheckName::PreflightLocalNetworkAccess) {
        checks.push(Check {
            name: CheckName::PreflightLocalNetworkAccess,
            entry,
            state: State::Failed,
        });
        *stopped = true;
    }
    let answered = log
        .entries
        .get(entry)
        .is_some_and(|entry| entry.status != 0 && entry.settled && entry.knows_response_headers);
    for name in names {
        let state = if *stopped || !answered {
            State::NotReached
        } else if failing == Some(*name) {
            *stopped = true;
            State::Failed
        } else {
            State::Passed
        };
        checks.push(Check {
            name: *name,
            entry,
            state,
        });
    }
}
