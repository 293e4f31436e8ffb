//! Looking for something. The key for it (Ctrl+F, Cmd+F on a Mac) leads to the filter box. Where DevTools itself has the
//! keyboard, as after a click on the tab, it opens its own search bar: what is written there filters, too.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event as DomEvent, HtmlInputElement, KeyboardEvent};

use super::dom::{take, with_document};
use super::{root, store};
use crate::panel::sheet::Move;
use crate::panel::state::Event;

/// The key F, by the number that DevTools goes by: it is the same in every alphabet.
const F: u32 = 70;

/// A search in DevTools' bar.
struct Search {
    /// What stood in the filter box before.
    before: String,
    query: String,
}

thread_local! {
    static SEARCH: RefCell<Option<Search>> = const { RefCell::new(None) };
}

/// Listens for the key on the whole document, before it gets anywhere: DevTools would open its bar as well.
pub(super) fn listen_everywhere() {
    let pressed = Closure::<dyn Fn(DomEvent)>::wrap(Box::new(|event: DomEvent| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|it| is_find(it)) {
            take(event);
            go_to_filter();
        }
    }));
    with_document(|document| {
        let heard = pressed.into_js_value();
        document
            .add_event_listener_with_callback_and_bool("keydown", heard.unchecked_ref(), true)
            .ok()
    });
}

fn is_find(event: &KeyboardEvent) -> bool {
    let is_mac = web_sys::window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| platform.starts_with("Mac"));
    let (asked, other) = if is_mac {
        (event.meta_key(), event.ctrl_key())
    } else {
        (event.ctrl_key(), event.meta_key())
    };
    asked && !other && !event.shift_key() && !event.alt_key() && event.key_code() == F
}

/// What stands there is chosen, so that the next letter replaces it. Behind an open box it cannot be reached.
fn go_to_filter() {
    let filter = with_document(|document| {
        let found = document.query_selector("[data-testid=\"filter\"]").ok()?;
        found?.dyn_into::<HtmlInputElement>().ok()
    });
    if let Some(filter) = filter
        && filter.focus().is_ok()
    {
        filter.select();
    }
}

/// Follows DevTools' bar: its words are the filter's, its arrows go through the rows, and when it is closed the filter is
/// what it was, unless it was changed by hand.
pub(super) fn look_for(action: &str, query: &str) {
    match action {
        "performSearch" => {
            let text = store::read(|state| state.filter_text().to_owned());
            SEARCH.with_borrow_mut(|search| {
                let begun = search.take().filter(|it| it.query == text);
                let before = begun.map_or(text, |it| it.before);
                let query = query.to_owned();
                *search = Some(Search { before, query });
            });
            store::dispatch(Event::Filter(query.to_owned()));
        }
        "cancelSearch" => {
            let is_left = |it: &Search| store::read(|state| state.filter_text() == it.query);
            if let Some(search) = SEARCH.take().filter(is_left) {
                store::dispatch(Event::Filter(search.before));
            }
        }
        "nextSearchResult" => go(1),
        "previousSearchResult" => go(-1),
        _ => {}
    }
}

fn go(by: isize) {
    store::dispatch(Event::Move(Move::By(by)));
    root::with_list(|list| store::read(|state| list.reveal(state.sheet())));
}
