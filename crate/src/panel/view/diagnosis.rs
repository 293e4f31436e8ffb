//! The Diagnosis tab: what happened, why the browser does this, what to do, and what says so.

use std::sync::Arc;

use leptos::prelude::*;

use super::checks::Checks;
use super::evidence::EvidenceTable;
use super::problems::{Alternatives, PreflightReasons, Problems};
use super::prose::Prose;
use crate::panel::plain::plain;
use crate::panel::row::Row;
use crate::report::v1::{Basis, Certainty, Diagnosis, FirefoxBasis};

#[component]
pub(super) fn DiagnosisTab(row: Arc<Row>) -> impl IntoView {
    let diagnosis = &row.diagnosis;
    let prose = |heading: &'static str, testid: &'static str, text: &str| {
        (!text.is_empty()).then(|| {
            view! {
                <h2>{heading}</h2>
                <p class="prose" data-testid=testid><Prose text=text.to_owned()/></p>
            }
        })
    };
    view! {
        <article class="diagnosis">
            <Verdict row=Arc::clone(&row)/>
            {prose("What happened", "what", &diagnosis.what)}
            <Alternatives row=Arc::clone(&row)/>
            {prose("What to do", "do", &diagnosis.advice)}
            {prose("Why the browser does this", "why", &diagnosis.why)}
            <StepLine row=Arc::clone(&row)/>
            <Problems row=Arc::clone(&row)/>
            <EvidenceTable row=Arc::clone(&row)/>
            <Facts row=Arc::clone(&row)/>
            <PreflightReasons row=Arc::clone(&row)/>
            <Checks row current=None/>
        </article>
    }
}

/// How sure it is, and the browser's own name for it.
#[component]
fn Verdict(row: Arc<Row>) -> impl IntoView {
    let diagnosis = &row.diagnosis;
    let (certainty, meaning) = match diagnosis.certainty {
        Certainty::Certain => ("Certain", "Nothing else explains what was recorded"),
        Certainty::Likely => (
            "Likely",
            "What was recorded is typical of this cause; others remain",
        ),
        Certainty::Possible => ("Possible", "One of several explanations"),
    };
    view! {
        <p class="verdict">
            <span class=format!("certainty certainty-{}", certainty.to_lowercase()) data-testid="certainty" title=meaning>
                {certainty}
            </span>
            {diagnosis.chromium.as_ref().map(|name| view! {
                <span class="code" data-testid="chromium" title="Chromium's name for this failure">{plain(name)}</span>
            })}
        </p>
    }
}

/// What is known of the request besides: credentials mode, origin, caller, Firefox's name for the failure.
#[component]
fn Facts(row: Arc<Row>) -> impl IntoView {
    let diagnosis = &row.diagnosis;
    view! {
        <h2>"The request"</h2>
        <dl class="facts">
            <div>
                <dt>"Credentials"</dt>
                <dd data-testid="credentials">{credentials(diagnosis)}</dd>
            </div>
            {diagnosis.origin.as_ref().map(|origin| view! {
                <div>
                    <dt>"Origin"</dt>
                    <dd class="mono" data-testid="origin">{plain(origin)}</dd>
                </div>
            })}
            {diagnosis.initiator.as_ref().map(|initiator| view! {
                <div>
                    <dt>"Called from"</dt>
                    <dd class="mono" data-testid="initiator">{plain(&call(initiator))}</dd>
                </div>
            })}
            {diagnosis.firefox.as_ref().map(|name| view! {
                <div>
                    <dt>"In Firefox"</dt>
                    <dd data-testid="firefox">
                        <span class="mono">{plain(name)}</span>
                        {match diagnosis.firefox_basis {
                            Some(FirefoxBasis::Derived) => ", derived from Firefox's order of checks",
                            Some(FirefoxBasis::Measured) | None => "",
                        }}
                    </dd>
                </div>
            })}
        </dl>
    }
}

fn credentials(diagnosis: &Diagnosis) -> String {
    use crate::report::v1::CredentialsMode::{Include, NotInclude, Unknown};
    let mode = match diagnosis.credentials.mode {
        Include => "include",
        NotInclude => "not included",
        Unknown => "unknown",
    };
    let basis = match diagnosis.credentials.basis {
        Basis::Observed => ", observed",
        Basis::Inferred => ", inferred",
        Basis::Unknown => "",
    };
    let because = &diagnosis.credentials.because;
    let because = if because.is_empty() {
        String::new()
    } else {
        format!(": {}", plain(because))
    };
    let hints: Vec<String> = diagnosis
        .credentials
        .hints
        .iter()
        .map(|hint| {
            let mode = match hint.mode {
                Include => "include",
                NotInclude => "not included",
                Unknown => "unknown",
            };
            format!("; {} (speaks for {mode})", plain(&hint.because))
        })
        .collect();
    format!("{mode}{basis}{because}{}", hints.concat())
}

/// `name (address:line:column)`, as far as it is known.
fn call(initiator: &crate::report::v1::Initiator) -> String {
    let place = match (initiator.line, initiator.column) {
        (Some(line), Some(column)) => format!("{}:{line}:{column}", initiator.url),
        (Some(line), None) => format!("{}:{line}", initiator.url),
        (None, _) => initiator.url.clone(),
    };
    match initiator.function.as_deref() {
        Some(function) if !function.is_empty() => format!("{function} ({place})"),
        _ => place,
    }
}

#[component]
fn StepLine(row: Arc<Row>) -> impl IntoView {
    row.diagnosis.step.as_ref().map(|step| {
        view! {
            <p class="step" data-testid="step">
                <span>"Fetch standard, " {plain(&step.algorithm)} ", step " {plain(&step.number)}</span>
                " "
                <span class="link">{plain(&step.url)}</span>
            </p>
        }
    })
}
