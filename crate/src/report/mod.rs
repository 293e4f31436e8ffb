//! What leaves the tool, one file a shape. Nothing here accepts a log that has not passed [`crate::redact`].

mod convert;
pub mod diagnose;
pub mod fixes;
pub mod reading;
mod steps;
pub mod text;
pub mod v1;
mod walk;

use crate::har::{self, Gap, Log};
use crate::redact::{self, Policy, Redacted};

/// Reads one input and diagnoses it.
pub fn input(path: &str, bytes: &[u8], policy: Policy) -> v1::Input {
    let (log, gaps) = har::read(bytes);
    let creator = log.creator.clone();
    let entries = log.raw_entries;
    to_input(path, creator, entries, gaps, &redact::log(log, policy))
}

fn to_input(
    path: &str,
    creator: Option<String>,
    entries: usize,
    gaps: Vec<Gap>,
    log: &Redacted<Log>,
) -> v1::Input {
    let gaps = gaps
        .into_iter()
        .map(|Gap { at, problem }| v1::Gap { at, problem })
        .collect();
    v1::Input {
        path: path.to_owned(),
        creator,
        entries,
        gaps,
        diagnoses: diagnose::diagnose(log),
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
