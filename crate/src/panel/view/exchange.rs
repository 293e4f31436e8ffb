//! The Exchange tab: the walk of checks, to be stepped through one by one.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::checks::{Checks, check_id};
use super::store;
use crate::panel::row::Row;
use crate::panel::state::{Event, State};

#[component]
pub(super) fn ExchangeTab(row: Arc<Row>) -> impl IntoView {
    let current = Memo::new(|_| store::read(State::check));
    let count = row.diagnosis.checks.len();
    if count == 0 {
        return view! { <p class="nothing">"No check of the browser could be followed for this request."</p> }.into_any();
    }
    let on_key = |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => store::dispatch(Event::Check(1)),
            "ArrowUp" | "ArrowLeft" => store::dispatch(Event::Check(-1)),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        if let Some(element) = document().get_element_by_id(&check_id(current.get())) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let at_start = move || current.get() == 0;
    let at_end = move || current.get() + 1 >= count;
    view! {
        <div class="exchange" on:keydown=on_key>
            <div class="stepper" role="group" aria-label="Step through the checks">
                <button
                    type="button"
                    class="button"
                    data-testid="step-previous"
                    prop:disabled=at_start
                    on:click=|_| store::dispatch(Event::Check(-1))
                >
                    "Previous"
                </button>
                <button
                    type="button"
                    class="button"
                    data-testid="step-next"
                    prop:disabled=at_end
                    on:click=|_| store::dispatch(Event::Check(1))
                >
                    "Next"
                </button>
                <span role="status">"Check " {move || current.get() + 1} " of " {count}</span>
            </div>
            <Checks row current=Some(current)/>
        </div>
    }
    .into_any()
}
