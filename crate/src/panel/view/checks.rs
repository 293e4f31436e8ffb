//! The walk of checks, in the browser's order: passed, failed, not reached.

use std::sync::Arc;

use leptos::prelude::*;

use super::mark::Mark;
use crate::panel::plain::plain;
use crate::panel::row::{Row, words};
use crate::report::v1::Check;

/// The walk. With `current`, the check at that position is marked as the one being looked at.
#[component]
pub(super) fn Checks(row: Arc<Row>, current: Option<Memo<usize>>) -> impl IntoView {
    let checks: Vec<_> = row
        .diagnosis
        .checks
        .iter()
        .enumerate()
        .map(|(position, check)| line(position, check, current))
        .collect();
    (!checks.is_empty()).then(|| {
        view! {
            <h2>"The browser's checks, in order"</h2>
            <ol class="checks">{checks}</ol>
        }
    })
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
                    <span class="check-name">{plain(&words(&check.id))}</span>
                    <span class="state">{meaning}</span>
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
