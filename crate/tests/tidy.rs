//! The invariants that `crate/src/lib.rs` lists, read from the repository's own text. Each failure says why.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "tidy/complete.rs"]
mod complete;
#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/stacks.rs"]
mod stacks;
#[path = "tidy/walls.rs"]
mod walls;
