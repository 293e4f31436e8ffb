//! Runs the core over recorded verdicts of Chromium and prints the table; a disagreement ends it with status 1.
//!
//! The file is a JSON array of cases: `case`, `cdpLoadingFailed` (what the DevTools protocol said: `type`, `errorText`,
//! `corsError`, `failedParameter`) and `har` (the entries). Used by `scripts/check-verdicts`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::process::ExitCode;

use serde::Deserialize;
use serde_json::value::RawValue;
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Diagnosis, Outcome};

#[derive(Deserialize)]
struct Case {
    case: String,
    #[serde(rename = "cdpLoadingFailed")]
    loading_failed: Vec<LoadingFailed>,
    har: Box<RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LoadingFailed {
    cors_error: Option<String>,
    failed_parameter: Option<String>,
}

/// How the core stands to Chromium on one case.
#[derive(Debug, PartialEq, Eq)]
enum Agreement {
    Agrees,
    NamedAmongAlternatives,
    Bare,
    Disagrees,
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: check_verdicts FILE");
        return ExitCode::from(2);
    };
    let cases: Vec<Case> = match std::fs::read(&path).map(|bytes| serde_json::from_slice(&bytes)) {
        Ok(Ok(cases)) => cases,
        Ok(Err(error)) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let (mut with_error, mut agreed, mut undecided, mut others, mut false_cors, mut wrong) =
        (0, 0, 0, 0, 0, 0);
    let mut bare = Vec::new();
    for case in &cases {
        let expected = case
            .loading_failed
            .iter()
            .find_map(|failed| failed.cors_error.as_deref());
        let parameter = case
            .loading_failed
            .iter()
            .find(|failed| failed.cors_error.is_some())
            .and_then(|failed| failed.failed_parameter.as_deref())
            .filter(|parameter| !parameter.is_empty());
        let input = report::input(&case.case, case.har.get().as_bytes(), Policy::Mask);
        let said: Vec<String> = input.diagnoses.iter().map(describe).collect();
        let mark = match expected {
            Some(expected) => {
                with_error += 1;
                match agreement(&input.diagnoses, expected, parameter) {
                    Agreement::Agrees => {
                        agreed += 1;
                        "ok"
                    }
                    Agreement::NamedAmongAlternatives => {
                        undecided += 1;
                        "undecided, named"
                    }
                    Agreement::Bare => {
                        bare.push(case.case.as_str());
                        "undecided, bare"
                    }
                    Agreement::Disagrees => {
                        wrong += 1;
                        "WRONG"
                    }
                }
            }
            None => {
                others += 1;
                // The recording holds the page's own request; a service worker's fetch starts after it.
                let first = input
                    .diagnoses
                    .iter()
                    .min_by(|one, other| one.started_date_time.cmp(&other.started_date_time));
                if first.is_some_and(|diagnosis| diagnosis.outcome == Outcome::Cors) {
                    false_cors += 1;
                    "CALLED CORS"
                } else {
                    "ok"
                }
            }
        };
        println!(
            "{mark:<18}{:<30}{:<40}{}",
            case.case,
            expected.unwrap_or("-"),
            said.join(" | ")
        );
    }
    println!(
        "{with_error} with a CorsError: {agreed} agree, {undecided} undecided by the credentials mode with Chromium's name \
         among the named, {} bare ({}), {wrong} wrong",
        bare.len(),
        bare.join(" ")
    );
    println!("{others} without: {false_cors} called CORS");
    if wrong + false_cors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn agreement(diagnoses: &[Diagnosis], expected: &str, parameter: Option<&str>) -> Agreement {
    for diagnosis in diagnoses {
        if diagnosis.chromium.as_deref() == Some(expected) {
            // Where the log cannot tell the value, none is named; a named one must be Chromium's.
            let said = diagnosis
                .parameter
                .as_deref()
                .filter(|said| !said.is_empty());
            return if said.is_none() || said == parameter {
                Agreement::Agrees
            } else {
                Agreement::Disagrees
            };
        }
    }
    if diagnoses
        .iter()
        .all(|diagnosis| diagnosis.outcome == Outcome::Unclear && diagnosis.preflight.is_none())
    {
        return if diagnoses.is_empty() {
            Agreement::Disagrees
        } else {
            Agreement::Bare
        };
    }
    let named = diagnoses
        .iter()
        .flat_map(|diagnosis| &diagnosis.alternatives);
    match named
        .filter_map(|alternative| alternative.chromium.as_deref())
        .any(|name| name == expected)
    {
        true => Agreement::NamedAmongAlternatives,
        false => Agreement::Disagrees,
    }
}

fn describe(diagnosis: &Diagnosis) -> String {
    let outcome = match diagnosis.outcome {
        Outcome::Cors => "cors",
        Outcome::NotCors => "not-cors",
        Outcome::Unclear => "unclear",
    };
    let name = diagnosis.chromium.as_deref().unwrap_or("-");
    format!(
        "{outcome} {name} {}",
        diagnosis.cause.as_deref().unwrap_or("-")
    )
}
