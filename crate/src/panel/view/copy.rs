//! Copying to the clipboard, and saving a file.

use std::cell::Cell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlDocument, HtmlElement, HtmlTextAreaElement, Url,
};

use super::dom::{El, el, with_document};
use super::spoken::say_in;
use super::store;
use crate::panel::state::Event;
use crate::panel::words::say;

/// How long it is said, in milliseconds.
const NOTICE: i32 = 4_000;

/// Puts a text on the clipboard and says so. The old command is tried first because DevTools allows it without a
/// permission; the new interface is asked where the browser has dropped it.
pub(super) fn copy(text: &str) {
    if copy_by_selection(text).unwrap_or(false) {
        notice(say("copied"));
        return;
    }
    let Some(window) = web_sys::window() else {
        return;
    };
    let written = window.navigator().clipboard().write_text(text);
    spawn_local(async move {
        let copied = JsFuture::from(written).await.is_ok();
        notice(if copied {
            say("copied")
        } else {
            say("not_copied")
        });
    });
}

thread_local! {
    /// Counts the notices: the time of one that is not the latest ends nothing.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// Where an open box says what happened: the line at the bottom is out of reach behind it.
pub(super) fn place_of_notices() -> El {
    el("span")
        .class("box-notice")
        .attr("role", "status")
        .test("box-notice")
}

/// Says something politely, for a while.
pub(super) fn notice(text: &str) {
    let number = LATEST.get() + 1;
    LATEST.set(number);
    let place =
        with_document(|document| document.query_selector("dialog[open] .box-notice").ok()?);
    if place.is_some() {
        // What was said there just now has lost its time.
        put(None, "");
    }
    put(place.as_ref(), text);
    let silence = Closure::once_into_js(move || {
        if LATEST.get() == number {
            put(place.as_ref(), "");
        }
    });
    if let Some(window) = web_sys::window() {
        // Were the clock refused, the notice would stay: it is still true.
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(silence.unchecked_ref(), NOTICE);
    }
}

/// In the place of an open box, or else in the line at the bottom.
fn put(place: Option<&Element>, text: &str) {
    match place {
        Some(place) => say_in(place, text),
        None => store::dispatch(Event::Notice(text.to_owned())),
    }
}

/// Selects the text in a passing text field and copies it; the keyboard returns to where it was.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = with_document(|document| document.clone().dyn_into::<HtmlDocument>().ok())?;
    let before = document
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field = el("textarea").class("unseen").attr("aria-hidden", "true");
    let area: HtmlTextAreaElement = field.node().clone().unchecked_into();
    area.set_value(text);
    // Outside of an open box nothing can be selected.
    let place = document.query_selector("dialog[open]").ok().flatten();
    let place = place.or_else(|| document.body().map(Into::into))?;
    place.append_child(&area).ok()?;
    area.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(before) = before {
        // An element that cannot take the keyboard back leaves it with the document.
        let _ = before.focus();
    }
    Some(copied)
}

/// Saves a text as a file, by the browser's own download.
pub(super) fn save(name: &str, kind: &str, text: &str) -> Option<()> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &properties).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link = el("a").attr("href", &address).attr("download", name);
    link.node().dyn_ref::<HtmlElement>()?.click();
    Url::revoke_object_url(&address).ok()
}
