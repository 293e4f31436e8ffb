//! Which preflight belongs to which request, among the entries of one URL.
//!
//! The actual entry does not carry its own id, so content and time decide: the preflight's
//! `Access-Control-Request-Method` is the method, every name of `Access-Control-Request-Headers` is a header of the
//! request, the preflight starts with the request or a moment later, and a request that went out was not refused.

use std::collections::BTreeMap;

use url::Url;

use super::first_refusal::question;
use super::order::by_content;
use crate::chromium::judge_preflight;
use crate::fetch::CredentialsMode;
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, Log};

/// A preflight starts up to this many milliseconds before its request's stated start (clocks are rounded).
const EARLIEST: f64 = 20.0;
/// And at most this long after it: a request can wait for a free connection.
const LATEST: f64 = 60_000.0;
/// In a burst a preflight starts up to this many milliseconds after its request (measured: 7 in Chromium, 102 in
/// Firefox).
const BURST: f64 = 150.0;

/// What a pair costs that is possible but unlikely, in milliseconds.
const UNLIKELY: f64 = 1_000.0;

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
    let start = |position: &usize| entry(*position).and_then(|entry| entry.started);
    let start = |position: &usize| start(position).unwrap_or(0.0);
    for list in [&mut preflights, &mut actuals] {
        list.sort_by(|one, other| match (entry(*one), entry(*other)) {
            (Some(one), Some(other)) => by_content(one, other),
            _ => one.cmp(other),
        });
    }
    let mut pairs = BTreeMap::new();
    let mut unpaired = Vec::new();
    for preflight in preflights {
        let Some(asked) = entry(preflight) else {
            continue;
        };
        let started = asked.started.unwrap_or(0.0);
        let answer = Answer::of(asked);
        // Only requests that started in the window before it can be meant.
        let from = actuals.partition_point(|position| start(position) < started - LATEST);
        let until = actuals.partition_point(|position| start(position) <= started + EARLIEST);
        let best = actuals
            .get(from..until)
            .unwrap_or_default()
            .iter()
            .filter(|position| !pairs.contains_key(*position))
            .filter_map(|position| entry(*position).map(|actual| (position, actual)))
            .filter(|(_, actual)| can_belong(asked, actual) && answer.allows_fate_of(actual))
            .map(|(position, actual)| (*position, mismatch(asked, actual, answer)))
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
    if !has_same_origin(preflight, actual) {
        return false;
    }
    // A request that never left is logged with the headers it was planned with, or with none; of one that follows a
    // redirect Chromium leaves the author's out. It cannot contradict.
    actual.is_without_response() || has_asked_names(preflight, actual)
}

/// Does the request have every header that was asked for?
fn has_asked_names(preflight: &Entry, actual: &Entry) -> bool {
    asked_names(preflight).all(|name| actual.request_headers.contains(&name))
}

/// A request that never left shows no Origin, but its Referer names the page.
fn has_same_origin(preflight: &Entry, actual: &Entry) -> bool {
    let Some(asked) = preflight.request_headers.get("Origin") else {
        return true;
    };
    if let Some(origin) = actual.request_headers.get("Origin") {
        return asked == origin;
    }
    let referrer = actual.request_headers.get("Referer");
    let Some(referrer) = referrer.and_then(|referrer| Url::parse(&referrer).ok()) else {
        return true;
    };
    // A sandboxed page, or one behind a redirect, asks as `null` and still has an address.
    asked == "null" || *asked == *SerializedOrigin::of_url(&referrer).as_str()
}

/// What a preflight's answer says, as far as it is the same with and without credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Refuses,
    Permits,
    Depends,
}

impl Answer {
    fn of(preflight: &Entry) -> Self {
        if !preflight.knows_response_headers {
            return Self::Depends;
        }
        let origin = preflight
            .request_headers
            .get("Origin")
            .unwrap_or_default()
            .into_owned();
        let origin = SerializedOrigin::from_header(&origin);
        let location = super::redirects::location(preflight);
        let permits = |credentials| {
            let question = question(None, preflight, &origin, credentials);
            let answer = &preflight.response_headers;
            judge_preflight(&question, preflight.status, location.as_deref(), answer).is_ok()
        };
        match (
            permits(CredentialsMode::NotInclude),
            permits(CredentialsMode::Include),
        ) {
            (true, true) => Self::Permits,
            (false, false) => Self::Refuses,
            _ => Self::Depends,
        }
    }

    /// A request that got a response was not refused before.
    fn allows_fate_of(self, actual: &Entry) -> bool {
        self != Self::Refuses || actual.is_without_response()
    }
}

/// How badly they fit. Requests of a burst are asked for in the order they started, so within [`BURST`] the earliest fits
/// best; beyond it the nearest.
fn mismatch(preflight: &Entry, actual: &Entry, answer: Answer) -> f64 {
    let delay = match (preflight.started, actual.started) {
        (Some(preflight), Some(actual)) => preflight - actual,
        _ => 0.0,
    };
    let cost = if (0.0..=BURST).contains(&delay) {
        BURST - delay
    } else {
        BURST + delay.abs()
    };
    let cost = if has_asked_names(preflight, actual) {
        cost
    } else {
        cost + 2.0 * UNLIKELY
    };
    // After a permission, Chromium's bare `net::ERR_FAILED` is rare: another preflight's refusal explains it better.
    let failed_bare =
        actual.is_without_response() && actual.error.text() == Some("net::ERR_FAILED");
    if answer == Answer::Permits && failed_bare {
        cost + UNLIKELY
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
