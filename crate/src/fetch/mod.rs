//! The Fetch standard, as far as a HAR can show it: pure functions named as the standard names them.
//!
//! Read against the standard of 2026-07-02; each function carries its anchor and paraphrases its steps. Nothing here
//! knows of HAR, of Chromium's names or of sentences for users.
//!
//! | algorithm | here |
//! |---|---|
//! | header list: get; get, decode, and split; extract header list values | [`header_list`] |
//! | CORS-safelisted method, method token | [`method`] |
//! | CORS-safelisted request-header, CORS-unsafe request-header names | [`header`] |
//! | serialized origin, same origin, redirect-taint | [`origin`] |
//! | CORS check | [`cors_check`] |
//! | CORS-preflight fetch, judging the response | [`cors_preflight_fetch`] |
//! | HTTP-redirect fetch, what a hop does to method and origin | [`http_redirect_fetch`] |
//! | main fetch and HTTP fetch: why a preflight | [`main_fetch`] |
//! | CORS-preflight cache | [`preflight_cache`] |
//!
//! Not modelled, because no log entry exists when they refuse: request mode `same-origin` across origins, `no-cors` with
//! a redirect mode other than `follow`, URL schemes without CORS. Not modelled, because the log does not state it: the
//! use-CORS-preflight flag (an upload listener), which lets a method through when `Access-Control-Allow-Methods` is
//! absent in the standard; Chromium does not implement that step.

pub mod cors_check;
pub mod cors_preflight_fetch;
pub mod header;
pub mod header_list;
pub mod http_redirect_fetch;
pub mod main_fetch;
pub mod method;
pub mod origin;
pub mod preflight_cache;

pub use header_list::{HeaderLine, HeaderList};

/// The request's credentials mode, as far as the algorithms here read it: `omit` and `same-origin` are one on a
/// cross-origin request.
///
/// <https://fetch.spec.whatwg.org/#concept-request-credentials-mode>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialsMode {
    /// `include`.
    Include,
    /// `omit` or `same-origin`.
    NotInclude,
}

/// Is `status` an ok status, 200 to 299?
///
/// <https://fetch.spec.whatwg.org/#ok-status>
pub fn is_ok_status(status: u16) -> bool {
    (200..=299).contains(&status)
}
