//! Which servers a log names, and at which addresses they answered: causes ask for it once for each failure.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::{Entry, authority};

/// More addresses of one server than these are not told apart.
const ADDRESSES: usize = 32;

/// Scheme, host and port of each, with the positions at which another of its addresses stands first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Servers(BTreeMap<Box<str>, Vec<usize>>);

impl Servers {
    pub(super) fn add(&mut self, position: usize, entries: &[Entry]) {
        let Some(entry) = entries.get(position) else {
            return;
        };
        let authority = authority(&entry.url);
        let positions = match self.0.get_mut(authority) {
            Some(positions) => positions,
            None => self.0.entry(authority.into()).or_default(),
        };
        let address = &entry.server_ip_address;
        let is_known = positions.iter().any(|known| {
            entries
                .get(*known)
                .is_some_and(|known| known.server_ip_address == *address)
        });
        if !is_known && !address.is_empty() && positions.len() < ADDRESSES {
            positions.push(position);
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Positions of entries that name the addresses of the server of `url`.
    pub(super) fn addresses(&self, url: &str) -> impl Iterator<Item = usize> {
        self.0.get(authority(url)).into_iter().flatten().copied()
    }

    /// Is a server of this host named, at whatever port?
    pub(super) fn has_host(&self, host: &str) -> bool {
        ["https://", "http://"].iter().any(|scheme| {
            let start = format!("{scheme}{host}");
            self.0
                .range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded))
                .map_while(|(authority, _)| authority.strip_prefix(start.as_str()))
                .any(|rest| rest.is_empty() || rest.starts_with(':'))
        })
    }
}
