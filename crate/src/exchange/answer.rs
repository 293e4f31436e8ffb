//! What CORS had to say of an answer that it did not stop: a request can fail for another reason, or not fail at all.

use super::first_refusal::{first_refusal, lacks_headers};
use super::infer::{credentials, hop_origin, is_cross_origin};
use super::{Exchange, mode};
use crate::chromium::CorsError;
use crate::fetch::CredentialsMode;
use crate::har::Log;

/// What the checks of a whole exchange say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// There was none to make: the request stayed with the page's own origin, or was made in another mode than `cors`.
    NotAsked,
    /// All pass.
    Passes,
    /// With credentials one refuses, without them none does, and the log does not state the mode.
    Depends,
    /// One refuses what the log holds.
    Refuses(CorsError),
    /// The log lacks headers that they read.
    NotKnown,
}

/// Asks all checks, whatever the verdict.
pub fn answer(log: &Log, exchange: &Exchange) -> Answer {
    let mut has_crossed = false;
    // Whoever asked with a preflight was asked.
    let mut is_asked = exchange.lone_preflight.is_some();
    for (index, hop) in exchange.hops.iter().enumerate() {
        let Some(entry) = log.entries.get(hop.actual) else {
            continue;
        };
        has_crossed |= is_cross_origin(entry, hop_origin(log, exchange, index).value());
        is_asked |= hop.preflight.is_some() || (has_crossed && mode::is_cors(entry));
    }
    if !is_asked {
        return Answer::NotAsked;
    }
    let modes: &[CredentialsMode] = match credentials(log, exchange).value() {
        Some(CredentialsMode::Include) => &[CredentialsMode::Include],
        Some(CredentialsMode::NotInclude) => &[CredentialsMode::NotInclude],
        None => &[CredentialsMode::NotInclude, CredentialsMode::Include],
    };
    if modes
        .iter()
        .any(|mode| lacks_headers(log, exchange, *mode).is_some())
    {
        return Answer::NotKnown;
    }
    let mut refusals = modes.iter().map(|mode| {
        first_refusal(log, exchange, *mode)
            .err()
            .map(|blocked| blocked.refusal.error)
    });
    // Whatever passes without credentials may have been asked so.
    match (refusals.next().flatten(), refusals.next().flatten()) {
        (None, None) => Answer::Passes,
        (None, Some(_)) => Answer::Depends,
        (Some(error), _) => Answer::Refuses(error),
    }
}
