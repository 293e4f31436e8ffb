//! Joins what was logged with what the standard says: pairing, redirect chains, inference, verdict.
//!
//! An [`Exchange`] is one request of a page: its hops in order, each with its preflight. Which entries belong together
//! is decided by content and time, never by the order in which they arrived.

mod answer;
mod asked_first;
mod asking;
mod bare;
pub mod calling_code;
mod first_refusal;
pub mod hints;
mod in_firefox;
pub mod infer;
mod known;
pub mod look_ahead;
mod mode;
mod neighbour;
mod order;
mod pair;
mod redirects;
mod revalidated;
pub mod verdict;
pub mod walk;

use std::collections::BTreeMap;

pub use answer::{Answer, answer};
pub use asked_first::{AskedFirst, asked_first};
pub use asking::{allows_credentials, asking};
pub use first_refusal::first_refusal;
pub use in_firefox::in_firefox;
pub(crate) use in_firefox::of_refusal;
pub use known::Known;
pub(crate) use mode::is_shown;
pub(crate) use pair::asked_names;
pub(crate) use redirects::{location, target as redirect_target};
pub use verdict::{Blocked, Reading, Verdict, judge};

use crate::har::{Entry, Log};

/// One request of a page. Positions are into [`Log::entries`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// The hops in order; the last is where it ended. Empty when only a preflight was logged.
    pub hops: Vec<Hop>,
    /// A preflight without an actual request.
    pub lone_preflight: Option<usize>,
}

/// One hop: the request and the preflight that asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hop {
    /// The request.
    pub actual: usize,
    /// Its preflight.
    pub preflight: Option<usize>,
}

impl Exchange {
    /// The last hop.
    pub fn last(&self) -> Option<Hop> {
        self.hops.last().copied()
    }

    /// The preflight of the last hop, or the lone one.
    pub fn preflight(&self) -> Option<usize> {
        self.last().map_or(self.lone_preflight, |hop| hop.preflight)
    }

    /// The entry that stands for the exchange: the last hop, or the lone preflight.
    pub fn main_entry<'log>(&self, log: &'log Log) -> Option<&'log Entry> {
        log.entries
            .get(self.last().map(|hop| hop.actual).or(self.lone_preflight)?)
    }

    /// Chromium's net error: the request's own, or the preflight's where the request's says nothing by itself.
    pub fn net_error<'log>(&self, log: &'log Log) -> Option<&'log str> {
        let of = |position: Option<usize>| log.entries.get(position?)?.error.text();
        let own = of(self.last().map(|hop| hop.actual));
        match own {
            None | Some("net::ERR_FAILED") => of(self.preflight()).or(own),
            own => own,
        }
    }

    /// Its position among all: the raw index of the last hop, or of the lone preflight.
    fn order(&self, log: &Log) -> usize {
        self.main_entry(log).map_or(usize::MAX, |entry| entry.index)
    }
}

/// All exchanges of a log, in the log's order of their last entries.
pub fn join(log: &Log) -> Vec<Exchange> {
    let positions: Vec<usize> = (0..log.entries.len()).collect();
    join_among(log, &positions)
}

/// The exchanges among some positions of a log.
pub(crate) fn join_among(log: &Log, positions: &[usize]) -> Vec<Exchange> {
    let mut by_url: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for position in positions {
        if let Some(entry) = log.entries.get(*position).filter(|entry| is_http(entry)) {
            by_url
                .entry(without_fragment(&entry.url))
                .or_default()
                .push(*position);
        }
    }
    let mut preflight_of = BTreeMap::new();
    let mut lone = Vec::new();
    for positions in by_url.values() {
        let (pairs, unpaired) = pair::pair(log, positions);
        preflight_of.extend(pairs);
        lone.extend(unpaired);
    }
    let next_of = redirects::chain(log, positions, &by_url);
    let mut exchanges = redirects::chains(log, &by_url, &next_of, &preflight_of);
    exchanges.extend(lone.into_iter().map(|preflight| Exchange {
        hops: Vec::new(),
        lone_preflight: Some(preflight),
    }));
    exchanges.sort_by_key(|exchange| exchange.order(log));
    exchanges
}

/// Is it a request over HTTP? WebSockets, `blob:` and `data:` know no CORS check.
fn is_http(entry: &Entry) -> bool {
    let scheme = entry.url.split(':').next().unwrap_or_default();
    !matches!(scheme, "ws" | "wss" | "blob" | "data")
        && entry.resource_type.as_deref() != Some("websocket")
}

/// A URL as the network sees it.
pub(crate) fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}
