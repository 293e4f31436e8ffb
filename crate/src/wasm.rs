//! The door to JavaScript.
use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the panel.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    crate::panel::mount();
}
