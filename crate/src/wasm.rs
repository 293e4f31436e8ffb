//! The door to JavaScript: texts and bytes only. With the feature `predict` it is the lab's door instead of the panel's.

#[cfg(not(feature = "predict"))]
pub use panel_door::*;
#[cfg(feature = "predict")]
pub use predict_door::*;

/// What the lab's pages ask.
#[cfg(feature = "predict")]
mod predict_door {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Foretells what Chromium does with a request and its answers: JSON for JSON, see [`crate::predict`].
    #[wasm_bindgen]
    pub fn predict(question: &str) -> String {
        crate::predict::predict_json(question)
    }
}

/// What the panel's page calls.
#[cfg(not(feature = "predict"))]
mod panel_door {
    use wasm_bindgen::prelude::wasm_bindgen;

    use crate::panel::Host;
    use crate::redact::Policy;
    use crate::{panel, report};

    /// Draws the panel. What only the page around it can do, it asks of the host.
    #[wasm_bindgen]
    pub fn start(host: Host) {
        console_error_panic_hook::set_once();
        panel::mount(host);
    }

    /// Takes a message of the recorder and shows what it changed.
    #[wasm_bindgen]
    pub fn receive(text: &str) {
        panel::receive(text);
    }

    /// Takes what the reader does in DevTools' own search bar, by DevTools' name for it, and the words that stand there.
    #[wasm_bindgen]
    pub fn look_for(action: &str, query: &str) {
        panel::look_for(action, query);
    }

    /// The places in the page's code that would tell more, since this was last asked: JSON, `url`, `line` and `column`.
    /// Each is answered by an item `{"kind":"call","url","line","column","before","after"}` to [`receive`].
    #[wasm_bindgen]
    pub fn wanted() -> String {
        // Texts and numbers can always be written.
        serde_json::to_string(&panel::wanted()).unwrap_or_default()
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
}
