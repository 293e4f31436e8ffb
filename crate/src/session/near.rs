//! Lists of positions in the order of their starts.

use super::{REACH, Session};
use crate::exchange;
use crate::har::{Entry, Log};

/// Keeps a list of positions in the order of their starts; most entries arrive in that order.
fn insert_by_start(positions: &mut Vec<usize>, log: &Log, position: usize) {
    let start = start_of(log, position);
    let place = positions
        .iter()
        .rposition(|other| start_of(log, *other) <= start);
    positions.insert(place.map_or(0, |place| place + 1), position);
}

/// Of positions in the order of their starts, those within reach of an entry.
pub(super) fn near(log: &Log, positions: Option<&Vec<usize>>, entry: &Entry) -> Vec<usize> {
    let positions = positions.map(Vec::as_slice).unwrap_or_default();
    let start = entry.started.unwrap_or(0.0);
    let from = positions.partition_point(|other| start_of(log, *other) < start - REACH);
    let until = positions.partition_point(|other| start_of(log, *other) <= start + REACH);
    positions.get(from..until).unwrap_or_default().to_vec()
}

fn start_of(log: &Log, position: usize) -> f64 {
    log.entries
        .get(position)
        .and_then(|entry| entry.started)
        .unwrap_or(0.0)
}

impl Session {
    /// When an entry started.
    pub(super) fn started(&self, position: usize) -> Option<f64> {
        self.log.entries.get(position)?.started
    }

    /// Notes an entry under the addresses that it is looked for by.
    pub(super) fn list(&mut self, position: usize) {
        let Some(entry) = self.log.entries.get(position) else {
            return;
        };
        let url: Box<str> = exchange::without_fragment(&entry.url).into();
        let target = exchange::redirect_target(entry).map(String::into_boxed_str);
        if entry.is_preflight() || target.is_some() {
            self.linked.insert(url.clone());
        }
        insert_by_start(self.by_url.entry(url).or_default(), &self.log, position);
        if let Some(target) = target {
            self.linked.insert(target.clone());
            let positions = self.by_target.entry(target).or_default();
            insert_by_start(positions, &self.log, position);
        }
    }

    /// Takes it out of them.
    pub(super) fn unlist(&mut self, position: usize) {
        let Some(entry) = self.log.entries.get(position) else {
            return;
        };
        if let Some(positions) = self.by_url.get_mut(exchange::without_fragment(&entry.url)) {
            positions.retain(|other| *other != position);
        }
        if let Some(positions) = exchange::redirect_target(entry)
            .and_then(|target| self.by_target.get_mut(target.as_str()))
        {
            positions.retain(|other| *other != position);
        }
    }
}
