//! WhyCORS: why a cross-origin request was blocked.

#[cfg(not(target_arch = "wasm32"))]
pub mod lab;
pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[cfg(target_arch = "wasm32")]
mod panel;
