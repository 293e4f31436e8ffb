//! The CORS tab.
//!
//! What it knows is plain Rust and tested natively: `state` (a reducer), `filter`, `row`, `walk`, `window`, `tab`, `plain`.
//! What draws it is `view`, one component a file, and exists for wasm32 only. The panel judges nothing: it shows
//! the diagnoses it is handed, already redacted, as text nodes.

pub mod filter;
pub mod plain;
pub mod row;
#[cfg(test)]
pub(crate) mod sample;
pub mod state;
pub mod tab;
pub mod walk;
pub mod window;

#[cfg(target_arch = "wasm32")]
mod view;

#[cfg(target_arch = "wasm32")]
pub use view::{apply, diagnoses, mount};
