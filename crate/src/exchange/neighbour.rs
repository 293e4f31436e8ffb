//! What a classification of neighbours looks at, gathered from an exchange.

use super::Exchange;
use super::infer::page_origin;
use super::redirects::target;
use crate::har::Log;
use crate::neighbours::{Evidence, Neighbour, classify};

/// What made an exchange fail that CORS did not block.
pub(super) fn neighbour(log: &Log, exchange: &Exchange) -> Neighbour {
    let Some(entry) = exchange.main_entry(log) else {
        return Neighbour::Unexplained;
    };
    let at = |position: usize| log.entries.get(position);
    let before = exchange.hops.len().checked_sub(2);
    classify(&Evidence {
        entry,
        preflight: exchange.preflight().and_then(at),
        redirected_by: before
            .and_then(|before| exchange.hops.get(before))
            .and_then(|hop| at(hop.actual)),
        page: page_origin(log, exchange).value(),
        target: target(entry).as_deref(),
    })
}
