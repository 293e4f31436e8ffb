//! What there is to see of the state.

use super::{Progress, State};
use crate::panel::detail::Detail;
use crate::panel::row::Row;
use crate::panel::settings::Settings;
use crate::panel::sheet::Sheet;
use crate::panel::tab::{Shell, Tab, Theme};
use crate::panel::words::{count, fill, grouped, say};

impl State {
    /// The list that is shown.
    pub fn sheet(&self) -> &Sheet {
        self.file.as_ref().map_or(&self.live, |file| &file.sheet)
    }

    /// The list that is shown, to be changed.
    pub fn sheet_mut(&mut self) -> &mut Sheet {
        match &mut self.file {
            Some(file) => &mut file.sheet,
            None => &mut self.live,
        }
    }

    /// Another number whenever another log is shown, be it of a file of the same name.
    pub fn log(&self) -> u32 {
        self.log
    }

    /// The name of the file that is shown.
    pub fn file(&self) -> Option<&str> {
        self.file.as_ref().map(|file| file.name.as_str())
    }

    /// How many places of that file could not be read.
    pub fn gaps(&self) -> usize {
        self.file.as_ref().map_or(0, |file| file.gaps)
    }

    /// Was that file's list emptied by hand?
    pub fn was_file_emptied(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.was_emptied)
    }

    /// The live list, also while a file is shown.
    pub fn live(&self) -> &Sheet {
        &self.live
    }

    /// The chosen row; it stays chosen while a filter hides it.
    pub fn selected_row(&self) -> Option<&Row> {
        self.sheet().row(self.sheet().selected()?)
    }

    /// What is known of the chosen row.
    pub fn detail(&self) -> Option<&Detail> {
        self.detail.as_ref()
    }

    /// Position of the step being looked at.
    pub fn step(&self) -> usize {
        self.step
    }

    /// The filter box's text.
    pub fn filter_text(&self) -> &str {
        &self.filter_text
    }

    /// What to say when filter and scope leave no row.
    pub fn nothing_left(&self) -> String {
        self.filter.nothing_left()
    }

    /// What is kept from one run to the next.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The shell that commands are written for.
    pub fn shell(&self) -> Shell {
        self.settings.shell
    }

    /// Is recording paused?
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// The chosen tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// DevTools' colours.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Where the inspected page is, once it has gone somewhere.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// How far the reading of a file has come.
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// What to say politely.
    pub fn notice(&self) -> &str {
        &self.notice
    }

    /// How many notices there were.
    pub fn notices(&self) -> u32 {
        self.notices
    }

    /// Counts, for the eye and for a screen reader: one sentence each.
    pub fn summary(&self) -> String {
        let sheet = self.sheet();
        let (total, shown) = (sheet.total(), sheet.visible().len());
        let mut said = vec![match total {
            0 => say("failures_none").to_owned(),
            _ if shown == total => count("failures_one", "failures_many", total),
            _ => fill("shown_of", &[&grouped(shown), &grouped(total)]),
        }];
        if self.file.is_none() {
            if self.pending > 0 {
                said.push(fill("being_read_again", &[&grouped(self.pending)]));
            }
            if self.dropped > 0 {
                let count = usize::try_from(self.dropped).unwrap_or(usize::MAX);
                said.push(fill("let_go", &[&grouped(count)]));
            }
            if self.is_paused {
                said.push(say("recording_paused").to_owned());
            }
        }
        said.join(" · ")
    }
}
