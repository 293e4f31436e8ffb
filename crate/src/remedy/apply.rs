//! A policy on a copy of what was recorded: how the API would have answered with it.

use super::Policy;
use crate::exchange::{Exchange, Hop, infer};
use crate::har::{Entry, Log};

/// The headers that a policy decides, and that no other layer may add to.
const DECIDED: [&str; 6] = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Max-Age",
    "Access-Control-Expose-Headers",
];

/// The entries of an exchange as a log of their own, as the API would have answered with the policy.
///
/// Preflights are answered before anything else: 204, whatever was answered instead. Other answers keep their status.
pub fn apply(policy: &Policy, log: &Log, exchange: &Exchange) -> (Log, Exchange) {
    let mut own = Log::default();
    let mut answer = |position: usize, hop: usize| {
        let Some(entry) = log.entries.get(position) else {
            return 0;
        };
        let origin = infer::hop_origin(log, exchange, hop);
        let origin = origin.value().map(ToString::to_string).unwrap_or_default();
        own.push(with_policy(policy, entry.clone(), &origin))
    };
    let hops = exchange.hops.iter().enumerate();
    let applied = Exchange {
        hops: hops
            .map(|(index, hop)| Hop {
                preflight: hop.preflight.map(|position| answer(position, index)),
                actual: answer(hop.actual, index),
            })
            .collect(),
        lone_preflight: exchange.lone_preflight.map(|position| answer(position, 0)),
    };
    (own, applied)
}

fn with_policy(policy: &Policy, mut entry: Entry, origin: &str) -> Entry {
    let is_of_api = url::Url::parse(&entry.url)
        .is_ok_and(|url| *url.origin().ascii_serialization() == *policy.api);
    if !is_of_api || entry.is_without_response() {
        return entry;
    }
    let is_preflight = entry.is_preflight();
    if is_preflight {
        entry.status = 204;
        entry.redirect_url = "".into();
        entry.response_headers.retain(|_| false);
    } else {
        entry.response_headers.retain(|line| {
            !DECIDED
                .iter()
                .any(|name| line.name.eq_ignore_ascii_case(name))
        });
    }
    for (name, value) in policy.answer_headers(origin, is_preflight) {
        entry.response_headers.append(name, &value);
    }
    entry
}
