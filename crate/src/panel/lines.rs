//! The lines of a list: its admitted rows one below the other, or in groups.

use super::groups::{Closed, Groups, Line};
use super::row::Row;

/// The rows that are admitted, and the groups that they stand in.
#[derive(Debug, Default)]
pub struct Lines {
    /// In ascending order.
    ids: Vec<u64>,
    groups: Option<Groups>,
}

impl Lines {
    /// No lines, for rows that shall stand in groups or not.
    pub fn new(grouped: bool) -> Self {
        Self {
            ids: Vec::new(),
            groups: grouped.then(Groups::default),
        }
    }

    /// Adds a row.
    pub fn add(&mut self, row: &Row, closed: &Closed) {
        if let Err(position) = self.ids.binary_search(&row.id) {
            self.ids.insert(position, row.id);
        }
        if let Some(groups) = &mut self.groups {
            groups.add(row, closed);
        }
    }

    /// Takes a row away.
    pub fn remove(&mut self, row: &Row) {
        if let Ok(position) = self.ids.binary_search(&row.id) {
            self.ids.remove(position);
        }
        if let Some(groups) = &mut self.groups {
            groups.remove(row);
        }
    }

    /// Lets go of the rows below an id.
    pub fn forget_before(&mut self, id: u64) {
        let gone = self.ids.partition_point(|other| *other < id);
        self.ids.drain(..gone);
        if let Some(groups) = &mut self.groups {
            groups.forget_before(id);
        }
    }

    /// Lets the rows stand one below the other again.
    pub fn ungroup(&mut self) {
        self.groups = None;
    }

    /// The groups, where the rows stand in such.
    pub fn groups(&self) -> Option<&Groups> {
        self.groups.as_ref()
    }

    /// The groups, to be changed.
    pub fn groups_mut(&mut self) -> Option<&mut Groups> {
        self.groups.as_mut()
    }

    /// Ids of the rows, in ascending order.
    pub fn ids(&self) -> &[u64] {
        &self.ids
    }

    /// How many there are, heads of groups included.
    pub fn count(&self) -> usize {
        let groups = self.groups.as_ref();
        groups.map_or(self.ids.len(), Groups::line_count)
    }

    /// The line at a position.
    pub fn at(&self, position: usize) -> Option<Line> {
        match &self.groups {
            Some(groups) => groups.line(position),
            None => self.ids.get(position).copied().map(Line::Row),
        }
    }
}
