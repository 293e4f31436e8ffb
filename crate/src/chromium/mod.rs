//! Where Chromium's order of checks or its names differ from the standard.
//!
//! The standard's verdict comes first ([`crate::fetch`]); the name is a refinement of a check that has already failed.

pub mod cors_error;
pub mod judge;
pub mod safelist;
mod valid_url;

pub use cors_error::CorsError;
pub use judge::{Refusal, check_access, judge_preflight};
