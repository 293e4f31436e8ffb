//! An order of entries by what they hold. Where two entries fit equally well, this decides, and not which came first.

use std::cmp::Ordering;

use crate::fetch::HeaderList;
use crate::har::Entry;

/// By start, then by everything that a verdict reads. Entries that are equal here are the same to every rule.
pub(super) fn by_content(one: &Entry, other: &Entry) -> Ordering {
    let start = |entry: &Entry| entry.started.unwrap_or(0.0);
    start(one)
        .total_cmp(&start(other))
        .then_with(|| one.method.cmp(&other.method))
        .then_with(|| one.status.cmp(&other.status))
        .then_with(|| one.error.text().cmp(&other.error.text()))
        .then_with(|| one.url.cmp(&other.url))
        .then_with(|| lines(&one.request_headers).cmp(lines(&other.request_headers)))
        .then_with(|| lines(&one.response_headers).cmp(lines(&other.response_headers)))
        .then_with(|| one.page.cmp(&other.page))
        .then_with(|| one.resource_type.cmp(&other.resource_type))
        .then_with(|| one.redirect_url.cmp(&other.redirect_url))
        .then_with(|| one.time.total_cmp(&other.time))
}

fn lines(list: &HeaderList) -> impl Iterator<Item = (&str, &str)> {
    list.iter().map(|line| (line.name, line.value))
}
