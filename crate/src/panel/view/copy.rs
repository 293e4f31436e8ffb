//! Copying to the clipboard.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::store;
use crate::panel::state::Event;

/// How long it is said.
const NOTICE: Duration = Duration::from_secs(4);

/// Puts a text on the clipboard and says so. The old command is tried first because DevTools allows it without a
/// permission; the new interface is asked where the browser has dropped it.
pub(super) fn copy(text: String, what: &'static str) {
    if copy_by_selection(&text) {
        say(what, true);
        return;
    }
    let Some(window) = web_sys::window() else {
        return;
    };
    spawn_local(async move {
        let written = JsFuture::from(window.navigator().clipboard().write_text(&text)).await;
        say(what, written.is_ok());
    });
}

fn say(what: &str, copied: bool) {
    let notice = if copied {
        format!("{what} was copied")
    } else {
        format!("{what} could not be copied")
    };
    store::dispatch(Event::Notice(notice));
    set_timeout(|| store::dispatch(Event::Notice(String::new())), NOTICE);
}

/// Selects the text in a passing text field and copies it; the keyboard returns to where it was.
fn copy_by_selection(text: &str) -> bool {
    let attempt = || {
        let document = document().dyn_into::<HtmlDocument>().ok()?;
        let before = document
            .active_element()
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let field = document
            .create_element("textarea")
            .ok()?
            .dyn_into::<HtmlTextAreaElement>()
            .ok()?;
        field.set_class_name("unseen");
        field.set_value(text);
        document.body()?.append_child(&field).ok()?;
        field.select();
        let copied = document.exec_command("copy").unwrap_or(false);
        field.remove();
        if let Some(before) = before {
            // An element that cannot take the keyboard back leaves it with the document.
            let _ = before.focus();
        }
        Some(copied)
    };
    attempt().unwrap_or(false)
}
