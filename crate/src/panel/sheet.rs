//! One list of failures: the live recording's, or a file's. Which rows are admitted is worked out in slices, so that no
//! key stroke waits for a hundred thousand of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::endpoints::{Endpoints, Later, Pass};
use super::groups::{Closed, Groups};
pub use super::groups::{Group, Line};
use super::lines::Lines;
use super::row::Row;
pub use cursor::{Move, Spot};

mod cursor;

/// So many rows are sifted at once; a longer list is sifted over several frames.
const SLICE: usize = 2_000;

/// Rows, which of them are shown, and which is chosen.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: BTreeMap<u64, Row>,
    /// The rows that are admitted.
    shown: Lines,
    /// An admission under way.
    sieve: Option<Sieve>,
    /// Whether the next rows that are sifted shall stand in groups.
    is_grouped: bool,
    /// Endpoints whose rows are not drawn.
    closed: Closed,
    endpoints: Endpoints,
    selected: Option<u64>,
    /// The group whose head has the keyboard.
    head: Option<Rc<str>>,
    /// Rows below this id were cleared. They are judged again when the same address is asked anew, and stay away.
    floor: u64,
    /// Grows with every change of what is drawn.
    revision: u64,
}

#[derive(Debug)]
struct Sieve {
    /// Rows from this id on were not looked at yet.
    next: u64,
    found: Lines,
}

impl Sheet {
    /// Adds a row, or replaces the one of the same id.
    pub fn upsert(&mut self, row: Row, admitted: bool) {
        let id = row.id;
        if id < self.floor || self.rows.get(&id) == Some(&row) {
            return;
        }
        // Judged again, it may be another endpoint's.
        self.take_out(id);
        self.endpoints.failed(&row);
        if admitted {
            self.shown.add(&row, &self.closed);
            if let Some(sieve) = self.sieve.as_mut().filter(|sieve| id < sieve.next) {
                sieve.found.add(&row, &self.closed);
            }
        }
        self.rows.insert(id, row);
        self.redraw();
    }

    /// Takes a row away.
    pub fn remove(&mut self, id: u64) {
        if !self.take_out(id) {
            return;
        }
        if self.selected == Some(id) {
            self.selected = None;
        }
        self.redraw();
    }

    /// Takes a row out of all that knows it; was it there?
    fn take_out(&mut self, id: u64) -> bool {
        let Some(row) = self.rows.remove(&id) else {
            return false;
        };
        self.endpoints.removed(&row);
        self.shown.remove(&row);
        if let Some(sieve) = &mut self.sieve {
            sieve.found.remove(&row);
        }
        true
    }

    /// A request passed.
    pub fn passed(&mut self, pass: &Pass) {
        if self.endpoints.passed(pass) {
            self.redraw();
        }
    }

