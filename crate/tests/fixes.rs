//! Remedies prove themselves on everything that was recorded, and stacks are complete.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "fixes/command.rs"]
mod command;
#[path = "fixes/detection.rs"]
mod detection;
#[path = "fixes/parsed.rs"]
mod parsed;
#[path = "fixes/remedies.rs"]
mod remedies;
#[path = "fixes/snippets.rs"]
mod snippets;
#[path = "fixes/stacks.rs"]
mod stacks;
