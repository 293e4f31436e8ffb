//! What is said aloud: a screen reader reads a live region when it changes. What stands there already is taken away for a
//! moment, or nobody would hear that a second thing was copied.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// Milliseconds without words: browsers gather changes before they tell a screen reader of them.
const PAUSE: i32 = 100;

/// On a region that has its words again after the pause.
const AGAIN: &str = "data-again";

/// Says it in a live region, also where the region says the same already.
pub(super) fn say_in(region: &Element, text: &str) {
    // Whatever was to be said again there has lost its time. It cannot fail.
    let _ = region.remove_attribute(AGAIN);
    let is_said = !text.is_empty() && region.text_content().as_deref() == Some(text);
    if !is_said {
        region.set_text_content(Some(text));
        return;
    }
    let Some(window) = web_sys::window() else {
        return;
    };
    let (place, words) = (region.clone(), text.to_owned());
    let again = Closure::once_into_js(move || {
        if place.has_attribute(AGAIN) {
            let _ = place.remove_attribute(AGAIN);
            place.set_text_content(Some(&words));
        }
    });
    let clock =
        window.set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), PAUSE);
    // Without a clock the words stay.
    if clock.is_ok() {
        let _ = region.set_attribute(AGAIN, "");
        region.set_text_content(None);
    }
}
