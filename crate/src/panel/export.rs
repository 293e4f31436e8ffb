//! What leaves the panel: a report of some failures, with a word on what was masked in it.

use super::library::Library;
use super::words::{fill, grouped, say};
use crate::report::Format;
use crate::report::v1::Diagnosis;
use crate::session::About;

/// The formats in the order they are offered: first the one that most readers paste somewhere.
pub const FORMATS: [Format; 4] = [Format::Markdown, Format::Html, Format::Json, Format::Har];

/// What a format is for.
pub fn format_label(format: Format) -> &'static str {
    match format {
        Format::Markdown => say("export_markdown"),
        Format::Html => say("export_html"),
        Format::Json => say("export_json"),
        Format::Har => say("export_har"),
        // Offered on the command line only.
        Format::Text | Format::Junit => say("export_text"),
    }
}

/// Which failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The chosen one.
    Selected,
    /// Those that filter and scope admit.
    Shown,
    /// All of the list.
    All,
}

impl Which {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Selected, Self::Shown, Self::All];

    /// Its key in the choice.
    pub fn key(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Shown => "shown",
            Self::All => "all",
        }
    }

    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Selected => say("export_selected"),
            Self::Shown => say("export_shown"),
            Self::All => say("export_all"),
        }
    }

    /// The choice of a key; an unknown one is all.
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|which| which.key() == key)
            .unwrap_or(Self::All)
    }
}

/// A report, ready to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// A name for its file.
    pub name: String,
    /// MIME type.
    pub kind: &'static str,
    /// All of it.
    pub text: String,
    /// What was masked in it, a line each.
    pub masked: Vec<String>,
}

/// A report on its way: its failures are diagnosed slice by slice, so that a thousand of them stop nobody.
#[derive(Debug)]
pub struct Making {
    ids: Vec<u64>,
    about: About,
    next: usize,
    diagnoses: Vec<Diagnosis>,
}

/// So many failures are diagnosed at once: a few milliseconds' worth.
const SLICE: usize = 10;

impl Making {
    /// Nothing diagnosed yet. A report of the chosen one speaks of nothing but what it is about.
    pub fn new(ids: Vec<u64>, which: Which) -> Self {
        Self {
            about: if which == Which::Selected {
                About::Their
            } else {
                About::All
            },
            diagnoses: Vec::with_capacity(ids.len()),
            ids,
            next: 0,
        }
    }

    /// Diagnoses one slice; true when all is diagnosed.
    pub fn go_on(&mut self, library: &mut Library) -> bool {
        let end = (self.next + SLICE).min(self.ids.len());
        let slice = self.ids.get(self.next..end).unwrap_or_default();
        self.diagnoses
            .extend(slice.iter().filter_map(|id| library.diagnosis(*id)));
        self.next = end;
        end == self.ids.len()
    }

    /// How far it has come, of a hundred.
    pub fn percent(&self) -> usize {
        self.next * 100 / self.ids.len().max(1)
    }

    /// Writes the report.
    pub fn done(self, library: &Library, format: Format) -> Exported {
        written(library, self.diagnoses, format, self.about)
    }
}

fn written(library: &Library, diagnoses: Vec<Diagnosis>, format: Format, about: About) -> Exported {
    let (text, redaction) = library.report(format, diagnoses, about);
    let masked = redaction.masked.iter().map(|masked| {
        let (secrets, places) = (grouped(masked.secrets), grouped(masked.places));
        fill("export_masked_kind", &[&masked.kind, &secrets, &places])
    });
    Exported {
        name: format!("whycors.{}", format.extension()),
        kind: format.mime_type(),
        text,
        masked: masked.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::import::whole;

    #[test]
    fn every_format_holds_the_failure_and_says_what_was_masked() {
        let har = br#"{"log":{"entries":[{"startedDateTime":"2026-01-02T03:04:05.000Z","_resourceType":"fetch",
            "request":{"method":"GET","url":"http://localhost:48102/orders","headers":[
              {"name":"Origin","value":"http://localhost:48101"},{"name":"Cookie","value":"sid=canary-0123456789"}]},
            "response":{"status":200,"headers":[],"_error":"net::ERR_FAILED"}}]}}"#;
        let mut judging = whole("a.har", har);
        while !judging.judge_on() {}
        let (file, listed) = judging.done();
        let mut library = Library::default();
        library.open(file);
        for format in FORMATS {
            let mut making = Making::new(vec![listed.rows[0].id], Which::Selected);
            while !making.go_on(&mut library) {}
            assert_eq!(making.percent(), 100);
            let made = making.done(&library, format);
            assert!(made.text.contains("localhost:48102/orders"), "{format:?}");
            assert!(!made.text.contains("canary"), "{format:?}");
            assert_eq!(made.masked.len(), 1, "{:?}", made.masked);
            assert!(made.name.ends_with(format.extension()));
        }
    }

    #[test]
    fn choices_are_found_by_their_key() {
        for which in Which::ALL {
            assert_eq!(Which::from_key(which.key()), which);
        }
        assert_eq!(Which::from_key("none"), Which::All);
    }
}
