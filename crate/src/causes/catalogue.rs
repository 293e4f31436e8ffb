//! The causes as a reader's list: `whycors causes`, `whycors explain` and `docs/causes.md` are written from here.

use std::fmt::Write;

use super::blind_spots::{BLIND_SPOTS, BlindSpot};
use super::finding::TEAMS;
use super::text::distance;
use super::{ALL, Cause, by_id};

/// The headings of [`ALL`] in its order, each with the first cause under it.
pub const HEADINGS: [(&str, &str); 10] = [
    ("Not CORS, or a rule beside it", "blocked-by-client"),
    ("Redirects", "redirect-refused"),
    ("Caches", "browser-cache-without-cors"),
    ("Who asks", "origin-null"),
    (
        "Who answers instead of the server's CORS layer",
        "waf-challenge",
    ),
    (
        "The value of Access-Control-Allow-Origin",
        "allow-origin-added-twice",
    ),
    ("Credentials", "framework-any-origin-with-credentials"),
    ("What the preflight asked for", "allow-list-syntax"),
    ("The connection", "network-failure"),
    (
        "In general, where nothing more specific is seen",
        "redirect-without-headers",
    ),
];

/// What an id stands for.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// A cause that a log can show.
    Cause(&'static Cause),
    /// One that it cannot.
    BlindSpot(&'static BlindSpot),
}

/// What the id stands for.
pub fn find(id: &str) -> Option<Entry> {
    let blind = || BLIND_SPOTS.iter().find(|spot| spot.id == id);
    by_id(id)
        .map(Entry::Cause)
        .or_else(|| blind().map(Entry::BlindSpot))
}

/// The three ids that are most like a text that is none.
pub fn nearest(text: &str) -> Vec<&'static str> {
    let text = text.to_ascii_lowercase().replace(['_', ' '], "-");
    let ids = ALL.iter().map(|cause| cause.id);
    let mut all: Vec<&str> = ids.chain(BLIND_SPOTS.iter().map(|spot| spot.id)).collect();
    // A part of the id, or all of its words, count for more than letters.
    let words: Vec<&str> = text.split('-').filter(|word| word.len() > 2).collect();
    let known = |id: &str| words.iter().filter(|word| id.contains(*word)).count();
    all.sort_by_key(|id| (usize::MAX - known(id), distance(&text, id)));
    all.truncate(3);
    all
}

/// The list, one line a cause, under its headings.
pub fn list() -> String {
    let width = ALL.iter().map(|cause| cause.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for cause in ALL {
        if let Some((heading, _)) = HEADINGS.iter().find(|(_, first)| *first == cause.id) {
            let line_before = if text.is_empty() { "" } else { "\n" };
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "{line_before}{heading}");
        }
        let _ = writeln!(text, "  {:<width$}  {}", cause.id, cause.title);
    }
    let _ = writeln!(text, "\nWhat no log can show");
    for spot in BLIND_SPOTS {
        let _ = writeln!(text, "  {:<width$}  {}", spot.id, spot.title);
    }
    text
}

/// One explanation for a terminal, with its examples of traffic or without.
pub fn explain(entry: Entry, with_examples: bool) -> String {
    match entry {
        Entry::Cause(cause) => {
            let text = if with_examples {
                cause.explanation.to_owned()
            } else {
                without_examples(cause.explanation)
            };
            format!("{}\n\n{}\n", cause.id, text.trim_end())
        }
        Entry::BlindSpot(spot) => format!("{}\n\n# {}\n\n{}", spot.id, spot.title, spot.sections()),
    }
}

/// `docs/causes.md`, whole.
pub fn markdown() -> String {
    let mut text = String::from(INTRODUCTION);
    for (team, who) in TEAMS {
        let _ = writeln!(text, "| {team} | {who} |");
    }
    text.push_str("\n## The list\n\n| cause | in a line | ask |\n|---|---|---|\n");
    for cause in ALL {
        let _ = writeln!(
            text,
            "| [{id}](#{id}) | {} | {} |",
            cause.title,
            cause.door().teams.join(", "),
            id = cause.id,
        );
    }
    for cause in ALL {
        if let Some((heading, _)) = HEADINGS.iter().find(|(_, first)| *first == cause.id) {
            let _ = writeln!(text, "\n## {heading}");
        }
        let explanation = cause
            .explanation
            .split_once('\n')
            .map_or("", |(_, rest)| rest);
        let demoted = explanation.replace("\n## ", "\n#### ");
        let _ = writeln!(
            text,
            "\n### {}\n\n**{}**\n\n{}",
            cause.id,
            cause.title,
            demoted.trim()
        );
    }
    text.push_str(BLIND_INTRODUCTION);
    for spot in BLIND_SPOTS {
        let sections = spot.sections().replace("## ", "#### ");
        let _ = writeln!(
            text,
            "\n### {}\n\n**{}**\n\n{}",
            spot.id,
            spot.title,
            sections.trim()
        );
    }
    text
}

fn without_examples(explanation: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in explanation.lines() {
        if line.starts_with("```") {
            inside = !inside && line != "```";
        } else if !(inside || line.is_empty() && text.ends_with("\n\n")) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

const INTRODUCTION: &str = "\
# Root causes

Written by `scripts/generate` from `crate/src/causes/*.md`; change those. `whycors explain ID` prints one of them.

## How a cause is chosen

Chromium's code names the check that failed. A cause says what made it fail, and each names the lines of the log that
say so. Where several explain one failure, they are put in this order:

1. Specific causes before general ones. That a header is missing is certain whenever it is; that the proxy leaves it out
   of error answers is what helps.
2. The surest first. *Certain*: nothing else explains what was observed. *Likely*: the signature is typical, other
   explanations remain. *Possible*: one of several.
3. Among equals, the order of the list below: what answers first on the way (browser, network, firewall, gateway, proxy)
   stands before what answers later.

Each explanation holds traffic on which the cause fires and traffic on which it stays quiet; the tests run both.

## Whom to ask

| team | who that is |
|---|---|
";

const BLIND_INTRODUCTION: &str = "
## What no log can show

These fail in a browser and leave nothing in a HAR file, or nothing that tells them from something else. They are never
named as a cause.
";
