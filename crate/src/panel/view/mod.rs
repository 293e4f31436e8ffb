//! What draws the panel: one component a file. Text reaches the page as text nodes only.
#![allow(
    unreachable_pub,
    reason = "the component macro declares its functions and properties `pub`"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties: they outlive the call that makes it"
)]

mod app;
mod checks;
mod copy;
mod detail;
mod diagnosis;
mod empty;
mod evidence;
mod exchange;
mod leg;
mod list;
mod list_row;
mod mark;
mod origin;
mod problems;
mod prose;
mod reproduce;
mod splitter;
mod store;
mod time;
mod toolbar;

use leptos::prelude::{document, mount_to, mount_to_body};
use wasm_bindgen::JsCast as _;

use super::row::Row;
use super::state::Event;
use crate::report::v1::Diagnosis;

/// Draws the panel into the element `app`, or into the body where there is none.
pub fn mount() {
    let place = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into().ok());
    match place {
        Some(element) => mount_to(element, app::App).forget(),
        None => mount_to_body(app::App),
    }
}

/// Applies several changes and draws once.
pub fn apply(events: impl IntoIterator<Item = Event>) {
    store::dispatch_all(events);
}

/// The diagnoses of all rows, in the rows' order.
pub fn diagnoses() -> Vec<Diagnosis> {
    let copy = |row: &Row| (*row.diagnosis).clone();
    store::read(|state| state.rows().map(copy).collect())
}
