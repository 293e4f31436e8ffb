//! One row of the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::mark::Mark;
use super::store;
use super::time::local_time;
use crate::panel::plain::{plain, shorten};
use crate::panel::row::{Row, cause_title};
use crate::panel::state::Event;
use crate::report::v1::Outcome;

/// Longest text drawn in a cell; more than any cell can show.
const CELL: usize = 300;

#[component]
pub(super) fn ListRow(row: Arc<Row>, selected: Memo<Option<u64>>) -> impl IntoView {
    let id = row.id;
    let diagnosis = &row.diagnosis;
    let outcome = match diagnosis.outcome {
        Outcome::Cors => "cors",
        Outcome::NotCors => "not-cors",
        Outcome::Unclear => "unclear",
    };
    let origin = diagnosis
        .origin
        .clone()
        .unwrap_or_else(|| "unknown".to_owned());
    let cause = if diagnosis.title.is_empty() {
        diagnosis
            .cause
            .as_deref()
            .map(cause_title)
            .unwrap_or_default()
    } else {
        diagnosis.title.clone()
    };
    let chosen = move || selected.get() == Some(id);
    view! {
        <div
            class="list-row"
            class:selected=chosen
            role="row"
            id=format!("row-{id}")
            aria-selected=move || chosen().to_string()
            aria-rowindex=move || store::read(|state| state.position(id).unwrap_or(0) + 2)
            data-testid="row"
            data-entry=row.entry().map(|entry| entry.to_string())
            data-cause=diagnosis.cause.clone()
            data-chromium=diagnosis.chromium.clone()
            data-outcome=outcome
            on:click=move |_| store::dispatch(Event::Select(id))
        >
            <span role="gridcell" class="cell cell-mark">
                <Mark name=row.severity.mark() words=row.severity.words()/>
            </span>
            <span role="gridcell" class="cell cell-method">{shorten(&diagnosis.method, CELL)}</span>
            <span role="gridcell" class="cell cell-path" title=plain(&diagnosis.url)>
                <span class="path">{shorten(&row.path, CELL)}</span>
                <span class="host">{shorten(&row.host, CELL)}</span>
            </span>
            <span role="gridcell" class="cell cell-cause" title=plain(&cause)>{shorten(&cause, CELL)}</span>
            <span role="gridcell" class="cell cell-status" title=plain(&row.status.long)>
                {row.status.short.clone()}
            </span>
            <span role="gridcell" class="cell cell-origin" title=plain(&origin)>{shorten(&origin, CELL)}</span>
            <span role="gridcell" class="cell cell-credentials" title=plain(&diagnosis.credentials.because)>
                {row.credentials()}
            </span>
            <span role="gridcell" class="cell cell-time" title=plain(&diagnosis.started_date_time)>
                {local_time(&diagnosis.started_date_time)}
            </span>
        </div>
    }
}
