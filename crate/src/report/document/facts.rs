//! What is said of a failure in a few words each, at the head of its report.

use super::{Span, basis, code, outcome, plain, prose};
use crate::report::v1::{Basis, Certainty, CredentialsMode, Diagnosis, FirefoxBasis};

pub(super) fn of(diagnosis: &Diagnosis) -> Vec<(&'static str, Vec<Span>)> {
    let mut facts = vec![(
        "Request",
        vec![code(&format!("{} {}", diagnosis.method, diagnosis.url))],
    )];
    facts.push(("Verdict", vec![plain(outcome(diagnosis.outcome))]));
    if let Some(cause) = &diagnosis.cause {
        let certainty = match diagnosis.certainty {
            Certainty::Certain => ", certain",
            Certainty::Likely => ", likely",
            Certainty::Possible => ", possible",
        };
        facts.push(("Cause", vec![code(cause), plain(certainty)]));
    }
    if let Some(door) = &diagnosis.door {
        let mut spans = vec![plain(&format!("{}: ", door.teams.join(", ")))];
        spans.extend(prose(&door.say));
        facts.push(("Ask", spans));
    }
    if let Some(name) = &diagnosis.chromium {
        let mut spans = vec![code(name)];
        if let Some(parameter) = diagnosis.parameter.as_deref().filter(|it| !it.is_empty()) {
            spans.extend([plain(" with "), code(parameter)]);
        }
        facts.push(("Chromium", spans));
    }
    if let Some(name) = &diagnosis.firefox {
        let basis = match diagnosis.firefox_basis {
            Some(FirefoxBasis::Derived) => ", derived from its order of checks",
            Some(FirefoxBasis::Measured) | None => "",
        };
        facts.push(("Firefox", vec![code(name), plain(basis)]));
    }
    let status =
        |status: Option<u16>| status.map_or("none arrived".to_owned(), |it| it.to_string());
    let mut answered = status(diagnosis.status);
    if diagnosis.preflight.is_some() {
        answered = format!(
            "{answered}; preflight {}",
            status(diagnosis.preflight_status)
        );
    }
    facts.push(("Status", vec![plain(&answered)]));
    let origin = diagnosis
        .origin
        .as_deref()
        .map_or_else(|| plain("unknown"), code);
    facts.push(("Origin", vec![origin]));
    let mode = match diagnosis.credentials.mode {
        CredentialsMode::Include => "include",
        CredentialsMode::NotInclude => "not include",
        CredentialsMode::Unknown => "unknown",
    };
    let known = match diagnosis.credentials.basis {
        Basis::Unknown => String::new(),
        known => format!(", {}", basis(known)),
    };
    let mut spans = vec![plain(&format!("{mode}{known}: "))];
    spans.extend(prose(&diagnosis.credentials.because));
    facts.push(("Credentials", spans));
    if let Some(initiator) = &diagnosis.initiator {
        let line = initiator
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        facts.push((
            "Called from",
            vec![code(&format!("{}{line}", initiator.url))],
        ));
    }
    facts.push(("When", vec![plain(&diagnosis.started_date_time)]));
    if let Some(step) = &diagnosis.step {
        let text = format!("{} step {}: ", step.algorithm, step.number);
        facts.push(("Standard", vec![plain(&text), code(&step.url)]));
    }
    facts
}
