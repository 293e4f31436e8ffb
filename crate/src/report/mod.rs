//! What leaves the tool, one file a shape. Nothing here accepts a log that has not passed [`crate::redact`].

pub mod advice;
pub(crate) mod convert;
pub mod diagnose;
mod document;
pub mod fixes;
mod format;
mod har;
mod html;
mod junit;
mod markdown;
pub mod reading;
mod steps;
pub mod text;
mod undecided;
pub mod v1;
mod walk;
pub use walk::DEPENDS;

pub use format::{Format, Source, render};
pub use har::{Apart, common_har};

use crate::exchange;
use crate::har::{Gap, Log, read};
use crate::redact::{self, Policy, Redacted, Secrets};
use std::collections::BTreeSet;

/// What was read from one input, and the masked log that it was read from.
#[derive(Debug)]
pub struct Examined {
    /// What is said about it.
    pub input: v1::Input,
    log: Redacted<Log>,
}

impl Examined {
    /// For [`render`].
    pub fn source(&self) -> Source<'_> {
        Source {
            input: &self.input,
            log: &self.log,
            first: 0,
        }
    }

    /// Is it no log, one whose entries cannot be read, or one that breaks off? What could be read is diagnosed all the
    /// same.
    pub fn is_unreadable(&self) -> bool {
        let source = self.source();
        self.input.gaps.iter().any(|gap| source.is_damage(gap))
    }
}

/// Reads one input and diagnoses it.
pub fn input(path: &str, bytes: &[u8], policy: Policy) -> v1::Input {
    examine(path, bytes, policy).input
}

/// Reads one input and diagnoses it, and keeps its log for formats that need it.
pub fn examine(path: &str, bytes: &[u8], policy: Policy) -> Examined {
    let (log, gaps) = read(bytes);
    Masked::of(redact::log(log, policy), gaps).examine(path)
}

/// An input that was read and masked, and of which nothing is said yet.
#[derive(Debug)]
pub struct Masked {
    entries: usize,
    gaps: Vec<Gap>,
    log: Redacted<Log>,
}

impl Masked {
    /// Of a log that was masked, after the secrets of the inputs before it ([`redact::log_after`]).
    pub fn of(log: Redacted<Log>, gaps: Vec<Gap>) -> Self {
        Self {
            entries: log.raw_entries,
            gaps,
            log,
        }
    }

    /// The secrets met so far, for the next input.
    pub fn secrets(&self) -> &Secrets {
        self.log.secrets()
    }

    /// Diagnoses it.
    pub fn examine(self, path: &str) -> Examined {
        let exchanges = exchange::join(&self.log);
        let diagnoses = diagnose::among(&self.log, &exchanges);
        let input = v1::Input {
            path: path.to_owned(),
            creator: self.log.creator.clone(),
            entries: self.entries,
            gaps: gaps(&self.gaps),
            advice: advice::of(&self.log, &exchanges),
            redaction: redaction(&self.log, &diagnoses),
            diagnoses,
        };
        Examined {
            input,
            log: self.log,
        }
    }
}

/// What could not be read, as a report says it.
pub fn gaps(gaps: &[Gap]) -> Vec<v1::Gap> {
    let said = |gap: &Gap| v1::Gap {
        at: gap.at.clone(),
        problem: gap.problem.clone(),
    };
    gaps.iter().map(said).collect()
}

/// What was masked in the entries that some diagnoses are about: for a preview before anything leaves.
pub fn redaction(log: &Redacted<Log>, diagnoses: &[v1::Diagnosis]) -> v1::Redaction {
    let wanted: BTreeSet<usize> = diagnoses
        .iter()
        .flat_map(|it| {
            [it.entry, it.preflight]
                .into_iter()
                .chain(it.redirects.iter().copied().map(Some))
        })
        .flatten()
        .collect();
    let entries = log
        .entries
        .iter()
        .filter(|entry| wanted.contains(&entry.index));
    let texts = entries.flat_map(|entry| {
        let headers = entry.request_headers.iter().chain(&entry.response_headers);
        let body = entry.post_data.as_ref().map(|data| &*data.text);
        headers
            .map(|line| line.value)
            .chain([&*entry.url])
            .chain(entry.error.text())
            .chain(body)
    });
    let masked = match log.policy() {
        Policy::Keep => Vec::new(),
        Policy::Mask => redact::masked_in(texts),
    };
    v1::Redaction {
        policy: match log.policy() {
            Policy::Keep => v1::RedactionPolicy::Kept,
            Policy::Mask => v1::RedactionPolicy::Masked,
        },
        masked: masked
            .into_iter()
            .map(|it| v1::Masked {
                kind: it.kind.word().to_owned(),
                secrets: it.secrets,
                places: it.places,
            })
            .collect(),
    }
}

/// A report of inputs.
pub fn report(inputs: Vec<v1::Input>) -> v1::Report {
    let tool = v1::Tool {
        name: env!("CARGO_PKG_NAME").to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    v1::Report {
        version: 1,
        tool,
        inputs,
    }
}

/// A report as JSON, with a line feed at its end.
pub fn to_json(report: &v1::Report) -> String {
    // The shape holds texts, numbers and lists only; none of these can fail to be written.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
