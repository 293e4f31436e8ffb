//! Which entries were answered, by address, method and start: a failure that left nothing behind asks for the answer
//! before it, and a long log must not be searched for each.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Entry;

/// Positions of answered entries, in the order of address (hashed), start and position.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Answered(BTreeSet<(u64, u64, usize)>);

impl Answered {
    pub(super) fn add(&mut self, position: usize, entry: &Entry) {
        if entry.status != 0 {
            self.0.insert((asked(entry), started(entry), position));
        }
    }

    pub(super) fn remove(&mut self, position: usize, entry: &Entry) {
        self.0.remove(&(asked(entry), started(entry), position));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Positions of those that may have the same address and method and started before `entry`, the latest first. Two
    /// addresses can have one hash; [`is_same`] tells them apart.
    pub(super) fn before(&self, entry: &Entry) -> impl Iterator<Item = usize> {
        let asked = asked(entry);
        self.0
            .range((asked, 0, 0)..(asked, started(entry), 0))
            .rev()
            .map(|(_, _, position)| *position)
    }
}

/// Do both ask for the same address by the same method?
pub(super) fn is_same(one: &Entry, other: &Entry) -> bool {
    one.method == other.method && address(one) == address(other)
}

fn address(entry: &Entry) -> &str {
    entry.url.split('#').next().unwrap_or_default()
}

fn asked(entry: &Entry) -> u64 {
    let mut hasher = DefaultHasher::new();
    (address(entry), &*entry.method).hash(&mut hasher);
    hasher.finish()
}

/// The start as a number that sorts as the start does.
fn started(entry: &Entry) -> u64 {
    let bits = entry.started.unwrap_or(0.0).to_bits();
    // The bits of a negative number, before 1970, count backwards.
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

#[cfg(test)]
mod tests {
    use super::super::Log;
    use super::*;

    /// An entry that starts at that second.
    fn entry(url: &str, method: &str, status: u16, second: &str) -> Entry {
        let text = format!(
            r#"{{"startedDateTime":"{second}Z","request":{{"method":"{method}","url":"{url}","headers":[]}},
            "response":{{"status":{status},"headers":[]}}}}"#
        );
        crate::har::read_entry(&text, 0).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn the_latest_answer_of_the_same_address_and_method_is_found() {
        let mut log = Log::default();
        let url = "http://api.test/x";
        for (url, method, status, second) in [
            (url, "GET", 200, "1969-12-31T23:59:58"),
            (url, "GET", 201, "1969-12-31T23:59:59"),
            (url, "GET", 202, "2026-01-01T00:00:02"),
            ("http://api.test/x#part", "GET", 203, "2026-01-01T00:00:01"),
            (url, "GET", 0, "2026-01-01T00:00:03"),
            (url, "POST", 204, "2026-01-01T00:00:03"),
            ("http://api.test/y", "GET", 205, "2026-01-01T00:00:03"),
            (url, "GET", 206, "2026-01-01T00:00:09"),
        ] {
            log.push(entry(url, method, status, second));
        }
        let found = |second: &str| {
            let failed = entry(url, "GET", 0, second);
            log.answer_before(&failed).map(|(_, entry)| entry.status)
        };
        for (second, status) in [
            ("1969-12-31T23:59:58", None),
            ("1969-12-31T23:59:59", Some(200)),
            ("1970-01-01T00:00:00", Some(201)),
            ("2026-01-01T00:00:02", Some(203)),
            ("2026-01-01T00:00:05", Some(202)),
            ("2026-01-01T00:00:10", Some(206)),
        ] {
            assert_eq!(found(second), status, "{second}");
        }
        log.replace(7, entry(url, "GET", 0, "2026-01-01T00:00:09"));
        log.replace(2, entry(url, "GET", 0, "2026-01-01T00:00:02"));
        let failed = entry(url, "GET", 0, "2026-01-01T00:00:10");
        let found = log.answer_before(&failed);
        assert_eq!(found.map(|(position, _)| position), Some(3));
    }
}
