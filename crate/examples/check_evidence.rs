//! Replays answers that server stacks gave when they were measured, and prints what is said of each: verdict, cause,
//! certainty. Used by `scripts/check-evidence`.
//!
//! The file holds `stacks`, each with `id` and `evidence`: variants of a configuration (`mode` is `baseline` without
//! CORS, `fixed` or `trap`) with their `results`: a request, its response, and for some whether it must be allowed. A
//! variant is one log, so that its answers are evidence for each other. Ends with status 1 where a right configuration
//! is called a failure, or a verdict differs from the one that was measured.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Deserialize;
use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Certainty, Diagnosis, Outcome};

#[derive(Deserialize)]
struct Evidence {
    stacks: Vec<Stack>,
}

#[derive(Deserialize)]
struct Stack {
    id: String,
    #[serde(default)]
    evidence: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    #[serde(rename = "variant")]
    name: String,
    mode: String,
    results: Vec<Measured>,
}

#[derive(Deserialize)]
struct Measured {
    label: String,
    request: Request,
    response: Response,
    /// Judged by the Fetch standard's algorithm, with credentials.
    cors_allowed: Option<bool>,
    /// What the configuration is meant to do.
    expected_allowed: Option<bool>,
}

#[derive(Deserialize)]
struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Response {
    status: Option<u16>,
    #[serde(default)]
    headers: Vec<(String, String)>,
}

impl Measured {
    fn asks(&self, name: &str) -> bool {
        self.request
            .headers
            .iter()
            .any(|(found, _)| found.eq_ignore_ascii_case(name))
    }

    fn answers(&self, name: &str) -> bool {
        self.response
            .headers
            .iter()
            .any(|(found, _)| found.eq_ignore_ascii_case(name))
    }

    fn is_preflight(&self) -> bool {
        self.request.method == "OPTIONS" && self.asks("Access-Control-Request-Method")
    }

    /// Could a page's browser have sent it across origins?
    fn is_judged(&self) -> bool {
        self.asks("Origin") && (self.request.method != "OPTIONS" || self.is_preflight())
    }

    /// As an entry of a log; what the program that wrote it thinks of the answer is left out.
    fn entry(&self, host: &str, number: usize, with_cookies: bool) -> Value {
        let lines = |lines: &[(String, String)]| -> Vec<Value> {
            lines
                .iter()
                .filter(|(name, _)| with_cookies || name != "Cookie")
                .map(|(name, value)| json!({ "name": name, "value": value }))
                .collect()
        };
        json!({
            "startedDateTime": format!("2026-01-01T00:{:02}:{:02}.000Z", number / 60, number % 60),
            "time": 20,
            "request": { "method": self.request.method, "url": format!("https://{host}{}", self.request.path),
                "httpVersion": "HTTP/1.1", "headers": lines(&self.request.headers) },
            "response": { "status": self.response.status.unwrap_or(0), "statusText": "", "httpVersion": "HTTP/1.1",
                "headers": lines(&self.response.headers), "redirectURL": "" },
        })
    }
}

