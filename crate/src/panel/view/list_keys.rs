//! The keys of the list: those of a table, and where its rows stand in groups those of a tree.

use web_sys::KeyboardEvent;

use super::dom::{focus, take};
use super::{root, store};
use crate::panel::sheet::{Move, Spot};
use crate::panel::state::Event;

/// Does what a key stands for.
pub(super) fn on_key(event: &KeyboardEvent) {
    let mut page_rows = 1;
    root::with_list(|list| page_rows = list.page());
    let is_grouped = store::read(|state| state.sheet().is_grouped());
    let step = match event.key().as_str() {
        "ArrowDown" => Move::By(1),
        "ArrowUp" => Move::By(-1),
        "PageDown" => Move::By(page_rows),
        "PageUp" => Move::By(-page_rows),
        "Home" => Move::First,
        "End" => Move::Last,
        "ArrowRight" if is_grouped => Move::In,
        "ArrowLeft" if is_grouped => Move::Out,
        key @ ("Enter" | " ") => return press(event, key == "Enter"),
        "Escape" => return let_go(event),
        _ => return,
    };
    event.prevent_default();
    store::dispatch(Event::Move(step));
    root::with_list(|list| store::read(|state| list.reveal(state.sheet())));
}

/// A head is pressed like a button. From a row, Enter leads into its detail; the space bar scrolls, as it does anywhere.
fn press(event: &KeyboardEvent, is_enter: bool) {
    if let Some(Spot::Head(endpoint)) = store::read(|state| state.sheet().active()) {
        event.prevent_default();
        store::dispatch(Event::Toggle(endpoint));
    } else if is_enter {
        focus("detail");
    }
}

/// Lets the chosen row go, and the head that has the keyboard. Where neither is, the key is DevTools' own.
fn let_go(event: &KeyboardEvent) {
    if store::read(|state| state.sheet().is_anywhere()) {
        take(event);
        store::dispatch(Event::Deselect);
    }
}
