//! The walk of checks, in the browser's order: passed, failed, not reached.

use std::sync::Arc;

use leptos::prelude::*;

use super::leg::LegHead;
use super::mark::Mark;
use crate::panel::plain::plain;
use crate::panel::row::Row;
use crate::panel::walk::{legs, name};
use crate::report::v1::Check;

/// The walk, answer by answer. With `current` it is drawn as an exchange, and the check at that position is marked as
/// the one being looked at.
#[component]
pub(super) fn Checks(row: Arc<Row>, current: Option<Memo<usize>>) -> impl IntoView {
    let checks = &row.diagnosis.checks;
    let legs = legs(checks);
    let last = legs.len().saturating_sub(1);
    let drawn: Vec<_> = legs
        .into_iter()
        .enumerate()
        .map(|(position, leg)| {
            let first = leg.checks.start;
            let lines = checks.get(leg.checks.clone()).unwrap_or_default().iter().enumerate();
            let lines: Vec<_> = lines.map(|(offset, check)| line(first + offset, check, current)).collect();
            view! {
                <section class="leg">
                    <LegHead row=Arc::clone(&row) leg last=position == last arrows=current.is_some()/>
                    <ol class="checks">{lines}</ol>
                </section>
            }
        })
        .collect();
    (!drawn.is_empty()).then(|| view! { <h2>"The browser's checks, in order"</h2> {drawn} })
}

/// DOM id of a check, by which stepping brings it into view.
pub(super) fn check_id(position: usize) -> String {
    format!("check-{position}")
}

fn line(position: usize, check: &Check, current: Option<Memo<usize>>) -> impl IntoView + use<> {
    let (state, meaning) = match check.passed {
        Some(true) => ("passed", "Passed"),
        Some(false) => ("failed", "Failed"),
        None => ("not-reached", "Not reached"),
    };
    let is_current = move || current.is_some_and(|current| current.get() == position);
    view! {
        <li
            id=check_id(position)
            class=format!("check check-{state}")
            class:current=is_current
            aria-current=move || is_current().then_some("step")
            data-testid="check"
            data-check=check.id.clone()
            data-state=state
        >
            <Mark name=state words=meaning/>
            <div class="check-words">
                <p>
                    <span class="check-name">{plain(&name(&check.id))}</span>
                    <span class="state" aria-hidden="true">{meaning}</span>
                </p>
                {(!check.note.is_empty()).then(|| view! { <p class="note">{plain(&check.note)}</p> })}
                <p class="step">
                    {plain(&check.step.algorithm)} ", step " {plain(&check.step.number)} " "
                    <span class="link">{plain(&check.step.url)}</span>
                </p>
            </div>
        </li>
    }
}
