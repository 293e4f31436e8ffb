//! What the panel knows, as a pure reducer: every change is an [`Event`], and nothing here knows a browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::filter::Filter;
use super::row::Row;
use super::tab::{Shell, Tab, Theme};
use crate::report::v1::{Diagnosis, Outcome};

/// Everything that is drawn.
#[derive(Debug, Default)]
pub struct State {
    rows: BTreeMap<u64, Arc<Row>>,
    /// Rows below this id were cleared. They are judged again when the same address is asked anew, and stay away.
    floor: u64,
    /// Ids of the rows that filter and scope admit, in ascending order.
    visible: Vec<u64>,
    selected: Option<u64>,
    /// Position of the check being looked at in the selected row's walk.
    check: usize,
    filter_text: String,
    filter: Filter,
    scope: Scope,
    preserve_log: bool,
    tab: Tab,
    shell: Shell,
    theme: Theme,
    pending: usize,
    dropped: u64,
    page: Option<String>,
    notice: String,
    revision: u64,
}

/// Which failures the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// What CORS blocked, and what may have been: a failure that cannot be decided is not hidden.
    #[default]
    CorsOnly,
    /// Every failed request.
    All,
}

/// Where the selection goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// By so many rows; stops at both ends.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// One change.
#[derive(Debug)]
pub enum Event {
    /// A diagnosis arrived, or replaces the earlier one of the same request.
    Upsert {
        /// Which request; rows stand in the order of their ids.
        id: u64,
        /// What was found out.
        diagnosis: Box<Diagnosis>,
    },
    /// A request turned out not to have failed.
    Remove {
        /// Which request.
        id: u64,
    },
    /// The inspected page went elsewhere.
    Navigated {
        /// To where.
        url: String,
    },
    /// A row was chosen.
    Select(u64),
    /// The chosen row was let go.
    Deselect,
    /// The selection moves through what is visible.
    Move(Move),
    /// The filter box changed.
    Filter(String),
    /// CORS only, or all failures.
    Scope(Scope),
    /// Whether rows outlive a navigation.
    PreserveLog(bool),
    /// The list was emptied.
    Clear,
    /// DevTools changed its colours.
    Theme(Theme),
    /// A tab of the detail was chosen.
    Tab(Tab),
    /// A shell was chosen for the commands.
    Shell(Shell),
    /// The walk of checks was stepped through.
    Check(isize),
    /// So many failures wait for a second reading.
    Pending {
        /// How many.
        count: usize,
    },
    /// So many of the oldest recorded requests had to be let go before the panel saw them.
    Dropped {
        /// How many.
        count: u64,
    },
    /// Something to say politely, for example that a command was copied.
    Notice(String),
}

