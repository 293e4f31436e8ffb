//! What the panel knows, as a pure reducer: every change is an [`Event`], and nothing here knows a browser.

use std::rc::Rc;

use super::detail::Detail;
use super::endpoints::Pass;
use super::filter::Filter;
use super::import::Listed;
use super::row::Row;
use super::settings::Settings;
use super::sheet::{Move, Sheet};
use super::tab::{Tab, Theme};
use crate::report::v1::Outcome;

/// Everything that is drawn.
#[derive(Debug, Default)]
pub struct State {
    live: Sheet,
    /// The failures of a file, kept apart from the live ones; they are shown while it is open.
    file: Option<Opened>,
    /// Grows whenever another log is shown: names and ids of one say nothing of another.
    log: u32,
    detail: Option<Detail>,
    /// Position of the step being looked at in the exchange.
    step: usize,
    filter_text: String,
    filter: Filter,
    settings: Settings,
    is_paused: bool,
    tab: Tab,
    theme: Theme,
    pending: usize,
    dropped: u64,
    page: Option<String>,
    progress: Option<Progress>,
    notice: String,
    /// How many there were: the same may be said twice.
    notices: u32,
}

#[derive(Debug)]
struct Opened {
    name: String,
    gaps: usize,
    was_emptied: bool,
    sheet: Sheet,
}

/// How far the reading of a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The file's name.
    pub name: String,
    /// Of a hundred.
    pub percent: usize,
    /// Is it read and being judged?
    pub is_judging: bool,
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

/// One change.
#[derive(Debug)]
pub enum Event {
    /// A diagnosis arrived, or replaces the earlier one of the same request.
    Upsert(Box<Row>),
    /// A request turned out not to have failed.
    Remove(u64),
    /// A request passed.
    Passed(Pass),
    /// The inspected page went elsewhere. Unless rows outlive their page, those below this id go.
    Navigated(String, Option<u64>),
    /// A row was chosen.
    Select(u64),
    /// The chosen row was let go.
    Deselect,
    /// The keyboard goes through what is visible.
    Move(Move),
    /// The chosen row's detail was made.
    Shown(Option<Box<Detail>>),
    /// The filter box changed.
    Filter(String),
    /// One more slice is sifted.
    Sieve,
    /// A setting was chosen.
    Set(Settings),
    /// Recording goes on, or pauses.
    Record(bool),
    /// A group was opened or closed.
    Toggle(Rc<str>),
    /// The list was emptied.
    Clear,
    /// DevTools changed its colours.
    Theme(Theme),
    /// A tab of the detail was chosen.
    Tab(Tab),
    /// The exchange was stepped through.
    Step(isize),
    /// So many failures wait for a second reading.
    Pending(usize),
    /// So many of the oldest recorded requests were let go.
    Dropped(u64),
    /// Rows below this id were let go with them.
    LetGo(u64),
    /// A file is being read.
    Progress(Option<Progress>),
    /// A file was read.
    Opened(Listed),
    /// The file was closed; the live recording is shown again.
    Closed,
    /// Something to say politely, for example that a command was copied.
    Notice(String),
}

impl State {
    /// Applies one change.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Upsert(row) => {
                let admitted = self.admits(&row);
                self.live.upsert(*row, admitted);
            }
            Event::Remove(id) => self.live.remove(id),
            Event::Passed(pass) => self.live.passed(&pass),
            Event::Navigated(url, next) => {
                self.page = Some(url);
                if let Some(next) = next {
                    self.live.leave(next);
                    self.dropped = 0;
                }
            }
            Event::Select(id) => self.sheet_mut().select(Some(id)),
            Event::Deselect => self.sheet_mut().select(None),
            Event::Move(step) => self.sheet_mut().go(step),
            Event::Shown(detail) => self.show(detail.map(|detail| *detail)),
            Event::Filter(text) => {
                self.filter = Filter::parse(&text);
                self.filter_text = text;
                self.sift();
            }
            Event::Sieve => self.sieve(|sheet, admits| sheet.sieve_on(&admits)),
            Event::Set(settings) => self.set(settings),
            Event::Record(on) => self.is_paused = !on,
            Event::Toggle(endpoint) => self.sheet_mut().toggle(&endpoint),
            Event::Clear => {
                self.sheet_mut().clear();
                if let Some(file) = &mut self.file {
                    file.was_emptied = true;
                } else {
                    self.pending = 0;
                    self.dropped = 0;
                }
            }
            Event::Theme(theme) => self.theme = theme,
            Event::Tab(tab) => self.tab = tab,
            Event::Step(by) => {
                let last = self
                    .detail
                    .as_ref()
                    .map_or(0, |it| it.steps.len().saturating_sub(1));
                self.step = self.step.saturating_add_signed(by).min(last);
            }
            Event::Pending(count) => self.pending = count,
            Event::Dropped(count) => self.dropped = count,
            Event::LetGo(id) => {
                self.live.forget_before(id);
            }
            Event::Progress(progress) => self.progress = progress,
            Event::Opened(listed) => self.open(listed),
            Event::Closed => self.turn_to(None),
            Event::Notice(text) => {
                self.notice = text;
                self.notices += 1;
            }
        }
    }

    fn open(&mut self, listed: Listed) {
        let mut sheet = Sheet::default();
        sheet.group(self.settings.grouped);
        for row in listed.rows {
            sheet.upsert(row, false);
        }
        for pass in &listed.passed {
            sheet.passed(pass);
        }
        self.progress = None;
        self.turn_to(Some(Opened {
            name: listed.name,
            gaps: listed.gaps,
            was_emptied: false,
            sheet,
        }));
    }

    /// Shows another log: a file's, or the live recording's.
    fn turn_to(&mut self, file: Option<Opened>) {
        self.file = file;
        self.log += 1;
        // It tells of the log that was shown until now.
        self.detail = None;
        self.sift();
    }

    /// A detail replaces that of another row, or of the same row judged again. The exchange opens at the check that
    /// failed: that is what the reader came for.
    fn show(&mut self, detail: Option<Detail>) {
        let same_row = match (&self.detail, &detail) {
            (Some(old), Some(new)) => old.id == new.id && old.steps.len() == new.steps.len(),
            _ => false,
        };
        if !same_row {
            self.step = detail.as_ref().map_or(0, Detail::first_step);
        }
        self.detail = detail;
    }

    fn set(&mut self, settings: Settings) {
        let before = std::mem::replace(&mut self.settings, settings);
        if before.grouped != self.settings.grouped {
            let grouped = self.settings.grouped;
            self.live.group(grouped);
            if let Some(file) = &mut self.file {
                file.sheet.group(grouped);
            }
        }
        if before.scope != self.settings.scope || before.grouped != self.settings.grouped {
            self.sift();
        }
    }

    fn sift(&mut self) {
        self.sieve(|sheet, admits| sheet.begin_sieve(&admits));
    }

    /// Does something to the shown list that needs to know which rows are admitted.
    fn sieve(&mut self, work: impl Fn(&mut Sheet, &dyn Fn(&Row) -> bool)) {
        let (filter, scope) = (&self.filter, self.settings.scope);
        let admits = |row: &Row| in_scope(row, scope) && filter.admits(row);
        let sheet = match &mut self.file {
            Some(file) => &mut file.sheet,
            None => &mut self.live,
        };
        work(sheet, &admits);
    }

    fn admits(&self, row: &Row) -> bool {
        in_scope(row, self.settings.scope) && self.filter.admits(row)
    }
}

fn in_scope(row: &Row, scope: Scope) -> bool {
    scope == Scope::All || row.outcome != Outcome::NotCors
}

mod look;
#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
