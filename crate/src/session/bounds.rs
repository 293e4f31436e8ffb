//! A recording that runs for hours must not fill the memory: its oldest entries go, a tenth of the bound at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Session, members};
use crate::exchange::{Exchange, Hop};

impl Session {
    /// Lets the oldest entries go if there are too many, and the failures that would lose a part with them.
    pub(super) fn keep_within_bounds(&mut self, changes: &mut Vec<Change>) {
        let count = self.log.entries.len();
        if count <= self.most {
            return;
        }
        let cut = (count - self.most + self.most / 10).min(count);
        let Some(first) = self.sequence_of.get(cut).copied() else {
            return;
        };
        self.forget_incomplete(cut, first, changes);
        self.log.let_go(cut);
        self.sequence_of.drain(..cut);
        let positions = self.sequence_of.iter().enumerate();
        self.position_of = positions
            .map(|(position, sequence)| (*sequence, position))
            .collect();
        for lists in [&mut self.by_url, &mut self.by_target] {
            lists.retain(|_, positions| {
                positions.retain(|position| *position >= cut);
                for position in positions.iter_mut() {
                    *position -= cut;
                }
                !positions.is_empty()
            });
        }
        let (by_url, by_target) = (&self.by_url, &self.by_target);
        self.linked
            .retain(|url| by_url.contains_key(url) || by_target.contains_key(url));
        self.shown = moved(&self.shown, cut);
        self.waiting = moved(&self.waiting, cut);
        let judged = std::mem::take(&mut self.judged).into_iter();
        self.judged = judged
            .map(|(position, exchange)| (position - cut, moved_exchange(exchange, cut)))
            .collect::<BTreeMap<_, _>>();
        // What the code says is noted by position; it is asked for again where it still matters.
        self.calls.forget();
        self.pending.retain(|sequence| *sequence >= first);
        // A second reading of what is gone is not taken in.
        self.floor = self.floor.max(first);
        self.let_go.1 += cut as u64;
        changes.push(Change::LetGo(first));
        changes.push(Change::Dropped(self.let_go.0 + self.let_go.1));
    }

    /// A request that keeps its last entry and loses its preflight would be judged wrongly: it goes too.
    fn forget_incomplete(&mut self, cut: usize, first: u64, changes: &mut Vec<Change>) {
        let is_cut = |exchange: &Exchange| members(exchange).any(|member| member < cut);
        let gone: Vec<usize> = self
            .judged
            .iter()
            .filter(|(position, exchange)| **position < cut || is_cut(exchange))
            .map(|(position, _)| *position)
            .collect();
        for position in gone {
            self.judged.remove(&position);
            let id = self.sequence_of.get(position).copied();
            if self.shown.remove(&position)
                && let Some(id) = id.filter(|id| *id >= first)
            {
                changes.push(Change::Remove(id));
            }
        }
    }
}

fn moved(positions: &BTreeSet<usize>, cut: usize) -> BTreeSet<usize> {
    positions
        .range(cut..)
        .map(|position| position - cut)
        .collect()
}

fn moved_exchange(exchange: Exchange, cut: usize) -> Exchange {
    let hops = exchange.hops.into_iter().map(|hop| Hop {
        actual: hop.actual - cut,
        preflight: hop.preflight.map(|position| position - cut),
    });
    Exchange {
        hops: hops.collect(),
        lone_preflight: exchange.lone_preflight.map(|position| position - cut),
    }
}
