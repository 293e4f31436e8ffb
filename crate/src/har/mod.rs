//! What we were given: a lenient reading of HAR, entry by entry.
//!
//! [`read`] cannot fail. A field of a wrong type is a [`Gap`]; a syntax error ends the log and keeps what was read.

mod answered;
mod entry;
mod json;
mod lenient;
mod raw;
mod raw_headers;
mod raw_params;
mod reader;
mod sanitize;
mod servers;
mod stream;

use std::collections::BTreeMap;

use answered::Answered;
use servers::Servers;

pub use entry::{Dialect, Entry, Frame, Initiator, NetError, PostData, Word};
pub use reader::{read, read_entry};
pub use stream::{NeedsWhole, Stream};

/// A place that could not be read as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// A path such as `log.entries[3].response.status`, or line and column.
    pub at: String,
    /// What stands there.
    pub problem: String,
}

/// A log, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// `log.creator`: name and version.
    pub creator: Option<String>,
    /// The readable entries; [`Entry::index`] is the raw position.
    pub entries: Vec<Entry>,
    /// Number of elements of `log.entries`, unreadable ones counted.
    pub raw_entries: usize,
    /// Did the input hold anything that is a log?
    pub readable: bool,
    /// Positions of answers that carry Access-Control-Allow-Origin, by scheme, host and port: a failure asks for them,
    /// and a long log must not be searched for each.
    answers_with_cors: BTreeMap<Box<str>, Vec<usize>>,
    answered: Answered,
    servers: Servers,
}

impl Log {
    /// Adds an entry at the end; its position.
    pub fn push(&mut self, entry: Entry) -> usize {
        let position = self.entries.len();
        self.entries.push(entry);
        self.index(position);
        position
    }

    /// Replaces an entry; nothing happens where there is none.
    pub fn replace(&mut self, position: usize, entry: Entry) {
        if let Some(old) = self.entries.get_mut(position) {
            self.answered.remove(position, old);
            *old = entry;
            self.index(position);
        }
    }

    /// Takes all entries out; the count of raw entries stays.
    pub(crate) fn take_entries(&mut self) -> Vec<Entry> {
        self.answers_with_cors.clear();
        self.answered.clear();
        self.servers.clear();
        std::mem::take(&mut self.entries)
    }

    /// Answers of the same scheme, host and port as `url` that carry Access-Control-Allow-Origin, preflights among them:
    /// position and entry.
    pub fn answers_with_cors(&self, url: &str) -> impl Iterator<Item = (usize, &Entry)> {
        let positions = self
            .answers_with_cors
            .get(authority(url))
            .into_iter()
            .flatten();
        positions
            .filter_map(|position| Some((*position, self.entries.get(*position)?)))
            // A replaced entry may have lost what it was listed for.
            .filter(|(_, entry)| is_answer_with_cors(entry))
    }

    /// The latest answer to the same request before this one, of those whose headers are known: position and entry.
    pub fn answer_before(&self, entry: &Entry) -> Option<(usize, &Entry)> {
        self.answered
            .before(entry)
            .filter_map(|position| Some((position, self.entries.get(position)?)))
            .find(|(_, earlier)| {
                earlier.knows_response_headers && answered::is_same(earlier, entry)
            })
    }

    /// The addresses at which the server of `url` answered, as far as the log names them.
    pub fn addresses_of(&self, url: &str) -> impl Iterator<Item = &str> {
        self.servers
            .addresses(url)
            .filter_map(|position| Some(&*self.entries.get(position)?.server_ip_address))
    }

    /// Was a server of this host asked, lower-case and without port?
    pub fn has_host(&self, host: &str) -> bool {
        self.servers.has_host(host)
    }

    fn index(&mut self, position: usize) {
        if let Some(entry) = self.entries.get(position) {
            self.answered.add(position, entry);
        }
        self.servers.add(position, &self.entries);
        let Some(entry) = self
            .entries
            .get(position)
            .filter(|entry| is_answer_with_cors(entry))
        else {
            return;
        };
        let url = authority(&entry.url);
        let positions = match self.answers_with_cors.get_mut(url) {
            Some(positions) => positions,
            None => self.answers_with_cors.entry(url.into()).or_default(),
        };
        // Only an entry that is read again can be listed already, and then it stands near the end.
        if !positions
            .iter()
            .rev()
            .take(64)
            .any(|listed| *listed == position)
        {
            positions.push(position);
        }
    }
}

fn is_answer_with_cors(entry: &Entry) -> bool {
    entry.status != 0
        && entry
            .response_headers
            .contains("Access-Control-Allow-Origin")
}

/// Scheme, host and port of a URL, as text.
pub(crate) fn authority(url: &str) -> &str {
    // Asked several times for every entry: `find` would prepare a search first, which takes longer than the search.
    let scheme = url.as_bytes().windows(3).position(|mark| mark == b"://");
    let end = scheme.map_or(0, |scheme| scheme + 3);
    let rest = url.get(end..).unwrap_or_default();
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    url.get(..end + length).unwrap_or(url)
}
