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
    #[serde(rename = "case")]
    name: String,
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
        let input = report::input(&case.name, case.har.get().as_bytes(), Policy::Mask);
        let said: Vec<String> = input.diagnoses.iter().map(describe).collect();
        let mark = if let Some(expected) = expected {
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
                    bare.push(case.name.as_str());
                    "undecided, bare"
                }
                Agreement::Disagrees => {
                    wrong += 1;
                    "WRONG"
                }
            }
        } else {
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
        };
        println!(
            "{mark:<18}{:<30}{:<40}{}",
            case.name,
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
    let named = diagnoses
        .iter()
        .find(|diagnosis| diagnosis.chromium.as_deref() == Some(expected));
    if let Some(diagnosis) = named {
        let said = diagnosis
            .parameter
            .as_deref()
            .filter(|said| !said.is_empty());
        // Of several missing headers, Chromium prints one; a log does not tell which, and none is named.
        let is_unknown = said.is_none() && expected == "HeaderDisallowedByPreflightResponse";
        return if is_unknown || said == parameter {
            Agreement::Agrees
        } else {
            Agreement::Disagrees
        };
    }
    let is_bare = |diagnosis: &Diagnosis| {
        diagnosis.outcome == Outcome::Unclear && diagnosis.preflight.is_none()
    };
    if !diagnoses.is_empty() && diagnoses.iter().all(is_bare) {
        return Agreement::Bare;
    }
    let alternatives = diagnoses
        .iter()
        .flat_map(|diagnosis| &diagnosis.alternatives);
    let mut codes = alternatives.filter_map(|alternative| alternative.chromium.as_deref());
    if codes.any(|code| code == expected) {
        Agreement::NamedAmongAlternatives
    } else {
        Agreement::Disagrees
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
