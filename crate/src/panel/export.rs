//! What leaves the panel: a report of some failures, with a word on what was masked in it.

use super::library::Library;
use super::words::{fill, grouped, say};
use crate::report::Format;

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

/// Writes a report of the failures with these ids.
pub fn export(library: &mut Library, ids: &[u64], format: Format) -> Exported {
    let (text, redaction) = library.report(format, ids);
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
        let (file, rows) = judging.done();
        let mut library = Library::default();
        library.open(file);
        for format in FORMATS {
            let made = export(&mut library, &[rows[0].id], format);
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
