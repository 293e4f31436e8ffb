//! Which preflight belongs to which request, among the entries of one URL.
//!
//! The actual entry does not carry its own id, so content and time decide: the preflight's
//! `Access-Control-Request-Method` is the method, every name of `Access-Control-Request-Headers` is a header of the
//! request, the preflight starts with the request or a moment later, and a request that went out was not refused.

use std::collections::BTreeMap;

use crate::har::{Entry, Log};

/// A preflight starts up to this many milliseconds before its request's stated start (clocks are rounded).
const EARLIEST: f64 = 20.0;
/// And at most this long after it: a request can wait for a free connection.
const LATEST: f64 = 60_000.0;
/// In a burst a preflight starts up to this many milliseconds after its request (measured: 7 in Chromium, 102 in
/// Firefox).
const BURST: f64 = 150.0;

/// Pairs of (actual, preflight), and the preflights that found no request. No preflight is given to two requests, and
/// none is lost.
pub(super) fn pair(log: &Log, positions: &[usize]) -> (BTreeMap<usize, usize>, Vec<usize>) {
    let entry = |position: usize| log.entries.get(position);
    let (mut preflights, mut actuals): (Vec<usize>, Vec<usize>) = positions
        .iter()
        .partition(|position| entry(**position).is_some_and(Entry::is_preflight));
    if preflights.is_empty() {
        return (BTreeMap::new(), Vec::new());
    }
    // Order of arrival must not matter: sort by start, then by content.
    let key = |position: &usize| {
        let entry = log.entries.get(*position);
        (
            entry.and_then(|entry| entry.started).unwrap_or(0.0),
            entry.map_or("", |entry| &*entry.method),
            entry.map(|entry| entry.status),
        )
    };
    for list in [&mut preflights, &mut actuals] {
        list.sort_by(|one, other| {
            key(one)
                .partial_cmp(&key(other))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    let mut pairs = BTreeMap::new();
    let mut unpaired = Vec::new();
    for preflight in preflights {
        let Some(asked) = entry(preflight) else {
            continue;
        };
        let started = asked.started.unwrap_or(0.0);
        // Only requests that started in the window before it can be meant.
        let from = actuals.partition_point(|position| key(position).0 < started - LATEST);
        let until = actuals.partition_point(|position| key(position).0 <= started + EARLIEST);
        let best = actuals
            .get(from..until)
            .unwrap_or_default()
            .iter()
            .filter(|position| !pairs.contains_key(*position))
            .filter_map(|position| entry(*position).map(|actual| (position, actual)))
            .filter(|(_, actual)| can_belong(asked, actual))
            .map(|(position, actual)| (*position, mismatch(asked, actual)))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        match best {
            Some((actual, _)) => {
                pairs.insert(actual, preflight);
            }
            None => unpaired.push(preflight),
        }
    }
    (pairs, unpaired)
}

/// Can this preflight have asked for this request?
fn can_belong(preflight: &Entry, actual: &Entry) -> bool {
    let asked_method = preflight
        .request_headers
        .get("Access-Control-Request-Method");
    if asked_method.as_deref() != Some(&actual.method) {
        return false;
    }
    if let Some(origin) = actual.request_headers.get("Origin")
        && preflight
            .request_headers
            .get("Origin")
            .is_some_and(|asked| asked != origin)
    {
        return false;
    }
    asked_names(preflight).all(|name| {
        // A request whose headers were not logged at all cannot contradict.
        actual.request_headers.is_empty() || actual.request_headers.contains(&name)
    })
}

/// How badly they fit. Requests of a burst are asked for in the order they started, so within [`BURST`] the earliest fits
/// best; beyond it the nearest. An answer that contradicts the request's fate costs a day.
fn mismatch(preflight: &Entry, actual: &Entry) -> f64 {
    let delay = match (preflight.started, actual.started) {
        (Some(preflight), Some(actual)) => preflight - actual,
        _ => 0.0,
    };
    let cost = if (0.0..=BURST).contains(&delay) {
        BURST - delay
    } else {
        BURST + delay.abs()
    };
    // Refused whatever the credentials mode: no `Access-Control-Allow-Origin`, or no ok status.
    let refused = !crate::fetch::is_ok_status(preflight.status)
        || !preflight
            .response_headers
            .contains("Access-Control-Allow-Origin");
    let contradiction = refused && !actual.is_without_response();
    if contradiction {
        cost + 86_400_000.0
    } else {
        cost
    }
}

/// The names in `Access-Control-Request-Headers`, lower-case.
pub(crate) fn asked_names(preflight: &Entry) -> impl Iterator<Item = String> {
    let value = preflight
        .request_headers
        .get("Access-Control-Request-Headers")
        .unwrap_or_default()
        .into_owned();
    let names: Vec<String> = value
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    names.into_iter()
}
