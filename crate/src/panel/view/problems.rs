//! What else is said about a failure: the problems behind it, the readings that cannot be told apart, and why the
//! browser asked first.

use std::sync::Arc;

use leptos::prelude::*;

use crate::panel::plain::plain;
use crate::panel::row::{Row, cause_title};

/// "1 of 3 problems": this one, and those that would be met once it is mended.
#[component]
pub(super) fn Problems(row: Arc<Row>) -> impl IntoView {
    let also = &row.diagnosis.also;
    let count = also.len() + 1;
    (count > 1).then(|| {
        view! {
            <h2>"Problem 1 of " {count}</h2>
            <p class="lead">"Once this one is mended, the browser would stop at the next:"</p>
            <ol class="problems">
                <li class="current" aria-current="true">{plain(&row.diagnosis.title)}</li>
                {also.iter().map(|next| view! {
                    <li data-testid="also" data-cause=next.cause.clone() data-chromium=next.chromium.clone()>
                        {plain(&next.title)}
                        {next.chromium.as_ref().map(|name| view! { " " <span class="code">{plain(name)}</span> })}
                    </li>
                }).collect_view()}
            </ol>
        }
    })
}

/// What else it may be, each with the condition under which it is.
#[component]
pub(super) fn Alternatives(row: Arc<Row>) -> impl IntoView {
    let alternatives = &row.diagnosis.alternatives;
    (!alternatives.is_empty()).then(|| {
        view! {
            <h2>"What was recorded cannot decide"</h2>
            <ul class="alternatives">
                {alternatives.iter().map(|alternative| {
                    let reading = alternative.cause.as_deref().map_or_else(|| "no CORS failure".to_owned(), cause_title);
                    view! {
                        <li data-testid="alternative" data-cause=alternative.cause.clone() data-chromium=alternative.chromium.clone()>
                            <span class="condition">"If " {plain(&alternative.condition)}</span>
                            <span class="reading">{plain(&reading)}</span>
                            {alternative.chromium.as_ref().map(|name| view! { <span class="code">{plain(name)}</span> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        }
    })
}

/// The properties of the request that made the browser send a preflight.
#[component]
pub(super) fn PreflightReasons(row: Arc<Row>) -> impl IntoView {
    let reasons = &row.diagnosis.preflight_reasons;
    (!reasons.is_empty()).then(|| {
        view! {
            <h2>"Why the browser asked first"</h2>
            <ul class="reasons">
                {reasons.iter().map(|reason| {
                    let value = reason.value.as_deref().map(plain).unwrap_or_default();
                    let (word, shown) = match (reason.kind.as_str(), reason.header.as_deref()) {
                        ("method", _) => ("The method ", value),
                        ("header", Some(header)) if value.is_empty() => ("The header ", plain(header)),
                        ("header", Some(header)) => ("The header ", format!("{}: {value}", plain(header))),
                        _ => ("The page asked for it ", value),
                    };
                    view! { <li data-testid="preflight-reason">{word} <span class="mono">{shown}</span></li> }
                }).collect_view()}
            </ul>
        }
    })
}
