//! `whycors stacks`: the stacks that fixes are written for.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use whycors::fixes::{ALL, proofs};

/// One line a stack: key, title, versions, and how its snippet was proven.
pub(crate) fn run() -> ExitCode {
    let mut text = String::new();
    for stack in ALL {
        let (proof, _) = proofs::of(stack.key);
        let development = if stack.is_development_only() {
            ", for development only"
        } else {
            ""
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:<24} {:<40} {:<9} {}{development}",
            stack.key,
            stack.title,
            proof.word(),
            stack.versions
        );
    }
    // A closed pipe (`| head`) is no failure of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}
