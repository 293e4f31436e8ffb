//! What draws the panel: one part a file. A part is built once or when what it shows has changed, and painted at most
//! once a frame. Text reaches the page as text nodes only.

mod advice;
mod copy;
mod detail;
mod diagnosis;
mod dom;
mod empty;
mod evidence;
mod exchange;
mod export;
mod files;
mod fix;
mod headers;
mod host;
mod kept;
mod keyboard;
mod lanes;
mod list;
mod list_columns;
mod list_keys;
mod list_row;
mod list_width;
mod mark;
mod origin;
mod origin_bytes;
mod pace;
mod problems;
mod reproduce;
mod root;
mod search;
mod settings;
mod splitter;
mod spoken;
mod stale;
mod status;
mod store;
mod time;
mod toolbar;

pub use host::Host;

/// Draws the panel into the element `app`.
pub fn mount(host: Host) {
    host::set(host);
    store::restore();
    root::build();
}

/// Takes a message of the recorder and draws what it changed, once.
pub fn receive(text: &str) {
    store::receive(text);
}

/// Follows DevTools' own search bar.
pub fn look_for(action: &str, query: &str) {
    search::look_for(action, query);
}

/// The diagnoses of all rows, in the rows' order.
pub fn diagnoses() -> Vec<crate::report::v1::Diagnosis> {
    let ids: Vec<u64> = store::read(|state| state.sheet().rows().map(|row| row.id).collect());
    store::library(|library| {
        ids.into_iter()
            .filter_map(|id| library.diagnosis(id))
            .collect()
    })
}

/// The places in the page's code that would tell more, since this was last asked.
pub fn wanted() -> Vec<crate::session::Place> {
    store::library(crate::panel::library::Library::wanted)
}
