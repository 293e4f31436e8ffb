//! An answer 304 to a browser that asked whether what it has stored is still current. The stored answer is what the page
//! gets and what is checked, with each header of the 304 in the place of the stored one of that name (measured: a 304
//! without Access-Control-Allow-Origin passes where the stored answer allows the origin, and one that names another
//! origin is refused though the stored one allows it).

use super::infer::hop_origin;
use super::verdict::{Blocked, Condition, Reading};
use super::{Exchange, Hop, asked_names};
use crate::chromium::check_access;
use crate::chromium::judge::{Failure, Refusal};
use crate::fetch::cors_check::CorsCheckFailure;
use crate::fetch::{CredentialsMode, HeaderList};
use crate::har::{Dialect, Entry, Log};

/// Headers that make a request conditional; a page that sets one gets the 304 itself.
const CONDITIONS: [&str; 5] = [
    "if-none-match",
    "if-modified-since",
    "if-match",
    "if-unmodified-since",
    "if-range",
];

/// Is it a 304 that says that what the browser has stored is still current? The preflight asks for a condition that the
/// page set, and an answer to a request without any condition confirms nothing, whatever its status.
pub(super) fn is_revalidation(log: &Log, hop: &Hop) -> bool {
    let preflight = hop.preflight.and_then(|at| log.entries.get(at));
    let is_of_the_page = preflight.is_some_and(|preflight| {
        asked_names(preflight).any(|name| CONDITIONS.contains(&name.as_str()))
    });
    let actual = log.entries.get(hop.actual);
    actual.is_some_and(|entry| entry.status == 304 && !asks_without_condition(entry))
        && !is_of_the_page
}

/// Is it seen that the request went out without a condition? Chromium logs the headers as they were sent, its own conditions
/// among them (measured); those that it merely meant to send have none of these three.
fn asks_without_condition(entry: &Entry) -> bool {
    let has = |name: &str| entry.request_headers.contains(name);
    entry.dialect == Dialect::Chromium
        && entry.knows_request_headers
        && ["Host", "Sec-Fetch-Mode", "Connection"]
            .into_iter()
            .any(has)
        && !CONDITIONS.into_iter().any(has)
}

/// Does a refusal of the 304's own headers rest on one that they lack? The stored answer may have it.
pub(super) fn rests_on_what_is_stored(entry: &Entry, refusal: &Refusal) -> bool {
    match &refusal.failure {
        Failure::CorsCheck(CorsCheckFailure::AllowOriginAbsent) => true,
        Failure::CorsCheck(CorsCheckFailure::AllowCredentialsNotTrue { .. }) => !entry
            .response_headers
            .contains("Access-Control-Allow-Credentials"),
        _ => false,
    }
}

/// What the check says of the answer that the log shows to be the stored one; none where it passes or is not in the log.
pub(super) fn reading(
    log: &Log,
    exchange: &Exchange,
    modes: &[CredentialsMode],
) -> Option<Reading> {
    let entry = log.entries.get(exchange.last()?.actual)?;
    let hop = exchange.hops.len() - 1;
    let origin = hop_origin(log, exchange, hop).value()?.clone();
    let (position, headers) = stored(log, entry)?;
    let (credentials, refusal) = modes
        .iter()
        .find_map(|mode| Some((*mode, check_access(&origin, *mode, &headers).err()?)))?;
    Some(Reading {
        condition: Condition::Cached(position),
        blocked: Some(Blocked {
            refusal,
            entry: position,
            hop,
            origin,
            credentials,
        }),
    })
}

/// The answer that was confirmed, as all 304 since have updated it, and its position.
fn stored(log: &Log, entry: &Entry) -> Option<(usize, HeaderList)> {
    let mut updates = vec![entry];
    for (position, earlier) in log.answers_before(entry) {
        if earlier.status == 304 {
            updates.push(earlier);
            continue;
        }
        // Chromium stores no answer that it refused.
        if earlier.is_stated_failed() || earlier.is_preflight() {
            continue;
        }
        if !is_asked_for(entry, earlier) {
            return None;
        }
        let mut headers = earlier.response_headers.clone();
        for update in updates.iter().rev() {
            let lines = &update.response_headers;
            headers.retain(|line| !lines.contains(line.name));
            for line in lines {
                headers.append(line.name, line.value);
            }
        }
        return Some((position, headers));
    }
    None
}

/// Does the condition name this answer's mark?
fn is_asked_for(entry: &Entry, stored: &Entry) -> bool {
    let agree = |condition: &str, mark: &str| {
        let asked = entry.request_headers.get(condition);
        asked.is_none_or(|asked| stored.response_headers.get(mark) == Some(asked))
    };
    agree("If-None-Match", "ETag") && agree("If-Modified-Since", "Last-Modified")
}
