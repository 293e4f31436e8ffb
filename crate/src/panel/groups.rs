//! Requests of one endpoint under one head. Its lines are written down nowhere: a group knows its rows and where its first
//! line is, so that another row among a hundred thousand costs a look at the groups below it, and none at their rows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::row::Row;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A failed request that stands by itself.
    Row(u64),
    /// A failed request below the head of its group.
    Member(u64),
    /// The head of an endpoint's requests.
    Group(Group),
}

/// The head of an endpoint's requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// No other group of the list has it, and it stays while rows arrive.
    pub number: usize,
    /// Method and address without query.
    pub endpoint: Rc<str>,
    /// How many requests.
    pub count: usize,
    /// Are they drawn?
    pub open: bool,
    /// The latest of them.
    pub latest: u64,
}

/// Endpoints whose rows are not drawn.
pub type Closed = BTreeSet<Rc<str>>;

/// All groups of a list. One of a single row has no head.
#[derive(Debug, Default)]
pub struct Groups {
    all: Vec<Members>,
    /// Places in `all`.
    place_of: BTreeMap<Rc<str>, usize>,
    /// Places in `all` of those that have rows, as they stand in the list: by their first rows.
    order: Vec<usize>,
    line_count: usize,
    /// From here on in `order` the first lines are out of date.
    stale_from: usize,
}

#[derive(Debug)]
struct Members {
    endpoint: Rc<str>,
    /// In ascending order.
    ids: Vec<u64>,
    is_open: bool,
    /// Position of the first line.
    line: usize,
}

impl Members {
    fn has_head(&self) -> bool {
        self.ids.len() > 1
    }

    fn first(&self) -> u64 {
        self.ids.first().copied().unwrap_or_default()
    }

    fn line_count(&self) -> usize {
        match self.ids.len() {
            count @ (0 | 1) => count,
            count if self.is_open => count + 1,
            _ => 1,
        }
    }
}

impl Groups {
    /// Adds a row.
    pub fn add(&mut self, row: &Row, closed: &Closed) {
        let endpoint = row.endpoint();
        let place = if let Some(place) = self.place_of.get(endpoint.as_str()) {
            *place
        } else {
            let endpoint: Rc<str> = endpoint.into();
            self.place_of.insert(Rc::clone(&endpoint), self.all.len());
            self.all.push(Members {
                is_open: !closed.contains(&endpoint),
                endpoint,
                ids: Vec::new(),
                line: 0,
            });
            self.all.len() - 1
        };
        self.change(place, |members| {
            if let Err(rank) = members.ids.binary_search(&row.id) {
                members.ids.insert(rank, row.id);
            }
        });
    }

    /// Takes a row away.
    pub fn remove(&mut self, row: &Row) {
        if let Some(place) = self.place_of.get(row.endpoint().as_str()) {
            self.change(*place, |members| {
                if let Ok(rank) = members.ids.binary_search(&row.id) {
                    members.ids.remove(rank);
                }
            });
        }
    }

    /// Changes a group, and keeps the order.
    fn change(&mut self, place: usize, work: impl FnOnce(&mut Members)) {
        let first = |it: &Self| it.members(place).and_then(|it| it.ids.first().copied());
        let before = first(self).map(|id| (id, self.rank(id)));
        if let Some(members) = self.all.get_mut(place) {
            work(members);
        }
        let after = first(self);
        if let Some((id, rank)) = before {
            self.stale_from = self.stale_from.min(rank);
            if after == Some(id) {
                return;
            }
            self.order.remove(rank);
        }
        // If it has no rows any more, or begins with another one, it stands elsewhere.
        if let Some(id) = after {
            let rank = self.rank(id);
            self.order.insert(rank, place);
            self.stale_from = self.stale_from.min(rank);
        }
    }

    /// How many groups begin above a row.
    fn rank(&self, id: u64) -> usize {
        let is_above = |place: &usize| self.members(*place).is_some_and(|it| it.first() < id);
        self.order.partition_point(is_above)
    }