    /// What became of a row's endpoint later.
    pub fn later(&self, row: &Row) -> Later<'_> {
        self.endpoints.later(row, |id| self.row(id))
    }

    /// Empties the list; what was in it does not come back.
    pub fn clear(&mut self) {
        if let Some((last, _)) = self.rows.last_key_value() {
            self.floor = last + 1;
        }
        self.forget_before(u64::MAX);
        self.endpoints.clear();
        self.closed.clear();
        self.sieve = None;
        self.shown = Lines::new(self.is_grouped);
        self.head = None;
        self.redraw();
    }

    /// The page was left: rows below this id go, and none comes in any more, for some of that page may still be read a
    /// second time. What is above is the next page's.
    pub fn leave(&mut self, id: u64) {
        if self
            .rows
            .last_key_value()
            .is_none_or(|(last, _)| *last < id)
        {
            self.clear();
        } else {
            self.forget_before(id);
        }
        self.floor = self.floor.max(id);
    }

    /// Lets go of the rows below an id; how many there were.
    pub fn forget_before(&mut self, id: u64) -> usize {
        let kept = self.rows.split_off(&id);
        let gone = std::mem::replace(&mut self.rows, kept).len();
        if gone > 0 {
            self.shown.forget_before(id);
            if let Some(sieve) = &mut self.sieve {
                sieve.found.forget_before(id);
            }
            self.endpoints.forget_before(id);
            self.selected = self.selected.filter(|selected| *selected >= id);
            self.redraw();
        }
        gone
    }

    /// Begins to sift all rows anew. A short list is sifted at once.
    pub fn begin_sieve(&mut self, admits: &impl Fn(&Row) -> bool) {
        self.sieve = Some(Sieve {
            next: 0,
            found: Lines::new(self.is_grouped),
        });
        if self.rows.len() <= SLICE {
            self.sieve_on(admits);
        }
    }

    /// Is there more to sift?
    pub fn is_sieving(&self) -> bool {
        self.sieve.is_some()
    }

    /// Sifts one slice. What is drawn changes once, at the end: a list that grows under the eye cannot be read.
    pub fn sieve_on(&mut self, admits: &impl Fn(&Row) -> bool) {
        let Some(sieve) = &mut self.sieve else {
            return;
        };
        let mut seen = 0;
        for (id, row) in self.rows.range(sieve.next..).take(SLICE) {
            seen += 1;
            sieve.next = id + 1;
            if admits(row) {
                sieve.found.add(row, &self.closed);
            }
        }
        if seen < SLICE {
            self.shown = std::mem::take(&mut sieve.found);
            self.sieve = None;
            self.redraw();
        }
    }

    /// Something that is drawn changed.
    fn redraw(&mut self) {
        self.revision += 1;
    }

    /// Whether the rows shall stand in groups: they do when they are sifted next, since a long list takes some frames.
    pub fn group(&mut self, grouped: bool) {
        self.is_grouped = grouped;
        if !grouped {
            self.head = None;
            self.shown.ungroup();
            if let Some(sieve) = &mut self.sieve {
                sieve.found.ungroup();
            }
            self.redraw();
        }
    }

    /// Do the rows stand in groups?
    pub fn is_grouped(&self) -> bool {
        self.shown.groups().is_some()
    }

    /// Opens or closes a group.
    pub fn toggle(&mut self, endpoint: &str) {
        let is_open = self.closed.remove(endpoint);
        if !is_open {
            self.closed.insert(endpoint.into());
        }
        let sieve = self.sieve.as_mut().map(|sieve| &mut sieve.found);
        for lines in [Some(&mut self.shown), sieve].into_iter().flatten() {
            if let Some(groups) = lines.groups_mut() {
                groups.set_open(endpoint, is_open);
            }
        }
        self.redraw();
    }

    /// Works out where the groups stand, if that is out of date: a hundred rows may arrive before it is asked for.
    pub fn arrange(&mut self) {
        self.shown.groups_mut().map(Groups::arrange);
    }

    /// Chooses a row, if there is such a one.
    pub fn select(&mut self, id: Option<u64>) {
        let known = id.filter(|id| self.rows.contains_key(id));
        if known.is_some() || id.is_none() {
            self.selected = known;
            self.head = None;
        }
    }

    /// Id of the chosen row.
    pub fn selected(&self) -> Option<u64> {
        self.selected
    }

    /// A row by its id.
    pub fn row(&self, id: u64) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// All rows.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.values()
    }

    /// Ids of the rows that are admitted.
    pub fn visible(&self) -> &[u64] {
        self.shown.ids()
    }

    /// Number of rows altogether.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Number of lines that can be scrolled through.
    pub fn line_count(&self) -> usize {
        self.shown.count()
    }

    /// The line at a position.
    pub fn line(&self, position: usize) -> Option<Line> {
        self.shown.at(position)
    }

    /// Position of a row's line; for a row that has none, where it would stand. A group's head stands for those that it hides.
    pub fn position(&self, id: u64) -> Result<usize, usize> {
        match self.shown.groups() {
            Some(groups) => self.row(id).map_or(Err(0), |row| groups.position(row)),
            None => self.shown.ids().binary_search(&id),
        }
    }

    /// Grows with every change of what is drawn.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
