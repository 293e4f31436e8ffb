//! Lists of positions in the order of their starts.

use super::REACH;
use crate::har::{Entry, Log};

/// Keeps a list of positions in the order of their starts; most entries arrive in that order.
pub(super) fn insert_by_start(positions: &mut Vec<usize>, log: &Log, position: usize) {
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
