//! Bare entries: status 0, no headers, no preflight. Several things leave such an entry, and a log cannot tell them apart.

use super::Exchange;
use super::infer::{hop_origin, is_cross_origin};
use super::mode::is_of_another_mode;
use super::verdict::{Blocked, Condition, Reading};
use crate::chromium::check_access;
use crate::fetch::CredentialsMode;
use crate::har::{Entry, Log};

/// Could a CORS check have been made? Not for the page's own origin, and not in another mode.
pub(super) fn may_be_cors(log: &Log, exchange: &Exchange, last: &Entry) -> bool {
    let mode = last.request_headers.get("Sec-Fetch-Mode");
    let origin = hop_origin(log, exchange, exchange.hops.len().saturating_sub(1));
    mode.map_or(!is_of_another_mode(last), |mode| mode == "cors")
        && (origin.value().is_none() || is_cross_origin(last, origin.value()))
}

/// What leaves a bare entry: a cached response that fails the check, local network access, a worker.
pub(super) fn readings(log: &Log, exchange: &Exchange) -> Vec<Reading> {
    let mut readings = Vec::new();
    let Some(hop) = exchange.last() else {
        return readings;
    };
    let Some(last) = log.entries.get(hop.actual) else {
        return readings;
    };
    let origin = hop_origin(log, exchange, exchange.hops.len() - 1);
    if let (Some((position, cached)), Some(origin)) = (log.answer_before(last), origin.value()) {
        for credentials in [CredentialsMode::NotInclude, CredentialsMode::Include] {
            if let Err(refusal) = check_access(origin, credentials, &cached.response_headers) {
                let blocked = Blocked {
                    refusal,
                    entry: position,
                    hop: exchange.hops.len() - 1,
                    origin: origin.clone(),
                    credentials,
                };
                readings.push(Reading {
                    condition: Condition::Cached(position),
                    blocked: Some(blocked),
                });
                break;
            }
        }
    }
    readings.push(Reading {
        condition: Condition::LocalNetworkAccess,
        blocked: None,
    });
    readings.push(Reading {
        condition: Condition::Worker,
        blocked: None,
    });
    readings
}
