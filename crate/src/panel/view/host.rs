//! What only the page around the WASM can do: DevTools' own panels, and the recorder.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The functions that `panel.js` hands over.
    pub type Host;

    /// Opens a place in DevTools' Sources panel; line and column count from 1.
    #[wasm_bindgen(method, js_name = openSource)]
    fn open_source(this: &Host, url: &str, line: f64, column: f64);

    /// Whether DevTools lets an extension open its Network panel.
    #[wasm_bindgen(method, getter, js_name = canShowNetwork)]
    fn can_show_network(this: &Host) -> bool;

    /// Shows DevTools' Network panel, filtered.
    #[wasm_bindgen(method, js_name = showNetwork)]
    fn show_network(this: &Host, filter: &str);

    /// Lets the recorder go on, or pause.
    #[wasm_bindgen(method)]
    fn record(this: &Host, on: bool);

    /// Tells the recorder whether rows shall outlive their page.
    #[wasm_bindgen(method)]
    fn preserve(this: &Host, on: bool);

    /// Resolves when the browser has had its turn, to paint and to take clicks.
    #[wasm_bindgen(method)]
    fn pause(this: &Host) -> js_sys::Promise;

    /// Resolves when the browser has nothing else to do.
    #[wasm_bindgen(method)]
    fn idle(this: &Host) -> js_sys::Promise;

    /// Lets the recorder forget what it has kept.
    #[wasm_bindgen(method)]
    fn forget(this: &Host);
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Keeps it.
pub(super) fn set(host: Host) {
    HOST.replace(Some(host));
}

fn with(work: impl FnOnce(&Host)) {
    HOST.with_borrow(|host| host.as_ref().map(work));
}

/// Opens a place in Sources.
pub(super) fn open_source(url: &str, line: u64, column: u64) {
    #[expect(clippy::cast_precision_loss, reason = "a line beyond 2^53 is no line")]
    with(|host| host.open_source(url, line as f64, column as f64));
}

/// Can the Network panel be opened?
pub(super) fn can_show_network() -> bool {
    HOST.with_borrow(|host| host.as_ref().is_some_and(Host::can_show_network))
}

/// Opens the Network panel at an address.
pub(super) fn show_network(filter: &str) {
    with(|host| host.show_network(filter));
}

/// Lets the recorder go on, or pause.
pub(super) fn record(on: bool) {
    with(|host| host.record(on));
}

/// Tells the recorder whether rows shall outlive their page.
pub(super) fn preserve(on: bool) {
    with(|host| host.preserve(on));
}

/// Lets the recorder forget.
pub(super) fn forget() {
    with(Host::forget);
}

/// Gives the browser its turn, to paint and to take clicks.
pub(super) async fn pause() {
    wait(Host::pause).await;
}

/// Waits until the browser has nothing else to do.
pub(super) async fn idle() {
    wait(Host::idle).await;
}

async fn wait(until: impl FnOnce(&Host) -> js_sys::Promise) {
    let turn = HOST.with_borrow(|host| host.as_ref().map(until));
    if let Some(turn) = turn {
        // It is never rejected.
        let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
    }
}
