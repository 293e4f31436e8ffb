//! The door to JavaScript: four functions, texts and bytes only.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::panel::state::Event;
use crate::redact::Policy;
use crate::session::{Change, Session};
use crate::{panel, report};

thread_local! {
    static SESSION: RefCell<Session> = RefCell::new(Session::new());
}

/// Draws the panel.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    panel::mount();
}

/// Takes a message of the recorder and shows what it changed.
#[wasm_bindgen]
pub fn receive(text: &str) {
    let changes = SESSION.with_borrow_mut(|session| session.receive(text));
    panel::apply(changes.into_iter().map(to_event));
}

/// The places in the page's code that would tell more, since this was last asked: JSON, `url`, `line` and `column`.
/// Each is answered by an item `{"kind":"call","url","line","column","before","after"}` to [`receive`].
#[wasm_bindgen]
pub fn wanted() -> String {
    let places = SESSION.with_borrow_mut(Session::wanted);
    // Texts and numbers can always be written.
    serde_json::to_string(&places).unwrap_or_default()
}

/// Diagnoses a HAR: the same bytes as `whycors diagnose --format json` writes for this input.
#[wasm_bindgen]
pub fn diagnose(bytes: &[u8], path: &str) -> String {
    report::to_json(&report::report(vec![report::input(
        path,
        bytes,
        Policy::Mask,
    )]))
}

/// The diagnoses of all that the panel lists, as JSON: what tests compare where scrolling through rows would take hours.
#[wasm_bindgen]
pub fn listed() -> String {
    // The shape holds texts, numbers and lists only; none of these can fail to be written.
    serde_json::to_string(&panel::diagnoses()).unwrap_or_default()
}

fn to_event(change: Change) -> Event {
    match change {
        Change::Upsert(id, diagnosis) => Event::Upsert { id, diagnosis },
        Change::Remove(id) => Event::Remove { id },
        Change::Navigated(url) => Event::Navigated { url },
        Change::Theme(name) => Event::Theme(panel::tab::Theme::from_name(&name)),
        Change::Pending(count) => Event::Pending { count },
        Change::Dropped(count) => Event::Dropped { count },
    }
}
