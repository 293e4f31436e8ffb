//! The CORS tab.
//!
//! What it knows is plain Rust and tested natively: `state` (a reducer) over `sheet` (one list) and `row`; `library`
//! holds the logs behind them and makes a `detail` when one is opened, with its `message`s, the `sequence` of steps and
//! their `narration`.
//! What draws it is `view`, one part a file, and exists for wasm32 only. The panel judges nothing: it shows
//! the diagnoses it is handed, already redacted, as text nodes, in the `words` of one translatable file.

pub mod detail;
pub mod endpoints;
pub mod export;
pub mod filter;
pub mod groups;
pub mod import;
pub mod library;
pub mod lines;
pub mod message;
pub mod narration;
pub mod plain;
pub mod row;
#[cfg(test)]
pub(crate) mod sample;
pub mod sequence;
pub mod settings;
pub mod sheet;
pub mod state;
pub mod tab;
pub mod walk;
pub mod window;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod view;

#[cfg(target_arch = "wasm32")]
pub use view::{Host, diagnoses, look_for, mount, receive, wanted};
