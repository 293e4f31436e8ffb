//! The head of one leg of an exchange: which message was answered, and what became of the answer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::panel::plain::shorten;
use crate::panel::row::Row;
use crate::panel::walk::Leg;

/// Longest address drawn between the two lanes.
const LINE: usize = 120;

/// With `arrows`, browser and server stand at the two ends and the messages between them; without, a heading.
#[component]
pub(super) fn LegHead(row: Arc<Row>, leg: Leg, last: bool, arrows: bool) -> impl IntoView {
    let checks = row
        .diagnosis
        .checks
        .get(leg.checks.clone())
        .unwrap_or_default();
    let heading = match (leg.preflight, last) {
        (true, _) => "Preflight".to_owned(),
        (false, true) => "The request".to_owned(),
        (false, false) => format!("Request before redirect {}", leg.earlier + 1),
    };
    let (state, ending) = if checks.iter().any(|check| check.passed == Some(false)) {
        ("failed", "the answer was refused")
    } else if checks.iter().all(|check| check.passed.is_none()) {
        ("not-reached", "not reached")
    } else {
        ("passed", "the answer was accepted")
    };
    if !arrows {
        return view! { <h3 class="leg-heading">{heading}</h3> }.into_any();
    }
    // Only the last hop's address is part of a diagnosis.
    let sent = match (leg.preflight, last || row.diagnosis.redirects.is_empty()) {
        (true, true) => format!("OPTIONS {}", row.path),
        (false, true) => format!("{} {}", row.diagnosis.method, row.path),
        (true, false) => "OPTIONS".to_owned(),
        (false, false) => row.diagnosis.method.clone(),
    };
    view! {
        <div class=format!("arrows leg-{state}")>
            <p class="lanes">
                <span>"Browser"</span>
                <span class="leg-heading">{heading}</span>
                <span>{if row.host.is_empty() { "Server".to_owned() } else { shorten(&row.host, LINE) }}</span>
            </p>
            <p class="arrow arrow-out"><span class="said">{shorten(&sent, LINE)}</span></p>
            <p class="arrow arrow-back"><span class="said">{ending}</span></p>
        </div>
    }
    .into_any()
}
