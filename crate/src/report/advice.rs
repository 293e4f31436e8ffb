//! Advice in the shape of version 1, and for a terminal.

use std::fmt::Write;

use serde::Serialize;

use super::convert::{to_certainty, to_evidence};
use super::text::{visible, visible_lines};
use super::v1;
use crate::advice;
use crate::causes;
use crate::exchange::Exchange;
use crate::har::Log;
use crate::redact::Redacted;

/// What works and could be better; no failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// Id of the kind, for example `vary-origin-missing`.
    pub id: String,
    /// The kind in at most 60 characters.
    pub title: String,
    /// How sure.
    pub certainty: v1::Certainty,
    /// Method and address without its query.
    pub endpoint: String,
    /// What was seen.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    #[serde(rename = "do")]
    pub advice: String,
    /// The command that proves or disproves it, where a log cannot.
    pub test: Option<String>,
    /// How many entries show it.
    pub count: usize,
    /// The header lines of the first one.
    pub evidence: Vec<v1::Evidence>,
}

/// Which team's door to knock on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Door {
    /// `Page`, `Server`, `Proxy`, `Gateway`, `CDN`, `Network`, `Browser`; at least one.
    pub teams: Vec<String>,
    /// Who that is here, and why.
    pub say: String,
}

/// All advice on a log that holds these exchanges.
pub fn of<'all>(
    log: &Redacted<Log>,
    exchanges: impl IntoIterator<Item = &'all Exchange>,
) -> Vec<Advice> {
    of_part(log, exchanges, |_| true)
}

/// The advice on those entries of a log that are of interest, told by position.
pub fn of_part<'all>(
    log: &Redacted<Log>,
    exchanges: impl IntoIterator<Item = &'all Exchange>,
    is_of_interest: impl Fn(usize) -> bool,
) -> Vec<Advice> {
    let to_advice = |it: advice::Advice| Advice {
        id: it.id.to_owned(),
        title: it.title.to_owned(),
        certainty: to_certainty(it.certainty),
        endpoint: it.endpoint,
        what: it.what,
        why: it.why.to_owned(),
        advice: it.advice.to_owned(),
        test: it.test,
        count: it.count,
        evidence: it
            .evidence
            .iter()
            .filter_map(|line| to_evidence(log, line))
            .collect(),
    };
    advice::advise(log, exchanges, is_of_interest)
        .into_iter()
        .map(to_advice)
        .collect()
}

/// Whom to ask about a cause.
pub(super) fn door(cause: Option<&str>) -> Option<Door> {
    let door = causes::by_id(cause?)?.door();
    Some(Door {
        teams: door.teams.into_iter().map(str::to_owned).collect(),
        say: door.say,
    })
}

/// Advice for a terminal; empty where there is none.
pub fn to_text(input: &v1::Input) -> String {
    let mut text = String::new();
    for advice in &input.advice {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n[advice] {}\n  {} ({}, {} of them)\n  What      {}\n  Why       {}\n  Do        {}\n",
            visible(&advice.endpoint),
            advice.title,
            advice.id,
            advice.count,
            visible(&advice.what),
            advice.why,
            advice.advice
        );
        if let Some(test) = &advice.test {
            let _ = writeln!(text, "\n    {}", visible_lines(test));
        }
    }
    text
}
