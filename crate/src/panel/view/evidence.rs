//! The header lines that say so, each marked as observed or inferred.

use std::sync::Arc;

use leptos::prelude::*;

use crate::panel::plain::{plain, shorten};
use crate::panel::row::Row;
use crate::report::v1::{Basis, Evidence, Side};

/// Longest value drawn in a line of evidence; the tooltip shows more.
const LONGEST: usize = 400;

#[component]
pub(super) fn EvidenceTable(row: Arc<Row>) -> impl IntoView {
    let lines: Vec<_> = row
        .diagnosis
        .evidence
        .iter()
        .map(|evidence| line(&row, evidence))
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h2>"Evidence"</h2>
            <ul class="evidence">{lines}</ul>
        }
    })
}

fn line(row: &Row, evidence: &Evidence) -> impl IntoView + use<> {
    let (basis, word) = match evidence.basis {
        Basis::Observed => ("observed", "Observed"),
        Basis::Inferred => ("inferred", "Inferred"),
        Basis::Unknown => ("unknown", "Unknown"),
    };
    let side = match evidence.side {
        Side::Request => "request",
        Side::Response => "response",
    };
    let name = match evidence.header.as_str() {
        ":status" => "Status".to_owned(),
        ":error" => "Network error".to_owned(),
        ":url" => "Address".to_owned(),
        header => plain(header),
    };
    let value = match evidence.value.as_deref() {
        None => view! { <em class="absent">"absent"</em> }.into_any(),
        Some("") => view! { <em class="absent">"empty"</em> }.into_any(),
        Some(value) => {
            view! { <span class="mono" title=plain(value)>{shorten(value, LONGEST)}</span> }
                .into_any()
        }
    };
    view! {
        <li
            data-testid="evidence"
            data-entry=evidence.entry.to_string()
            data-side=side
            data-header=evidence.header.clone()
            data-basis=basis
        >
            <span class=format!("basis basis-{basis}")>{word}</span>
            <span class="message">{row.message(evidence)}</span>
            <span class="header"><span class="header-name">{name}</span> ": " {value}</span>
        </li>
    }
}
