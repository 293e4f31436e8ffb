//! Where the keyboard goes when what had it is hidden, removed or disabled: to what stands there instead. The browser would
//! leave it with the document, where no key does anything.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, FocusEvent, HtmlElement};

use super::dom::{El, by_id, listen, with_document, wrap};
use super::host;

/// Follows the keyboard on the whole document.
pub(super) fn keep() {
    let left = |event: web_sys::Event| {
        let Some(event) = event.dyn_ref::<FocusEvent>() else {
            return;
        };
        let from = event.target().and_then(|it| it.dyn_into().ok());
        if let (Some(from), None) = (from, event.related_target()) {
            spawn_local(go_on(from));
        }
    };
    with_document(|document| {
        listen(document, "focusout", Box::new(left));
        Some(())
    });
}

/// Later: whoever removed it may put the keyboard into its successor first, and the browser is still about to let go of it.
async fn go_on(from: Element) {
    host::pause().await;
    with_document(|document| {
        let is_lost = document.active_element() == document.body().map(Into::into);
        // While the reader is elsewhere in DevTools, or in the page, the keyboard is not this panel's to move.
        let is_here = document.has_focus().unwrap_or(false);
        if is_lost && is_here && !is_usable(&from) {
            successor(document, &from)?.focus();
        }
        Some(())
    });
}

/// What stands there instead: a box's own cross, the detail that covers the list, the list, and where it is empty the way to
/// fill it.
fn successor(document: &Document, from: &Element) -> Option<El> {
    let find = |selector: &str| document.query_selector(selector).ok().flatten();
    let cross = find("dialog[open] [data-testid=\"close-box\"]");
    let detail = by_id("detail");
    // What was taken out of a detail that is still there leads on within it.
    let inside = detail.clone().filter(|_| !from.is_connected());
    let import = find("[data-testid=\"import\"]");
    [cross, inside, by_id("list"), detail, import]
        .into_iter()
        .flatten()
        .find(is_usable)
        .map(wrap)
}

/// Can it take the keyboard? It is asked for seldom enough that the browser may lay out for it.
fn is_usable(element: &Element) -> bool {
    let is_drawn = |it: &HtmlElement| it.offset_width() > 0 || it.offset_height() > 0;
    element.is_connected()
        && !element.has_attribute("disabled")
        && element.dyn_ref::<HtmlElement>().is_some_and(is_drawn)
}
