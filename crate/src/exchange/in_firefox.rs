//! What Firefox says of an exchange that Chromium refused or that failed.
//!
//! Both refuse at the same response, so no second walk is made: the response where Chromium stopped is judged again in
//! Firefox's order.

use super::Exchange;
use super::first_refusal::question;
use super::infer::{hop_origin, is_cross_origin};
use super::redirects::location;
use super::verdict::{Blocked, Verdict};
use crate::chromium::judge::Failure;
use crate::firefox::Reason;
use crate::firefox::judge::{
    Judgement, check_preflight_request_approved, check_request_approved, of_net_error,
};
use crate::har::Log;

/// Firefox's first reason; none where Firefox gives none, or where it cannot be known from this log.
pub fn in_firefox(log: &Log, exchange: &Exchange, verdict: &Verdict) -> Option<Judgement> {
    match verdict {
        Verdict::Blocked(blocked) => of_refusal(log, exchange, blocked),
        Verdict::Undecided(readings) => {
            let mut judged = readings
                .iter()
                .map(|reading| of_refusal(log, exchange, reading.blocked.as_ref()?));
            let first = judged.next()??;
            judged
                .all(|other| other.is_some_and(|other| other.reason == first.reason))
                .then_some(first)
        }
        Verdict::NotCors(_) if is_cors_request(log, exchange) => {
            of_net_error(exchange.net_error(log)?)
        }
        Verdict::NotCors(_) | Verdict::Bare(_) | Verdict::Unsettled(_) => None,
    }
}

/// The response that was refused, in Firefox's order.
pub(crate) fn of_refusal(log: &Log, exchange: &Exchange, blocked: &Blocked) -> Option<Judgement> {
    let entry = log.entries.get(blocked.entry)?;
    match &blocked.refusal.failure {
        // Firefox has a rule of its own for local networks; what it says was not measured.
        Failure::LocalNetworkAccess => None,
        Failure::RedirectScheme { .. } => Some(Judgement::derived(Reason::RequestNotHttp)),
        Failure::RedirectCredentials { .. } => Some(Judgement::measured(Reason::DidNotSucceed)),
        // Chromium writes its own upgrade to https as a redirect; Firefox upgrades before it asks.
        Failure::PreflightRedirect { .. }
            if entry.response_headers.contains("Non-Authoritative-Reason") =>
        {
            None
        }
        Failure::CorsCheck(_) => check_request_approved(
            &blocked.origin,
            blocked.credentials,
            &entry.response_headers,
        )
        .err(),
        Failure::Preflight(_) | Failure::PreflightRedirect { .. } => {
            let actual = exchange
                .hops
                .get(blocked.hop)
                .and_then(|hop| log.entries.get(hop.actual));
            check_preflight_request_approved(
                &question(actual, entry, &blocked.origin, blocked.credentials),
                entry.status,
                location(entry).as_deref(),
                &entry.response_headers,
            )
            .err()
        }
    }
}

/// Would the answer have been checked? A request that never left states no mode: then its kind decides.
fn is_cors_request(log: &Log, exchange: &Exchange) -> bool {
    if exchange.preflight().is_some() {
        return true;
    }
    let Some(entry) = exchange.main_entry(log) else {
        return false;
    };
    let origin = hop_origin(log, exchange, exchange.hops.len().saturating_sub(1));
    let is_checked = match entry.request_headers.get("Sec-Fetch-Mode") {
        Some(mode) => mode == "cors",
        None => matches!(
            entry.resource_type.as_deref(),
            Some("fetch" | "xhr" | "eventsource" | "font")
        ),
    };
    is_checked && is_cross_origin(entry, origin.value())
}
