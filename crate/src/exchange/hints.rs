//! What speaks for a credentials mode without proving it: other requests to the same address.

use super::{Exchange, without_fragment};
use crate::fetch::CredentialsMode;
use crate::har::{Entry, Log, NetError};

/// So many entries before and after the request are looked at; a long recording must stay cheap.
const REACH: usize = 1_000;

/// Something that speaks for a mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Which.
    pub mode: CredentialsMode,
    /// The observation, in words.
    pub because: String,
    /// The entry it was made on.
    pub entry: Option<usize>,
}

/// What other requests to the same address say; the nearest of each kind.
pub fn of_log(log: &Log, exchange: &Exchange) -> Vec<Hint> {
    let Some(hop) = exchange.hops.first() else {
        return Vec::new();
    };
    let Some(own) = log.entries.get(hop.actual) else {
        return Vec::new();
    };
    let is_own = |position: usize| exchange.hops.iter().any(|hop| hop.actual == position);
    let from = hop.actual.saturating_sub(REACH);
    let until = (hop.actual + REACH).min(log.entries.len());
    let mut others: Vec<(usize, &Entry)> = (from..until)
        .filter(|position| !is_own(*position))
        .filter_map(|position| Some((position, log.entries.get(position)?)))
        .filter(|(_, other)| {
            other.method == own.method && !other.is_preflight() && path(other) == path(own)
        })
        .collect();
    others.sort_by_key(|(position, _)| position.abs_diff(hop.actual));
    let nearest = |shows: &dyn Fn(&Entry) -> bool| others.iter().find(|(_, other)| shows(other));
    let hint = |mode, what: &str, (position, other): &(usize, &Entry)| Hint {
        mode,
        because: if is_from_same_line(own, other) {
            format!("another request to the same address, from the same line of code, {what}")
        } else {
            format!("another request to the same address {what}")
        },
        entry: Some(*position),
    };
    let with_cookie = nearest(&|other| {
        other.request_headers.contains("Cookie") && other.request_headers.contains("Origin")
    });
    let under_wildcard = nearest(&|other| {
        other.error == NetError::None
            && other.status != 0
            && other.request_headers.contains("Origin")
            && other
                .response_headers
                .get("Access-Control-Allow-Origin")
                .as_deref()
                == Some("*")
    });
    let include = with_cookie.map(|it| hint(CredentialsMode::Include, "sent a cookie", it));
    let not_include = under_wildcard.map(|it| {
        hint(
            CredentialsMode::NotInclude,
            "passed under `*`, which it does only without credentials",
            it,
        )
    });
    include.into_iter().chain(not_include).collect()
}

/// The address without query and fragment.
fn path(entry: &Entry) -> &str {
    let url = without_fragment(&entry.url);
    url.split('?').next().unwrap_or(url)
}

fn is_from_same_line(one: &Entry, other: &Entry) -> bool {
    let frame = |entry: &Entry| entry.initiator.as_ref()?.frame.clone();
    let same = |one: &crate::har::Frame, other: &crate::har::Frame| {
        (&one.url, one.line, one.column) == (&other.url, other.line, other.column)
    };
    matches!((frame(one), frame(other)), (Some(one), Some(other)) if one.line.is_some() && same(&one, &other))
}
