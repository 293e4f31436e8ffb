//! Where the keyboard is in a list, and where its keys lead. A row that it comes to is chosen; a group's head is not: the
//! detail stays as it was, because a list that gives it room and takes it back at every head on the way cannot be read.

use std::rc::Rc;

use super::{Line, Sheet};

/// A line by what it shows, wherever that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A failed request.
    Row(u64),
    /// The head of an endpoint's requests.
    Head(Rc<str>),
}

impl From<Line> for Spot {
    fn from(line: Line) -> Self {
        match line {
            Line::Row(id) | Line::Member(id) => Self::Row(id),
            Line::Group(group) => Self::Head(group.endpoint),
        }
    }
}

/// Where the keyboard goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// By so many lines; stops at both ends.
    By(isize),
    /// To the first line.
    First,
    /// To the last line.
    Last,
    /// Into a group: a closed one is opened, from the head of an open one to its first row.
    In,
    /// Out of a group: from a row to its head, which then closes.
    Out,
}

impl Sheet {
    /// The line that keys work on: a head that they came to, or the chosen row. A head stands for the rows that it hides.
    pub fn active(&self) -> Option<Spot> {
        let groups = self.shown.groups();
        let is_open = |endpoint: &str| groups.and_then(|it| it.is_open(endpoint));
        let head = self.head.as_ref().filter(|it| is_open(it).is_some());
        if let Some(head) = head {
            return Some(Spot::Head(Rc::clone(head)));
        }
        let row = self.row(self.selected?)?;
        if self.shown.ids().binary_search(&row.id).is_err() {
            return None;
        }
        let endpoint = groups.map(|_| row.endpoint());
        match endpoint.filter(|it| is_open(it) == Some(false)) {
            Some(closed) => Some(Spot::Head(closed.into())),
            None => Some(Spot::Row(row.id)),
        }
    }

    /// Is a row chosen, or has a head the keyboard?
    pub fn is_anywhere(&self) -> bool {
        self.selected.is_some() || self.active().is_some()
    }

    /// Position of a line; for a row that has none, where it would stand, if that can be told.
    pub fn find(&self, spot: &Spot) -> Option<usize> {
        match (spot, self.shown.groups()) {
            (Spot::Row(id), None) => Some(self.position(*id).unwrap_or_else(|gap| gap)),
            (Spot::Row(id), Some(groups)) => {
                let row = self.row(*id)?;
                Some(groups.position(row).unwrap_or_else(|gap| gap))
            }
            (Spot::Head(endpoint), groups) => groups?.position_of(endpoint),
        }
    }

    /// Takes the keyboard elsewhere.
    pub fn go(&mut self, step: Move) {
        self.arrange();
        let Some(last) = self.line_count().checked_sub(1) else {
            return;
        };
        let head = self.head.as_ref();
        let head = head.and_then(|it| self.shown.groups()?.position_of(it));
        let chosen = self.selected.map(|id| self.position(id));
        let position = match (step, head.map(Ok).or(chosen)) {
            (Move::In, _) => return self.go_in(),
            (Move::Out, _) => return self.go_out(),
            (Move::Last, _) => last,
            (Move::By(step), None) if step < 0 => last,
            (Move::First, _) | (Move::By(_), None) => 0,
            (Move::By(step), Some(Ok(here))) => here.saturating_add_signed(step).min(last),
            // The chosen row is filtered out: go on from the gap where it would stand. A head that hides it stands there.
            (Move::By(step), Some(Err(gap))) => {
                let hides = matches!(self.active(), Some(Spot::Head(_)));
                let by = if step > 0 && !hides { step - 1 } else { step };
                gap.saturating_add_signed(by).min(last)
            }
        };
        self.go_to(position);
    }

    fn go_to(&mut self, position: usize) {
        match self.line(position) {
            Some(Line::Row(id) | Line::Member(id)) => self.select(Some(id)),
            Some(Line::Group(group)) => self.head = Some(group.endpoint),
            None => {}
        }
    }

    fn go_in(&mut self) {
        let Some(spot @ Spot::Head(_)) = self.active() else {
            return;
        };
        let position = self.find(&spot);
        match position.and_then(|it| self.line(it)) {
            Some(Line::Group(group)) if !group.open => self.toggle(&group.endpoint),
            Some(Line::Group(_)) => self.go_to(position.unwrap_or_default() + 1),
            _ => {}
        }
    }

    fn go_out(&mut self) {
        let Some(position) = self.active().and_then(|spot| self.find(&spot)) else {
            return;
        };
        match self.line(position) {
            Some(Line::Group(group)) if group.open => {
                self.toggle(&group.endpoint);
                // It holds on to the head: rows of it that arrive meanwhile are no reason to go elsewhere.
                self.head = Some(group.endpoint);
            }
            Some(Line::Member(id)) => self.head = self.row(id).map(|row| row.endpoint().into()),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "cursor_tests.rs"]
mod tests;
