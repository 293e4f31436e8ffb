//! WhyCORS: why a cross-origin request was blocked.

pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[cfg(target_arch = "wasm32")]
mod panel;
