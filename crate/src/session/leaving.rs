//! Pages that were left: what was recorded of them stays as evidence, and is no more part of what is reported.

use super::message::Item;
use super::{Change, Session};
use crate::har::{self, Entry};
use crate::report::fixes::Planner;
use crate::report::v1::Diagnosis;

impl Session {
    /// The page went elsewhere.
    pub(super) fn navigated(&mut self, item: Item<'_>, changes: &mut Vec<Change>) {
        self.calls.forget();
        changes.push(Change::Navigated {
            url: item.url,
            next: item.next,
            preserved: item.preserves,
        });
        if !item.preserves {
            self.leave(item.next, changes);
        }
    }

    /// The page was left, and its rows with it. What was recorded from this sequence number on is the next page's.
    fn leave(&mut self, next: u64, changes: &mut Vec<Change>) {
        self.from = self.from.max(next);
        self.let_go = (0, 0);
        self.planner = Planner::default();
        self.pending.retain(|sequence| *sequence >= next);
        let positions = self.position_of.range(self.from..);
        let positions: Vec<usize> = positions.map(|(_, position)| *position).collect();
        for position in &positions {
            self.see(*position);
        }
        // Some of the next page may have been judged before it was known that it is the next.
        for position in positions {
            if self.shown.contains(&position)
                && let Some(exchange) = self.judged.get(&position).cloned()
            {
                self.judge_one(position, exchange, changes);
            }
        }
    }

    /// Takes an entry in for the fixes of its API.
    pub(super) fn see(&mut self, position: usize) {
        if self.is_covered(position) {
            self.planner.see(&self.log, position);
        }
    }

    /// Is an entry of a page that the list covers?
    pub(super) fn is_covered(&self, position: usize) -> bool {
        let sequence = self.sequence_of.get(position);
        sequence.is_some_and(|sequence| *sequence >= self.from)
    }
}

/// Is an entry of an API that one of these failures is about?
pub fn is_of_api(entry: Option<&Entry>, diagnoses: &[Diagnosis]) -> bool {
    let api = entry.map(|entry| har::authority(&entry.url));
    diagnoses
        .iter()
        .any(|it| Some(har::authority(&it.url)) == api)
}