    /// Lets go of the rows below an id, and of groups that have none.
    pub fn forget_before(&mut self, id: u64) {
        for members in &mut self.all {
            let gone = members.ids.partition_point(|other| *other < id);
            members.ids.drain(..gone);
        }
        self.all.retain(|members| !members.ids.is_empty());
        let names = self.all.iter().enumerate();
        self.place_of = names
            .map(|(place, members)| (Rc::clone(&members.endpoint), place))
            .collect();
        let firsts = self.all.iter().map(Members::first);
        let by_first: BTreeMap<u64, usize> = firsts.zip(0..).collect();
        self.order = by_first.into_values().collect();
        self.stale_from = 0;
    }

    /// Opens or closes a group.
    pub fn set_open(&mut self, endpoint: &str, open: bool) {
        if let Some(place) = self.place_of.get(endpoint) {
            self.change(*place, |members| members.is_open = open);
        }
    }

    /// Works out where the groups stand that are out of date.
    pub fn arrange(&mut self) {
        let from = std::mem::replace(&mut self.stale_from, usize::MAX);
        let Some(stale) = self.order.get(from..) else {
            return;
        };
        let above = from.checked_sub(1).and_then(|rank| self.order.get(rank));
        let above = above.and_then(|place| self.members(*place));
        let mut line = above.map_or(0, |members| members.line + members.line_count());
        for place in stale {
            if let Some(members) = self.all.get_mut(*place) {
                members.line = line;
                line += members.line_count();
            }
        }
        self.line_count = line;
    }

    /// Number of lines.
    pub fn line_count(&self) -> usize {
        self.line_count
    }

    /// The line at a position.
    pub fn line(&self, position: usize) -> Option<Line> {
        let starts_by = |place: &usize| self.members(*place).is_some_and(|it| it.line <= position);
        let last = self.order.partition_point(starts_by).checked_sub(1)?;
        let number = *self.order.get(last)?;
        let members = self.members(number)?;
        let within = position - members.line;
        if !members.has_head() {
            let alone = members.ids.get(within).copied();
            return alone.map(Line::Row);
        }
        match within.checked_sub(1) {
            None => Some(Line::Group(Group {
                number,
                endpoint: Rc::clone(&members.endpoint),
                count: members.ids.len(),
                open: members.is_open,
                latest: members.ids.last().copied().unwrap_or_default(),
            })),
            Some(rank) if members.is_open => members.ids.get(rank).copied().map(Line::Member),
            Some(_) => None,
        }
    }

    /// Position of a row's line; for a row that has none, where it would stand. For the rows of a closed group that is
    /// their head.
    pub fn position(&self, row: &Row) -> Result<usize, usize> {
        let Some(members) = self.of(&row.endpoint()) else {
            let next = self.order.get(self.rank(row.id));
            let next = next.and_then(|place| self.members(*place));
            return Err(next.map_or(self.line_count, |it| it.line));
        };
        if members.has_head() && !members.is_open {
            return Err(members.line);
        }
        let start = members.line + usize::from(members.has_head());
        let rank = members.ids.binary_search(&row.id);
        rank.map(|rank| start + rank).map_err(|rank| start + rank)
    }

    /// Position of a group's first line: its head, or the row that is left of it.
    pub fn position_of(&self, endpoint: &str) -> Option<usize> {
        self.of(endpoint).map(|members| members.line)
    }

    /// Is the group of an endpoint open? None where there is no head that says so.
    pub fn is_open(&self, endpoint: &str) -> Option<bool> {
        let members = self.of(endpoint).filter(|members| members.has_head());
        members.map(|members| members.is_open)
    }

    fn members(&self, place: usize) -> Option<&Members> {
        self.all.get(place)
    }

    /// A group that has rows.
    fn of(&self, endpoint: &str) -> Option<&Members> {
        let place = self.place_of.get(endpoint)?;
        self.members(*place)
            .filter(|members| !members.ids.is_empty())
    }
}
