//! The time of day a request began, on the reader's clock.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Hours, minutes, seconds and milliseconds; the text itself where it is no date.
pub(super) fn local_time(iso: &str) -> String {
    let date = Date::new(&JsValue::from_str(iso));
    if date.get_time().is_nan() {
        return iso.to_owned();
    }
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds(),
        date.get_milliseconds()
    )
}
