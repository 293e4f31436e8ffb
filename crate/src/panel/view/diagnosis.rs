//! The Diagnosis tab: what happened, why the browser does this, what to do, and what says so.

use std::sync::Arc;

use leptos::prelude::*;

use super::checks::Checks;
use super::evidence::EvidenceTable;
use super::problems::{Alternatives, PreflightReasons, Problems};
use crate::panel::plain::plain;
use crate::panel::row::Row;
use crate::report::v1::{Basis, Certainty, Diagnosis};

#[component]
pub(super) fn DiagnosisTab(row: Arc<Row>) -> impl IntoView {
    let diagnosis = &row.diagnosis;
    let prose = |heading: &'static str, testid: &'static str, text: &str| {
        (!text.is_empty()).then(|| {
            view! {
                <h2>{heading}</h2>
                <p class="prose" data-testid=testid>{plain(text)}</p>
            }
        })
    };
    view! {
        <article class="diagnosis">
            <Facts row=Arc::clone(&row)/>
            {prose("What happened", "what", &diagnosis.what)}
            {prose("What to do", "do", &diagnosis.advice)}
            {prose("Why the browser does this", "why", &diagnosis.why)}
            <StepLine row=Arc::clone(&row)/>
            <Problems row=Arc::clone(&row)/>
            <Alternatives row=Arc::clone(&row)/>
            <EvidenceTable row=Arc::clone(&row)/>
            <PreflightReasons row=Arc::clone(&row)/>
            <Checks row current=None/>
        </article>
    }
}

/// Certainty, the browsers' own names for the failure, and the credentials mode.
#[component]
fn Facts(row: Arc<Row>) -> impl IntoView {
    let diagnosis = &row.diagnosis;
    let (certainty, meaning) = match diagnosis.certainty {
        Certainty::Certain => ("Certain", "Nothing else explains what was recorded"),
        Certainty::Likely => ("Likely", "What was recorded is typical of this cause; others remain"),
        Certainty::Possible => ("Possible", "One of several explanations"),
    };
    view! {
        <dl class="facts">
            <div>
                <dt>"Certainty"</dt>
                <dd data-testid="certainty" title=meaning>{certainty}</dd>
            </div>
            {diagnosis.chromium.as_ref().map(|name| view! {
                <div>
                    <dt>"Chromium"</dt>
                    <dd class="mono" data-testid="chromium">{plain(name)}</dd>
                </div>
            })}
            {diagnosis.firefox.as_ref().map(|name| view! {
                <div>
                    <dt>"Firefox"</dt>
                    <dd class="mono" data-testid="firefox">{plain(name)}</dd>
                </div>
            })}
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
    let because = if because.is_empty() { String::new() } else { format!(": {}", plain(because)) };
    format!("{mode}{basis}{because}")
}

/// `name (address:line:column)`, as far as it is known.
fn call(initiator: &crate::report::v1::Initiator) -> String {
    let mut place = initiator.url.clone();
    for number in [initiator.line, initiator.line.and(initiator.column)].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
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
