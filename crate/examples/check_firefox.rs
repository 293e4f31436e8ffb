//! Runs the core over recorded verdicts of Firefox and prints the table; a disagreement ends it with status 1.
//!
//! The first file is a JSON array of cases: `case`, `firefox.mdnCode` (the first message of CORS in Firefox's console;
//! null: none) and `har` (the entries as Firefox gives them). A second file may hold cases of the same names as Chromium
//! logged them: what is said of Firefox from Chromium's log is then checked too. Used by `scripts/check-verdicts`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Deserialize;
use serde_json::value::RawValue;
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Diagnosis, FirefoxBasis, Outcome};

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    firefox: Option<Said>,
    har: Box<RawValue>,
}

#[derive(Deserialize)]
struct Said {
    verdict: Option<String>,
    #[serde(rename = "mdnCode")]
    code: Option<String>,
}

impl Said {
    /// The reason; the console of a worker gives the message without the address of its page.
    fn reason(&self) -> Option<&str> {
        let named = self.verdict.as_deref().filter(|it| it.starts_with("CORS"));
        self.code
            .as_deref()
            .or(named.map(|it| it.trim_end_matches(|digit: char| digit.is_ascii_digit())))
    }
}

/// How what is said stands to what Firefox said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// The same reason, or none on both sides.
    Agrees,
    /// The credentials mode decides, and Firefox's reason is among the named ones.
    Named,
    /// The log leaves it open, and nothing is named.
    Open,
    /// A reason is named that Firefox did not give.
    Wrong,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: check_firefox FILE [CHROMIUM-FILE]");
        return ExitCode::from(2);
    };
    let cases = match read(&path) {
        Ok(cases) => cases,
        Err(problem) => return refuse(&path, &problem),
    };
    let reasons: BTreeMap<&str, Option<&str>> = cases
        .iter()
        .filter_map(|case| Some((case.name.as_str(), case.firefox.as_ref()?.reason())))
        .collect();
    let mut is_wrong = check("Firefox's own log", &cases, &reasons);
    if let Some(path) = arguments.next() {
        match read(&path) {
            Ok(cases) => is_wrong |= check("Chromium's log", &cases, &reasons),
            Err(problem) => return refuse(&path, &problem),
        }
    }
    if is_wrong {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn read(path: &str) -> Result<Vec<Case>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

fn refuse(path: &str, problem: &str) -> ExitCode {
    eprintln!("{path}: {problem}");
    ExitCode::from(2)
}

/// Prints the table of one log; is anything wrong?
fn check(log: &str, cases: &[Case], reasons: &BTreeMap<&str, Option<&str>>) -> bool {
    println!("\n{log}");
    let mut counts: BTreeMap<(bool, Agreement), usize> = BTreeMap::new();
    let (mut measured, mut derived) = (0, 0);
    for case in cases {
        let Some(expected) = reasons.get(case.name.as_str()) else {
            continue;
        };
        let mut diagnoses =
            report::input(&case.name, case.har.get().as_bytes(), Policy::Mask).diagnoses;
        // Chromium also logs what a service worker asked in its turn; the page's own request came first.
        diagnoses.sort_by(|one, other| one.started_date_time.cmp(&other.started_date_time));
        if case.name.contains("-sw-") {
            diagnoses.truncate(1);
        }
        let agreement = agreement(&diagnoses, *expected);
        *counts.entry((expected.is_some(), agreement)).or_default() += 1;
        for diagnosis in &diagnoses {
            measured += usize::from(diagnosis.firefox_basis == Some(FirefoxBasis::Measured));
            derived += usize::from(diagnosis.firefox_basis == Some(FirefoxBasis::Derived));
        }
        let mark = match agreement {
            Agreement::Agrees => "ok",
            Agreement::Named => "named",
            Agreement::Open => "open",
            Agreement::Wrong => "WRONG",
        };
        let said: Vec<String> = diagnoses.iter().map(describe).collect();
        println!(
            "{mark:<8}{:<42}{:<38}{}",
            case.name,
            expected.unwrap_or("-"),
            said.join(" | ")
        );
    }
    let count = |has_reason, agreement| counts.get(&(has_reason, agreement)).copied().unwrap_or(0);
    println!(
        "{log}: with a reason {} agree, {} named among two, {} open, {} wrong; without {} agree, {} open, {} wrong; \
         {measured} measured, {derived} derived",
        count(true, Agreement::Agrees),
        count(true, Agreement::Named),
        count(true, Agreement::Open),
        count(true, Agreement::Wrong),
        count(false, Agreement::Agrees),
        count(false, Agreement::Open),
        count(false, Agreement::Wrong),
    );
    count(true, Agreement::Wrong) + count(false, Agreement::Wrong) > 0
}

fn agreement(diagnoses: &[Diagnosis], expected: Option<&str>) -> Agreement {
    let named: Vec<&str> = diagnoses
        .iter()
        .filter_map(|diagnosis| diagnosis.firefox.as_deref())
        .collect();
    let is_open = diagnoses
        .iter()
        .any(|diagnosis| diagnosis.outcome == Outcome::Unclear);
    match expected {
        Some(expected) if named.contains(&expected) => Agreement::Agrees,
        Some(expected) if is_among_alternatives(diagnoses, expected) => Agreement::Named,
        // What depends on the credentials mode alone is no failure to a log that does not state failures.
        Some(_) if named.is_empty() => Agreement::Open,
        None if named.is_empty() && is_open => Agreement::Open,
        None if named.is_empty() => Agreement::Agrees,
        _ => Agreement::Wrong,
    }
}

fn is_among_alternatives(diagnoses: &[Diagnosis], expected: &str) -> bool {
    diagnoses
        .iter()
        .flat_map(|diagnosis| &diagnosis.alternatives)
        .any(|alternative| alternative.firefox.as_deref() == Some(expected))
}

fn describe(diagnosis: &Diagnosis) -> String {
    let outcome = match diagnosis.outcome {
        Outcome::Cors => "cors",
        Outcome::NotCors => "not-cors",
        Outcome::Unclear => "unclear",
    };
    format!(
        "{outcome} {} {}",
        diagnosis.firefox.as_deref().unwrap_or("-"),
        diagnosis.cause.as_deref().unwrap_or("-")
    )
}