/// What is counted.
#[derive(Default)]
struct Tally {
    judged: usize,
    failures: usize,
    specific: usize,
    causes: BTreeMap<String, usize>,
    general: Vec<String>,
    wrong: Vec<String>,
    undecided: usize,
    unmeasured: usize,
    right: usize,
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: check_evidence FILE");
        return ExitCode::from(2);
    };
    let read = std::fs::read(&path).map_err(|error| error.to_string());
    let evidence: Evidence = match read
        .and_then(|bytes| serde_json::from_slice(&bytes).map_err(|error| error.to_string()))
    {
        Ok(evidence) => evidence,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for stack in &evidence.stacks {
        for variant in &stack.evidence {
            let tally = tallies.entry(&variant.mode).or_default();
            replay(stack, variant, tally);
        }
    }
    let mut failed = false;
    for (mode, tally) in &tallies {
        failed |= !tally.wrong.is_empty();
        print_tally(mode, tally);
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn replay(stack: &Stack, variant: &Variant, tally: &mut Tally) {
    let host = format!("{}.example", stack.id);
    let judged: Vec<&Measured> = variant.results.iter().filter(|it| it.is_judged()).collect();
    // A configuration that is meant for calls without credentials was measured as such.
    let with_cookies = !judged
        .iter()
        .any(|it| it.cors_allowed == Some(true) && !it.answers("Access-Control-Allow-Credentials"));
    let entries: Vec<Value> = judged
        .iter()
        .enumerate()
        .map(|(number, measured)| measured.entry(&host, number, with_cookies))
        .collect();
    let har = json!({ "log": { "version": "1.2", "entries": entries } }).to_string();
    let input = report::input(&stack.id, har.as_bytes(), Policy::Mask);
    for (number, measured) in judged.iter().enumerate() {
        let diagnosis = input
            .diagnoses
            .iter()
            .find(|it| it.entry.or(it.preflight) == Some(number))
            .filter(|it| it.outcome != Outcome::NotCors);
        let place = format!("{} {} {}", stack.id, variant.name, measured.label);
        let status = measured.response.status.unwrap_or(0);
        println!(
            "{place:<62} {:<8}{status:>4}  {}",
            variant.mode,
            describe(diagnosis)
        );
        count(tally, &variant.mode, measured, diagnosis, &place);
    }
}

fn count(
    tally: &mut Tally,
    mode: &str,
    measured: &Measured,
    diagnosis: Option<&Diagnosis>,
    place: &str,
) {
    tally.judged += 1;
    if measured.expected_allowed == Some(true) {
        tally.right += 1;
    }
    let Some(diagnosis) = diagnosis else {
        if measured.cors_allowed == Some(false) {
            tally
                .wrong
                .push(format!("{place}: said to pass, measured as refused"));
        }
        return;
    };
    let is_open = diagnosis.chromium.is_none();
    tally.undecided += usize::from(is_open);
    if measured.cors_allowed == Some(true) && !is_open {
        tally.wrong.push(format!(
            "{place}: said to fail ({}), measured as allowed",
            diagnosis.cause.as_deref().unwrap_or("-")
        ));
    }
    tally.failures += 1;
    let cause = diagnosis.cause.as_deref().unwrap_or("(two readings)");
    *tally.causes.entry(cause.to_owned()).or_default() += 1;
    // Requests of a development server's own page carry Origin too; they were not measured as cross-origin ones.
    if mode != "baseline" && measured.cors_allowed.is_none() {
        tally.unmeasured += 1;
    } else if matches!(cause, "allow-origin-missing" | "unexplained") {
        let headers: Vec<String> = measured
            .response
            .headers
            .iter()
            .filter(|(name, _)| {
                !matches!(
                    &*name.to_ascii_lowercase(),
                    "date" | "connection" | "keep-alive"
                )
            })
            .map(|(name, value)| format!("{name}: {}", value.chars().take(40).collect::<String>()))
            .collect();
        tally.general.push(format!(
            "{place} {} {}  [{}]",
            measured.request.method,
            measured.response.status.unwrap_or(0),
            headers.join("; ")
        ));
    } else {
        tally.specific += 1;
    }
}

fn describe(diagnosis: Option<&Diagnosis>) -> String {
    let Some(diagnosis) = diagnosis else {
        return "passes".to_owned();
    };
    let certainty = match diagnosis.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
    };
    let alternatives: Vec<&str> = diagnosis
        .alternatives
        .iter()
        .filter_map(|it| it.chromium.as_deref())
        .collect();
    format!(
        "{} {} ({certainty}) {}",
        diagnosis.chromium.as_deref().unwrap_or("undecided"),
        diagnosis.cause.as_deref().unwrap_or("-"),
        alternatives.join(" | ")
    )
}

fn print_tally(mode: &str, tally: &Tally) {
    println!(
        "\n== {mode}: {} answers, {} of them must be allowed; {} failures, {} with a specific cause, {} without, {} of \
         a page's own server; {} left open by the credentials mode",
        tally.judged,
        tally.right,
        tally.failures,
        tally.specific,
        tally.general.len(),
        tally.unmeasured,
        tally.undecided,
    );
    for (cause, count) in &tally.causes {
        println!("  {count:>4}  {cause}");
    }
    for line in &tally.general {
        println!("  no signature: {line}");
    }
    for line in &tally.wrong {
        println!("  WRONG {line}");
    }
}
