//! A live recording: entries arrive one by one, some twice, and only what an entry touches is judged again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use crate::exchange::verdict::Lack;
use crate::exchange::{self, Exchange, Verdict, asking};
use crate::har;
use crate::har::Log;
use crate::redact::Redacted;
use crate::report::diagnose::{Depth, diagnose_to};
use crate::report::fixes::Planner;
use calls::Calls;
pub use calls::Place;
pub use leaving::is_of_api;
pub use look::{About, success};
pub use message::{Change, Success};
use near::near;

/// Entries farther apart than this, in milliseconds, never belong to one request.
const REACH: f64 = 120_000.0;
/// A preflight without its request is shown once the log has moved on by this many milliseconds.
const LONE_AFTER: f64 = 1_000.0;

/// So many of the latest failures of one address are judged again when another entry of it arrives.
const JUDGED_AGAIN: usize = 4;

/// Entries that a recording keeps unless it is told otherwise: as many as the recorder.
const MOST_ENTRIES: usize = 100_000;

/// A recording.
#[derive(Debug)]
pub struct Session {
    /// How much its changes tell of a failure.
    depth: Depth,
    /// It keeps no more entries than this.
    most: usize,
    /// So many entries were let go: by the recorder before it came to this recording, and by it.
    let_go: (u64, u64),
    log: Redacted<Log>,
    /// Position of each sequence number.
    position_of: BTreeMap<u64, usize>,
    /// Sequence number of each position.
    sequence_of: Vec<u64>,
    /// Positions by URL, each list in order of start.
    by_url: BTreeMap<Box<str>, Vec<usize>>,
    /// URLs whose entries may belong together: those that were asked for in advance or take part in a redirect.
    linked: BTreeSet<Box<str>>,
    /// Positions of redirected entries by the URL that they point to.
    by_target: BTreeMap<Box<str>, Vec<usize>>,
    /// Positions whose request is shown as failed.
    shown: BTreeSet<usize>,
    /// What was judged last, by the position that stands for it.
    judged: BTreeMap<usize, Exchange>,
    /// Preflights that wait for their request.
    waiting: BTreeSet<usize>,
    /// Entries whose second reading is awaited.
    pending: BTreeSet<u64>,
    /// The latest start seen.
    newest: f64,
    /// What each API was asked for, and what it is.
    planner: Planner,
    /// The code that made undecided requests.
    calls: Calls,
    /// What was recorded before this sequence number was let go on purpose.
    floor: u64,
    /// What was recorded before this sequence number is of pages that were left: it is evidence, and nothing is planned,
    /// advised or reported for it.
    from: u64,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// An empty recording.
    pub fn new() -> Self {
        Self {
            depth: Depth::Whole,
            most: MOST_ENTRIES,
            let_go: (0, 0),
            log: Redacted::empty(),
            position_of: BTreeMap::new(),
            sequence_of: Vec::new(),
            by_url: BTreeMap::new(),
            linked: BTreeSet::new(),
            by_target: BTreeMap::new(),
            shown: BTreeSet::new(),
            judged: BTreeMap::new(),
            waiting: BTreeSet::new(),
            pending: BTreeSet::new(),
            newest: 0.0,
            planner: Planner::default(),
            calls: Calls::default(),
            floor: 0,
            from: 0,
        }
    }

    /// A recording whose changes tell of a failure no more than a list shows; [`Self::examine`] tells all.
    pub fn for_a_list() -> Self {
        Self {
            depth: Depth::Line,
            ..Self::new()
        }
    }

