//! The logs behind the lists: the live recording and the file that was opened. Rows are made from them as entries
//! arrive, details when they are asked for.

use super::detail::Detail;
use super::endpoints::Pass;
use super::import::Imported;
use super::row::{Row, likeness};
use super::state::Event;
use super::tab::Theme;
use crate::report::Format;
use crate::report::advice::Advice;
use crate::report::v1::{Diagnosis, Redaction};
use crate::session::{About, Change, Place, Session, Success};

/// What was recorded and what was opened.
#[derive(Debug)]
pub struct Library {
    live: Session,
    file: Option<Imported>,
}

impl Default for Library {
    fn default() -> Self {
        Self {
            live: Session::for_a_list(),
            file: None,
        }
    }
}

impl Library {
    /// Takes a message of the recorder: what it changes.
    pub fn receive(&mut self, text: &str) -> Vec<Event> {
        let changes = self.live.receive(text);
        changes.into_iter().map(to_event).collect()
    }

    /// Forgets the live recording.
    pub fn forget(&mut self) {
        self.live.forget();
    }

    /// The places in the page's code that would tell more, since this was last asked.
    pub fn wanted(&mut self) -> Vec<Place> {
        self.live.wanted()
    }

    /// Keeps a file that was read.
    pub fn open(&mut self, file: Imported) {
        self.file = Some(file);
    }

    /// Lets the file go.
    pub fn close(&mut self) {
        self.file = None;
    }

    /// Everything about one failure of the list that is shown.
    pub fn detail(&mut self, id: u64) -> Option<Detail> {
        if let Some(file) = &mut self.file {
            return file.detail(id);
        }
        let (diagnosis, log, exchange) = self.live.examine(id)?;
        Some(Detail::new(id, diagnosis, log, exchange))
    }

    /// The diagnosis of one failure of the list that is shown.
    pub fn diagnosis(&mut self, id: u64) -> Option<Diagnosis> {
        match &mut self.file {
            Some(file) => file.diagnosis(id),
            None => self.live.examine(id).map(|(diagnosis, ..)| diagnosis),
        }
    }

    /// What works in the log that is shown and could be better.
    pub fn advice(&self) -> Vec<Advice> {
        match &self.file {
            Some(file) => file.advice(),
            None => self.live.advice(),
        }
    }

    /// A report of some failures of the list that is shown, and what was masked in it.
    pub fn report(
        &self,
        format: Format,
        diagnoses: Vec<Diagnosis>,
        about: About,
    ) -> (String, Redaction) {
        match &self.file {
            Some(file) => file.report(format, diagnoses, about),
            None => self.live.report(format, diagnoses, about),
        }
    }
}

fn to_event(change: Change) -> Event {
    match change {
        Change::Upsert(id, diagnosis, asking) => {
            Event::Upsert(Box::new(Row::new(id, &diagnosis).asking(asking)))
        }
        Change::Remove(id) => Event::Remove(id),
        Change::Passed(success) => Event::Passed(pass(&success)),
        Change::Navigated {
            url,
            next,
            preserved,
        } => Event::Navigated(url, (!preserved).then_some(next)),
        Change::Recording(on) => Event::Record(on),
        Change::Theme(name) => Event::Theme(Theme::from_name(&name)),
        Change::Pending(count) => Event::Pending(count),
        Change::Dropped(count) => Event::Dropped(count),
        Change::LetGo(id) => Event::LetGo(id),
    }
}

/// What a list makes of a request that passed.
pub(super) fn pass(success: &Success) -> Pass {
    Pass {
        id: success.id,
        likeness: likeness(&success.method, &success.url, &success.asking),
        allows_credentials: success.allows_credentials,
    }
}
