//! WhyCORS: why a cross-origin request was blocked.

pub mod causes;
pub mod chromium;
pub mod exchange;
pub mod fetch;
pub mod har;
#[cfg(not(target_arch = "wasm32"))]
pub mod lab;
pub mod origin_diff;
pub mod redact;
pub mod report;
pub mod repro;
pub mod wire_bytes;

#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
