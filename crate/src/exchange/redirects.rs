//! Redirect chains: hops are separate entries, joined by `redirectURL`, method and time.

use std::collections::BTreeMap;

use url::Url;

use super::order::by_content;
use super::{Exchange, Hop, without_fragment};
use crate::fetch::http_redirect_fetch::{is_redirect_status, method_after_redirect};
use crate::har::{Entry, Log};

/// A hop starts at most so many milliseconds after the one before ended.
const LATEST: f64 = 60_000.0;

/// Positions of entries by URL.
type ByUrl<'log> = BTreeMap<&'log str, Vec<usize>>;

/// The next hop of each redirected entry. No entry is the next hop of two.
pub(super) fn chain(log: &Log, positions: &[usize], by_url: &ByUrl<'_>) -> BTreeMap<usize, usize> {
    let mut redirected: Vec<(usize, &Entry)> = positions
        .iter()
        .filter_map(|position| Some((*position, log.entries.get(*position)?)))
        .filter(|(_, entry)| {
            !entry.is_preflight() && location(entry).is_some() && !entry.is_stated_failed()
        })
        .collect();
    redirected.sort_by(|one, other| {
        time(one.1.ended())
            .total_cmp(&time(other.1.ended()))
            .then_with(|| by_content(one.1, other.1))
    });
    let start = |position: &usize| {
        log.entries
            .get(*position)
            .map_or(0.0, |it| time(it.started))
    };
    let mut by_start: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut taken = std::collections::BTreeSet::new();
    let mut next_of = BTreeMap::new();
    // Two redirects of one instant can point at each other. A chain that ends where it began would have no first hop
    // and be lost, so the first and last hop of each chain so far are kept at hand.
    let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut last_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (position, entry) in redirected {
        let Some(target) = target(entry) else {
            continue;
        };
        let Some((target, positions)) = by_url.get_key_value(target.as_str()) else {
            continue;
        };
        // Only what started within the window can follow; a log may hold thousands of entries of one address.
        let candidates = by_start.entry(*target).or_insert_with(|| {
            let mut positions = positions.clone();
            positions.sort_by(|one, other| start(one).total_cmp(&start(other)));
            positions
        });
        let from = candidates.partition_point(|next| start(next) < time(entry.started));
        let until = candidates.partition_point(|next| start(next) < time(entry.ended()) + LATEST);
        let first = first_of.get(&position).copied().unwrap_or(position);
        let next = candidates
            .get(from..until)
            .unwrap_or_default()
            .iter()
            .filter_map(|candidate| log.entries.get(*candidate).map(|next| (*candidate, next)))
            .filter(|(candidate, next)| {
                *candidate != first
                    && *candidate != position
                    && !taken.contains(candidate)
                    && can_follow(entry, next)
            })
            .min_by(|one, other| {
                gap(entry, one.1)
                    .total_cmp(&gap(entry, other.1))
                    .then_with(|| by_content(one.1, other.1))
            });
        if let Some((next, _)) = next {
            let last = last_of.get(&next).copied().unwrap_or(next);
            first_of.insert(last, first);
            last_of.insert(first, last);
            taken.insert(next);
            next_of.insert(position, next);
        }
    }
    next_of
}

/// All chains, each from its first hop; an entry without redirect is a chain of one.
pub(super) fn chains(
    log: &Log,
    by_url: &ByUrl<'_>,
    next_of: &BTreeMap<usize, usize>,
    preflight_of: &BTreeMap<usize, usize>,
) -> Vec<Exchange> {
    let followers: std::collections::BTreeSet<usize> = next_of.values().copied().collect();
    let starts = by_url.values().flatten().copied().filter(|position| {
        !followers.contains(position)
            && log
                .entries
                .get(*position)
                .is_some_and(|entry| !entry.is_preflight())
    });
    starts
        .map(|start| {
            let positions =
                std::iter::successors(Some(start), |position| next_of.get(position).copied());
            let hops = positions
                .map(|actual| Hop {
                    actual,
                    preflight: preflight_of.get(&actual).copied(),
                })
                .collect();
            Exchange {
                hops,
                lone_preflight: None,
            }
        })
        .collect()
}

/// `Location`, or HAR's `redirectURL`, of a redirect.
pub(crate) fn location(entry: &Entry) -> Option<String> {
    if !is_redirect_status(entry.status) {
        return None;
    }
    let header = entry.response_headers.lines("Location").next();
    header
        .or(Some(&*entry.redirect_url))
        .filter(|location| !location.is_empty())
        .map(str::to_owned)
}

/// The URL that a redirect points to, without fragment.
pub(crate) fn target(entry: &Entry) -> Option<String> {
    let base = Url::parse(&entry.url).ok()?;
    // A header removed by the log's privacy rules leaves HAR's own field.
    let url = base.join(&location(entry)?).ok()?;
    Some(without_fragment(url.as_str()).to_owned())
}

fn can_follow(entry: &Entry, next: &Entry) -> bool {
    !next.is_preflight()
        && *method_after_redirect(entry.status, &entry.method) == *next.method
        && next.resource_type == entry.resource_type
        // Rounded clocks: a hop may seem to start a moment before the redirect was read.
        && time(next.started) >= time(entry.started)
        && gap(entry, next) < LATEST
        && has_origin_after(entry, next)
}

/// Can the next hop's Origin follow on this one's? It stays, or becomes `null`.
fn has_origin_after(entry: &Entry, next: &Entry) -> bool {
    match (
        entry.request_headers.get("Origin"),
        next.request_headers.get("Origin"),
    ) {
        (Some(before), Some(after)) => before == after || after == "null",
        _ => true,
    }
}

/// Milliseconds between the end of a hop and the start of the next.
fn gap(entry: &Entry, next: &Entry) -> f64 {
    (time(next.started) - time(entry.ended())).abs()
}

fn time(instant: Option<f64>) -> f64 {
    instant.unwrap_or(0.0)
}