impl State {
    /// Applies one change.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Upsert { id, diagnosis } => self.upsert(id, diagnosis),
            Event::Remove { id } => self.remove(id),
            Event::Navigated { url } => {
                self.page = Some(url);
                if !self.preserve_log {
                    self.clear();
                }
            }
            Event::Select(id) if self.rows.contains_key(&id) => self.select(Some(id)),
            Event::Select(_) => {}
            Event::Deselect => self.select(None),
            Event::Move(step) => self.move_selection(step),
            Event::Filter(text) => {
                self.filter = Filter::parse(&text);
                self.filter_text = text;
                self.sift();
            }
            Event::Scope(scope) => {
                self.scope = scope;
                self.sift();
            }
            Event::PreserveLog(keep) => self.preserve_log = keep,
            Event::Clear => self.clear(),
            Event::Theme(theme) => self.theme = theme,
            Event::Tab(tab) => self.tab = tab,
            Event::Shell(shell) => self.shell = shell,
            Event::Check(step) => {
                let last = self
                    .selected_row()
                    .map_or(0, |row| row.diagnosis.checks.len().saturating_sub(1));
                self.check = self.check.saturating_add_signed(step).min(last);
            }
            Event::Pending { count } => self.pending = count,
            Event::Dropped { count } => self.dropped = count,
            Event::Notice(text) => self.notice = text,
        }
    }

    fn upsert(&mut self, id: u64, diagnosis: Box<Diagnosis>) {
        if id < self.floor {
            return;
        }
        self.revision += 1;
        let row = Arc::new(Row::new(id, self.revision, diagnosis));
        let admitted = self.admits(&row);
        let replaced = self.rows.insert(id, row).is_some();
        match (self.visible.binary_search(&id), admitted) {
            (Err(position), true) => self.visible.insert(position, id),
            (Ok(position), false) => drop(self.visible.remove(position)),
            _ => {}
        }
        if replaced && self.selected == Some(id) {
            self.check = self.failed_check();
        }
    }

    fn remove(&mut self, id: u64) {
        self.rows.remove(&id);
        if let Ok(position) = self.visible.binary_search(&id) {
            self.visible.remove(position);
        }
        if self.selected == Some(id) {
            self.select(None);
        }
    }

    fn clear(&mut self) {
        if let Some((last, _)) = self.rows.last_key_value() {
            self.floor = last + 1;
        }
        self.rows.clear();
        self.visible.clear();
        self.pending = 0;
        self.select(None);
    }

    fn select(&mut self, id: Option<u64>) {
        if self.selected != id {
            self.selected = id;
            self.check = self.failed_check();
        }
    }

    /// The walk opens at the check that failed: that is what the reader came for.
    fn failed_check(&self) -> usize {
        self.selected_row()
            .and_then(|row| {
                row.diagnosis
                    .checks
                    .iter()
                    .position(|check| check.passed == Some(false))
            })
            .unwrap_or(0)
    }

    fn move_selection(&mut self, step: Move) {
        let Some(last) = self.visible.len().checked_sub(1) else {
            return;
        };
        let position = match (
            step,
            self.selected.map(|id| self.visible.binary_search(&id)),
        ) {
            (Move::First, _) => 0,
            (Move::Last, _) => last,
            (Move::By(step), None) => {
                if step < 0 {
                    last
                } else {
                    0
                }
            }
            (Move::By(step), Some(Ok(here))) => here.saturating_add_signed(step).min(last),
            // The selected row is filtered out: go on from the gap where it would stand.
            (Move::By(step), Some(Err(gap))) => {
                let step = if step > 0 { step - 1 } else { step };
                gap.saturating_add_signed(step).min(last)
            }
        };
        self.select(self.visible.get(position).copied());
    }

    fn sift(&mut self) {
        self.visible = self
            .rows
            .values()
            .filter(|row| self.admits(row))
            .map(|row| row.id)
            .collect();
    }

    fn admits(&self, row: &Row) -> bool {
        let in_scope = self.scope == Scope::All || row.diagnosis.outcome != Outcome::NotCors;
        in_scope && self.filter.admits(row)
    }

    /// Number of rows that filter and scope admit.
    pub fn visible_len(&self) -> usize {
        self.visible.len()
    }

    /// Number of rows altogether.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Every row, whatever filter and scope admit, in ascending order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().map(AsRef::as_ref)
    }

    /// The rows at these positions of the visible list; positions past its end yield nothing.
    pub fn visible_rows(&self, positions: std::ops::Range<usize>) -> Vec<Arc<Row>> {
        let end = positions.end.min(self.visible.len());
        let ids = self
            .visible
            .get(positions.start.min(end)..end)
            .unwrap_or_default();
        ids.iter()
            .filter_map(|id| self.rows.get(id).cloned())
            .collect()
    }

    /// Position of a row in the visible list; for a row that is not in it, where it would stand.
    pub fn position(&self, id: u64) -> Result<usize, usize> {
        self.visible.binary_search(&id)
    }

    /// Id of the row at a position of the visible list.
    pub fn id_at(&self, position: usize) -> Option<u64> {
        self.visible.get(position).copied()
    }

    /// Id of the chosen row.
    pub fn selected(&self) -> Option<u64> {
        self.selected
    }

    /// The chosen row; it stays chosen while a filter hides it.
    pub fn selected_row(&self) -> Option<&Arc<Row>> {
        self.rows.get(&self.selected?)
    }

    /// Position of the check being looked at.
    pub fn check(&self) -> usize {
        self.check
    }

    /// The filter box's text.
    pub fn filter_text(&self) -> &str {
        &self.filter_text
    }

    /// Which failures are listed.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether rows outlive a navigation.
    pub fn preserve_log(&self) -> bool {
        self.preserve_log
    }

    /// The chosen tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The chosen shell.
    pub fn shell(&self) -> Shell {
        self.shell
    }

    /// DevTools' colours.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Where the inspected page is, once it has gone somewhere.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// What to say politely.
    pub fn notice(&self) -> &str {
        &self.notice
    }

    /// Counts in one sentence, for the eye and for a screen reader.
    pub fn summary(&self) -> String {
        let total = self.rows.len();
        let counted = match (total, self.visible.len()) {
            (0, _) => "No failed requests".to_owned(),
            (1, 1) => "1 failed request".to_owned(),
            (_, shown) if shown == total => format!("{total} failed requests"),
            (_, shown) => format!("{shown} of {total} failed requests shown"),
        };
        let pending = match self.pending {
            0 => String::new(),
            count => format!(", {count} being read again"),
        };
        let dropped = match self.dropped {
            0 => String::new(),
            count => format!("; the oldest {count} recorded requests were let go"),
        };
        format!("{counted}{pending}{dropped}")
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
