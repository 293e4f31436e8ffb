//! What works and could be better: advice on answers to other origins that passed, kept apart from failures and quiet by
//! default.
//!
//! One item for each kind of advice and endpoint, with the first entry that shows it and how many do.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use crate::causes::{Certainty, Evidence, Side};
use crate::exchange::infer::is_cross_origin;
use crate::exchange::{Exchange, judge};
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, Log};
use crate::redact::Redacted;
use crate::repro;

/// A kind of advice.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Kebab-case.
    pub id: &'static str,
    /// At most 60 characters.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Id of its kind.
    pub id: &'static str,
    /// Title of its kind.
    pub title: &'static str,
    /// How sure.
    pub certainty: Certainty,
    /// Method and address without its query.
    pub endpoint: String,
    /// What was seen, with the values.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// The command that proves or disproves it, where a log cannot.
    pub test: Option<String>,
    /// How many entries show it.
    pub count: usize,
    /// The header lines of the first one.
    pub evidence: Vec<Evidence>,
}

/// All advice on those entries of a log that holds these exchanges that are of interest, by kind and endpoint.
pub fn advise<'all>(
    log: &Redacted<Log>,
    exchanges: impl IntoIterator<Item = &'all Exchange>,
    is_of_interest: impl Fn(usize) -> bool,
) -> Vec<Advice> {
    let entries = || {
        let entries = log.entries.iter().enumerate();
        entries.filter(|(position, _)| is_of_interest(*position))
    };
    let refused = refused(log, exchanges);
    let around = rules::Around::of(log, entries());
    let mut found: BTreeMap<(usize, String), Advice> = BTreeMap::new();
    for (position, entry) in entries() {
        if refused.contains(&position) || !is_answer(entry) {
            continue;
        }
        for (order, (kind, rule)) in rules::ALL.iter().enumerate() {
            let Some(noticed) = rule(entry, &around) else {
                continue;
            };
            let endpoint = endpoint(entry);
            found
                .entry((order, endpoint.clone()))
                .and_modify(|advice| {
                    advice.count += 1;
                    advice.certainty = advice.certainty.min(noticed.certainty);
                })
                .or_insert_with(|| Advice {
                    id: kind.id,
                    title: kind.title,
                    certainty: noticed.certainty,
                    endpoint,
                    what: noticed.what,
                    why: kind.why,
                    advice: kind.advice,
                    test: noticed
                        .has_test
                        .then(|| repro::foreign_origin(log, position))
                        .flatten(),
                    count: 1,
                    evidence: evidence(position, entry, noticed.lines),
                });
        }
    }
    found.into_values().collect()
}

/// The positions of the answers with which CORS blocked a request: what is amiss with those, its diagnosis says.
fn refused<'all>(
    log: &Log,
    exchanges: impl IntoIterator<Item = &'all Exchange>,
) -> BTreeSet<usize> {
    exchanges
        .into_iter()
        .filter(|exchange| judge(log, exchange).is_some_and(|(verdict, _)| verdict.is_refusal()))
        .flat_map(|exchange| [exchange.last().map(|hop| hop.actual), exchange.preflight()])
        .flatten()
        .collect()
}

/// Is it an answer that a page of another origin was given leave to read? To its own origin a page sends `Origin` too,
/// with every POST, and nothing of CORS holds there.
fn is_answer(entry: &Entry) -> bool {
    let origin = entry.request_headers.get("Origin");
    let allowed = entry.response_headers.get("Access-Control-Allow-Origin");
    let (Some(origin), Some(allowed)) = (origin, allowed) else {
        return false;
    };
    entry.status != 0
        && (allowed == "*" || allowed == origin)
        && is_cross_origin(entry, Some(&SerializedOrigin::from_header(&origin)))
}

/// Method and address without its query: what a server's configuration can tell apart.
fn endpoint(entry: &Entry) -> String {
    let address = entry.url.split(['?', '#']).next().unwrap_or_default();
    let asked = entry.request_headers.get("Access-Control-Request-Method");
    match asked.filter(|_| entry.is_preflight()) {
        Some(method) => format!("{method} {address} (preflight)"),
        None => format!("{} {address}", entry.method),
    }
}

fn evidence(position: usize, entry: &Entry, lines: &[(Side, &str)]) -> Vec<Evidence> {
    lines
        .iter()
        .map(|(side, name)| {
            let headers = match side {
                Side::Request => &entry.request_headers,
                Side::Response => &entry.response_headers,
            };
            Evidence {
                entry: position,
                side: *side,
                header: (*name).to_owned(),
                value: headers.get(name).map(std::borrow::Cow::into_owned),
                inferred: false,
            }
        })
        .collect()
}
