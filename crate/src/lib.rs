//! WhyCORS: why a cross-origin request was blocked.
//!
//! The way of data, one direction, no room visited twice:
//!
//! ```text
//! bytes -> har -> redact -> exchange (pair, chain, settle, infer) -> fetch + chromium judge -> Verdict
//!       -> causes explain -> Finding -> remedy (the policy) -> fixes (its snippets)
//!       -> report (repro, origin_diff) -> panel, CLI
//! ```
//!
//! Invariants, enforced by `crate/tests/tidy.rs`:
//! 1. `fetch/` imports no other room and holds no sentence for users.
//! 2. Only `wasm.rs` and `panel/` mention the browser's bindings; only `main.rs`, `cli/` and `lab/` touch files,
//!    sockets, the environment or print.
//! 3. Only `redact/` builds a `Redacted`; `report/` takes a log only as `Redacted<Log>`.
//! 4. Only `repro/quote.rs` turns observed text into a command, and only `fixes/quote.rs` into a snippet.
//! 5. A cause is complete both ways: file, id, Markdown, registry, scenario; a stack: file, key, list, snippets on record.
//! 6. Every failure variant is explained by a cause.
//! 7. Every public function in `fetch/` names its anchor.
//! 8. No hash order in output; native and WASM give equal bytes.
//! 9. No file over 400 lines.
//! 10. No `innerHTML`; one file touches each `chrome.*` namespace.
//! 11. Nothing contacts a host beyond loopback; the extension makes no request outside its own package.

pub mod advice;
pub mod causes;
pub mod chromium;
pub mod exchange;
pub mod fetch;
pub mod firefox;
pub mod fixes;
pub mod har;
#[cfg(not(target_arch = "wasm32"))]
pub mod lab;
pub mod neighbours;
pub mod origin_diff;
pub mod panel;
pub mod predict;
pub mod punycode;
pub mod redact;
pub mod remedy;
pub mod report;
pub mod repro;
pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod wire_bytes;
