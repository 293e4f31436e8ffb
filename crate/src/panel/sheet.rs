//! One list of failures: the live recording's, or a file's. Which rows are admitted is worked out in slices, so that no
//! key stroke waits for a hundred thousand of them.

use std::collections::{BTreeMap, BTreeSet};

use super::endpoints::{Endpoints, Later, Pass};
use super::row::Row;

/// So many rows are sifted at once; a longer list is sifted over several frames.
const SLICE: usize = 2_000;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A failed request.
    Row(u64),
    /// The head of an endpoint's requests.
    Group(Group),
}

/// The head of an endpoint's requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Method and address without query.
    pub endpoint: Box<str>,
    /// How many requests.
    pub count: usize,
    /// Are they drawn?
    pub open: bool,
    /// The latest of them.
    pub latest: u64,
}

/// Rows, which of them are shown, and which is chosen.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: BTreeMap<u64, Row>,
    /// Ids of the rows that are admitted, in ascending order.
    visible: Vec<u64>,
    /// An admission under way.
    sieve: Option<Sieve>,
    /// With groups: what is drawn, line by line.
    lines: Option<Vec<Line>>,
    /// Endpoints whose rows are not drawn.
    closed: BTreeSet<Box<str>>,
    endpoints: Endpoints,
    selected: Option<u64>,
    /// Rows below this id were cleared. They are judged again when the same address is asked anew, and stay away.
    floor: u64,
    /// Grows with every change of what is drawn.
    revision: u64,
}

#[derive(Debug, Default)]
struct Sieve {
    /// Rows from this id on were not looked at yet.
    next: u64,
    found: Vec<u64>,
}

impl Sheet {
    /// Adds a row, or replaces the one of the same id.
    pub fn upsert(&mut self, row: Row, admitted: bool) {
        let id = row.id;
        if id < self.floor || self.rows.get(&id) == Some(&row) {
            return;
        }
        self.endpoints.failed(&row);
        self.rows.insert(id, row);
        place(&mut self.visible, id, admitted);
        if let Some(sieve) = self.sieve.as_mut().filter(|sieve| id < sieve.next) {
            place(&mut sieve.found, id, admitted);
        }
        self.redraw();
    }

    /// Takes a row away.
    pub fn remove(&mut self, id: u64) {
        if self.rows.remove(&id).is_none() {
            return;
        }
        place(&mut self.visible, id, false);
        if let Some(sieve) = &mut self.sieve {
            place(&mut sieve.found, id, false);
        }
        if self.selected == Some(id) {
            self.selected = None;
        }
        self.redraw();
    }

    /// A request passed.
    pub fn passed(&mut self, pass: &Pass) {
        if self.endpoints.passed(pass) {
            self.redraw();
        }
    }

    /// What became of a row's endpoint later.
    pub fn later(&self, row: &Row) -> Later<'_> {
        self.endpoints.later(row)
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
        self.redraw();
    }

    /// From now on no row below this id comes in.
    pub fn keep_out_below(&mut self, id: u64) {
        self.floor = self.floor.max(id);
    }

    /// Lets go of the rows below an id; how many there were.
    pub fn forget_before(&mut self, id: u64) -> usize {
        let kept = self.rows.split_off(&id);
        let gone = std::mem::replace(&mut self.rows, kept).len();
        if gone > 0 {
            self.visible.retain(|other| *other >= id);
            if let Some(sieve) = &mut self.sieve {
                sieve.found.retain(|other| *other >= id);
            }
            self.selected = self.selected.filter(|selected| *selected >= id);
            self.redraw();
        }
        gone
    }

    /// Begins to sift all rows anew. A short list is sifted at once.
    pub fn begin_sieve(&mut self, admits: &impl Fn(&Row) -> bool) {
        self.sieve = Some(Sieve::default());
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
                sieve.found.push(*id);
            }
        }
        if seen < SLICE {
            self.visible = std::mem::take(&mut sieve.found);
            self.sieve = None;
            self.redraw();
        }
    }

    /// Something that is drawn changed.
    fn redraw(&mut self) {
        self.revision += 1;
        // Worked out again when it is next asked for: a hundred rows may arrive before that.
        if let Some(lines) = &mut self.lines {
            lines.clear();
        }
    }

    /// Whether the rows stand in groups.
    pub fn group(&mut self, grouped: bool) {
        self.lines = grouped.then(Vec::new);
        self.redraw();
    }

    /// Opens or closes a group.
    pub fn toggle(&mut self, endpoint: &str) {
        if !self.closed.remove(endpoint) {
            self.closed.insert(endpoint.into());
        }
        self.redraw();
    }

    /// Works out the lines of the groups, if they are wanted and out of date. A group of one is its row.
    pub fn arrange(&mut self) {
        let Some(lines) = self.lines.as_mut().filter(|lines| lines.is_empty()) else {
            return;
        };
        let mut order: Vec<(String, Vec<u64>)> = Vec::new();
        let mut place_of: BTreeMap<String, usize> = BTreeMap::new();
        for id in &self.visible {
            let Some(row) = self.rows.get(id) else {
                continue;
            };
            let endpoint = row.endpoint();
            if let Some(place) = place_of.get(&endpoint) {
                order[*place].1.push(*id);
            } else {
                place_of.insert(endpoint.clone(), order.len());
                order.push((endpoint, vec![*id]));
            }
        }
        for (endpoint, ids) in order {
            if let [id] = ids.as_slice() {
                lines.push(Line::Row(*id));
                continue;
            }
            let open = !self.closed.contains(endpoint.as_str());
            lines.push(Line::Group(Group {
                endpoint: endpoint.into(),
                count: ids.len(),
                open,
                latest: ids.last().copied().unwrap_or_default(),
            }));
            if open {
                lines.extend(ids.into_iter().map(Line::Row));
            }
        }
    }

    /// Chooses a row, if there is such a one.
    pub fn select(&mut self, id: Option<u64>) {
        let known = id.filter(|id| self.rows.contains_key(id));
        if known.is_some() || id.is_none() {
            self.selected = known;
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
        &self.visible
    }

    /// Number of rows altogether.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Number of lines that can be scrolled through.
    pub fn line_count(&self) -> usize {
        self.lines.as_ref().map_or(self.visible.len(), Vec::len)
    }

    /// The line at a position.
    pub fn line(&self, position: usize) -> Option<Line> {
        match &self.lines {
            Some(lines) => lines.get(position).cloned(),
            None => self.visible.get(position).copied().map(Line::Row),
        }
    }

    /// Position of a row's line; for a row that has none, where it would stand.
    pub fn position(&self, id: u64) -> Result<usize, usize> {
        let Some(lines) = &self.lines else {
            return self.visible.binary_search(&id);
        };
        let here = lines.iter().position(|line| *line == Line::Row(id));
        // Rows of a closed group have no line: the group's head stands for them.
        here.ok_or_else(|| {
            let group = self.rows.get(&id).and_then(|row| {
                let endpoint = row.endpoint();
                lines.iter().position(
                    |line| matches!(line, Line::Group(group) if *group.endpoint == *endpoint),
                )
            });
            group.unwrap_or(0)
        })
    }

    /// Grows with every change of what is drawn.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

/// Puts an id into an ascending list, or takes it out.
fn place(ids: &mut Vec<u64>, id: u64, wanted: bool) {
    match (ids.binary_search(&id), wanted) {
        (Err(position), true) => ids.insert(position, id),
        (Ok(position), false) => drop(ids.remove(position)),
        _ => {}
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