    /// Keeps no more entries than these.
    #[must_use]
    pub fn keeping(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Forgets what was recorded so far, as evidence too. What is still to come of it, a second reading for example, is
    /// not taken in.
    pub fn forget(&mut self) {
        let last = self.position_of.last_key_value();
        let floor = last.map_or(self.floor, |(sequence, _)| sequence + 1);
        *self = Self {
            floor,
            depth: self.depth,
            most: self.most,
            ..Self::new()
        };
    }

    /// Takes a message of the recorder: a JSON array of items. An item that cannot be read is skipped.
    pub fn receive(&mut self, text: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut touched = BTreeSet::new();
        let waited_for = self.pending.len();
        for item in message::items(text) {
            if item.kind == "entry" && item.sequence < self.floor {
                continue;
            }
            match (&*item.kind, item.settled.map(RawValue::get), item.entry) {
                ("entry", Some(settled @ ("true" | "false")), Some(entry)) => {
                    self.pending.remove(&item.sequence);
                    touched.extend(self.add(item.sequence, settled == "true", entry.get()));
                }
                ("entry", Some(_), Some(entry)) => {
                    self.pending.insert(item.sequence);
                    touched.extend(self.add(item.sequence, false, entry.get()));
                }
                ("navigated", ..) => {
                    self.settle(&mut touched, &mut changes);
                    self.navigated(item, &mut changes);
                }
                ("call", ..) => self.read_call(item, &mut changes),
                ("recording", ..) => changes.push(Change::Recording(item.on)),
                ("theme", ..) => changes.push(Change::Theme(item.name)),
                ("dropped", ..) => {
                    self.let_go.0 = item.count;
                    changes.push(Change::Dropped(item.count + self.let_go.1));
                }
                _ => {}
            }
        }
        self.settle(&mut touched, &mut changes);
        self.keep_within_bounds(&mut changes);
        if self.pending.len() != waited_for {
            changes.push(Change::Pending(self.pending.len()));
        }
        changes
    }

    /// Adds or replaces an entry; its position.
    fn add(&mut self, sequence: u64, settled: bool, text: &str) -> Option<usize> {
        let index = usize::try_from(sequence).unwrap_or(usize::MAX);
        let mut entry = har::read_entry(text, index)?;
        entry.settled = settled;
        self.newest = self.newest.max(entry.started.unwrap_or(0.0));
        if let Some(position) = self.position_of.get(&sequence).copied() {
            self.unlist(position);
            self.log.replace(position, entry);
            self.list(position);
            self.see(position);
            return Some(position);
        }
        let position = self.log.push(entry);
        self.position_of.insert(sequence, position);
        self.sequence_of.push(sequence);
        self.list(position);
        self.see(position);
        Some(position)
    }

    /// Judges again what the touched entries belong to.
    fn settle(&mut self, touched: &mut BTreeSet<usize>, changes: &mut Vec<Change>) {
        let newest = self.newest;
        let due = self
            .waiting
            .iter()
            .copied()
            .filter(|position| self.is_due(*position, newest));
        touched.extend(due.collect::<Vec<_>>());
        let fresh = touched.clone();
        while let Some(position) = touched.pop_first() {
            let related = self.related(position);
            for other in &related {
                touched.remove(other);
            }
            let fresh = related.iter().copied().filter(|it| fresh.contains(it));
            let fresh: BTreeSet<usize> = fresh.chain([position]).collect();
            self.judge(&related, &fresh, changes);
        }
    }

    fn is_due(&self, preflight: usize, newest: f64) -> bool {
        let started = self
            .log
            .entries
            .get(preflight)
            .and_then(|entry| entry.started);
        started.is_none_or(|started| newest > started + LONE_AFTER)
    }

    /// All positions that may belong to one request with this one: same URL, or linked by a redirect, near in time.
    fn related(&self, position: usize) -> Vec<usize> {
        let Some(entry) = self.log.entries.get(position) else {
            return Vec::new();
        };
        let near = |positions: Option<&Vec<usize>>| near(&self.log, positions, entry);
        let url = exchange::without_fragment(&entry.url);
        if !self.linked.contains(url) {
            // Each entry is a request of its own. An answer may be evidence for the latest failures; a failure is none.
            let latest = self.by_url.get(url).filter(|_| !entry.is_stated_failed());
            let latest = latest.into_iter().flatten().rev().take(64).copied();
            let failures = latest
                .filter(|it| self.shown.contains(it))
                .take(JUDGED_AGAIN);
            let related: BTreeSet<usize> = failures.chain([position]).collect();
            return related.into_iter().collect();
        }
        let mut urls = BTreeSet::from([Box::from(url)]);
        let mut found = BTreeSet::new();
        // Follows redirects both ways until nothing new is found.
        let mut queue: Vec<Box<str>> = urls.iter().cloned().collect();
        while let Some(url) = queue.pop() {
            let here = near(self.by_url.get(&url));
            let sources = near(self.by_target.get(&url));
            for linked in here.iter().chain(&sources).copied() {
                let Some(entry) = self.log.entries.get(linked) else {
                    continue;
                };
                let target = exchange::redirect_target(entry).map(String::into_boxed_str);
                let own = Box::from(exchange::without_fragment(&entry.url));
                for url in target.into_iter().chain([own]) {
                    if urls.insert(url.clone()) {
                        queue.push(url);
                    }
                }
            }
            found.extend(here);
        }
        found.into_iter().collect()
    }

    /// Judges the exchanges among some positions of which `fresh` are new. An exchange that is as it was is judged again
    /// only if it is among the latest: what arrived may be evidence for it, and a page that polls must stay cheap.
    fn judge(&mut self, positions: &[usize], fresh: &BTreeSet<usize>, changes: &mut Vec<Change>) {
        // At the window's far end an exchange may have lost its other half to it; there, nothing new can matter.
        let starts = || fresh.iter().filter_map(|position| self.started(*position));
        let from = starts().fold(f64::INFINITY, f64::min) - REACH / 2.0;
        let until = starts().fold(f64::NEG_INFINITY, f64::max) + REACH / 2.0;
        let within: BTreeSet<usize> = positions
            .iter()
            .copied()
            .filter(|position| {
                self.started(*position)
                    .is_none_or(|start| (from..=until).contains(&start))
            })
            .collect();
        let mut mains = BTreeMap::new();
        for exchange in exchange::join_among(&self.log, positions) {
            // A preflight that found its request waits no longer.
            for preflight in exchange.hops.iter().filter_map(|hop| hop.preflight) {
                self.waiting.remove(&preflight);
            }
            if let Some(position) = main_position(&exchange)
                && members(&exchange).any(|member| within.contains(&member))
            {
                mains.insert(position, exchange);
            }
        }
        let is_as_it_was = |position: &usize, exchange: &Exchange| {
            self.judged.get(position) == Some(exchange)
                && !members(exchange).any(|member| fresh.contains(&member))
        };
        let unchanged: Vec<usize> = mains
            .iter()
            .filter(|(position, exchange)| is_as_it_was(position, exchange))
            .map(|(position, _)| *position)
            .collect();
        let again: BTreeSet<usize> = unchanged
            .iter()
            .rev()
            .filter(|position| self.shown.contains(position))
            .take(JUDGED_AGAIN)
            .copied()
            .collect();
        let kept: BTreeSet<usize> = unchanged
            .into_iter()
            .filter(|position| !again.contains(position))
            .collect();
        for position in within
            .iter()
            .filter(|position| !mains.contains_key(position))
        {
            self.judged.remove(position);
            self.hide(*position, changes);
        }
        for (position, exchange) in mains {
            if !kept.contains(&position) {
                self.judge_one(position, exchange, changes);
            }
        }
    }

    fn judge_one(&mut self, position: usize, exchange: Exchange, changes: &mut Vec<Change>) {
        let Some(id) = self.sequence_of.get(position).copied() else {
            return;
        };
        if exchange.lone_preflight.is_some() && !self.is_due(position, self.newest) {
            self.waiting.insert(position);
            self.judged.remove(&position);
            self.hide(position, changes);
            return;
        }
        self.waiting.remove(&position);
        let diagnosis = diagnose_to(self.depth, &self.log, &exchange);
        if let Some(mut diagnosis) = diagnosis.filter(|_| !self.is_awaited(&exchange)) {
            match self.depth {
                // Of a page that was left, nothing is learnt.
                _ if id < self.from => {}
                Depth::Line => self.planner.learn(&diagnosis),
                Depth::Whole => self.planner.plan(&self.log, &exchange, &mut diagnosis),
            }
            self.calls.see(position, &mut diagnosis);
            self.shown.insert(position);
            let asking = asking(&self.log, &exchange);
            changes.push(Change::Upsert(id, Box::new(diagnosis), asking));
        } else {
            self.hide(position, changes);
            changes.extend(self.passed(id, &exchange));
        }
        self.judged.insert(position, exchange);
    }

    /// Takes back what was shown of a position.
    fn hide(&mut self, position: usize, changes: &mut Vec<Change>) {
        if self.shown.remove(&position)
            && let Some(id) = self.sequence_of.get(position)
        {
            changes.push(Change::Remove(*id));
        }
    }

    /// Does it wait for a second reading that could change the verdict?
    fn is_awaited(&self, exchange: &Exchange) -> bool {
        let is_pending = |position: usize| {
            let sequence = self.sequence_of.get(position);
            sequence.is_some_and(|sequence| self.pending.contains(sequence))
        };
        members(exchange).any(is_pending)
            && matches!(
                exchange::judge(&self.log, exchange),
                Some((Verdict::Unsettled(Lack::End), _))
            )
    }
}

/// All entries of an exchange.
fn members(exchange: &Exchange) -> impl Iterator<Item = usize> {
    let hops = exchange.hops.iter();
    let of_hops = hops.flat_map(|hop| [Some(hop.actual), hop.preflight]);
    of_hops.chain([exchange.lone_preflight]).flatten()
}

fn main_position(exchange: &Exchange) -> Option<usize> {
    exchange
        .last()
        .map(|hop| hop.actual)
        .or(exchange.lone_preflight)
}

mod bounds;
mod calls;
mod leaving;
mod look;
mod message;
mod near;
#[cfg(test)]
mod tests;
