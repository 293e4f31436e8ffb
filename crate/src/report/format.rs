//! The formats of a report, and the one way to write any of them: [`render`].

use super::{document, har, html, junit, markdown, text, to_json, v1};
use crate::har::Log;
use crate::redact::Redacted;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines for a terminal.
    Text,
    /// Version 1 of the export.
    Json,
    /// For an issue on GitHub or Jira.
    Markdown,
    /// One page without scripts, to be read and printed.
    Html,
    /// Only the entries concerned, to be read again by this or any other tool.
    Har,
    /// For a build server.
    Junit,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Json,
        Self::Markdown,
        Self::Html,
        Self::Har,
        Self::Junit,
    ];

    /// The word after `--format`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Har => "har",
            Self::Junit => "junit",
        }
    }

    /// The format of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Of a file of this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Junit => "xml",
            Self::Json | Self::Html | Self::Har => self.key(),
        }
    }

    /// MIME type of such a file.
    pub fn mime_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Html => "text/html;charset=utf-8",
            Self::Json | Self::Har => "application/json",
            Self::Junit => "application/xml",
        }
    }
}

/// What was said about one input, and the masked log that it was said about. Fewer diagnoses than the log gives are a
/// selection.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The diagnoses to report.
    pub input: &'a v1::Input,
    /// Their log.
    pub log: &'a Redacted<Log>,
    /// What stands before this position in it is of pages that were left, and only evidence.
    pub first: usize,
}

impl Source<'_> {
    /// Is it a gap for which this is no log, one whose entries cannot be read, or one that breaks off? Any other leaves the
    /// rest as it is.
    pub fn is_damage(&self, gap: &v1::Gap) -> bool {
        let breaks_off = gap.at.starts_with("line ") || gap.at == "log.entries";
        breaks_off || self.log.entries.is_empty()
    }
}

/// Writes a report. The same sources give the same bytes. A HAR of several is empty where one cannot stand for all:
/// [`common_har`](super::common_har) says why.
pub fn render(format: Format, sources: &[Source<'_>]) -> String {
    let report = || super::report(sources.iter().map(|source| source.input.clone()).collect());
    match format {
        Format::Text => text::to_text(&report()),
        Format::Json => to_json(&report()),
        Format::Markdown => markdown::write(&document::of_report(&report())),
        Format::Html => html::write(&document::of_report(&report())),
        Format::Har => har::common_har(sources).unwrap_or_default(),
        Format::Junit => junit::write(sources),
    }
}
