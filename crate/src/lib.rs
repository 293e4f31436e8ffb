//! WhyCORS: why a cross-origin request was blocked.

pub mod causes;
pub mod chromium;
pub mod exchange;
pub mod fetch;
pub mod har;
#[cfg(not(target_arch = "wasm32"))]
pub mod lab;
pub mod panel;
pub mod report;
pub mod wire_bytes;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
