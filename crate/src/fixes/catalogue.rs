//! The stacks as lists: for a terminal, for docs/stacks.md, for the README.

use std::fmt::Write;

use super::proofs::{self, Proof};
use super::{ALL, Layer, Stack};

/// How a snippet was proven, with the version that ran.
fn proof(stack: &Stack) -> String {
    match proofs::of(stack.key) {
        (proof, Some(version)) => format!("{} with {version}", proof.word()),
        (proof, None) => proof.word().to_owned(),
    }
}

/// One line a stack: key, title, proof, and the versions that its snippet is for.
pub fn list() -> String {
    let mut text = String::new();
    for stack in ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:<24} {:<42} {:<22} {}",
            stack.key,
            stack.title,
            proof(stack),
            stack.versions
        );
    }
    text
}

/// Headings of the document, and the layers below each.
const PARTS: [(&str, &[Layer]); 4] = [
    ("Applications", &[Layer::App]),
    (
        "Servers, proxies and gateways in front of them",
        &[Layer::Proxy],
    ),
    (
        "Storage and networks of caches",
        &[Layer::Storage, Layer::Edge],
    ),
    ("In development only", &[Layer::Development]),
];

/// docs/stacks.md.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Stacks\n\n\
         Written by `scripts/generate`; do not edit. `whycors fix --stack KEY FILE` prints the snippet of a stack for what a \
         HAR file shows, and the panel's Fix tab shows it.\n\n\
         **ran**: `scripts/prove-stacks` put the snippet into the real server, and a real browser, refused before, passed; \
         **emulator**: the same on an emulator of the service; **checked**: a parser, a schema or the vendor's own tool took \
         it; **reviewed**: read against the documentation.\n",
    );
    for (heading, layers) in PARTS {
        let _ = write!(
            text,
            "\n## {heading}\n\n| stack | key | for | proof | into | then | mind |\n|---|---|---|---|---|---|---|\n"
        );
        for stack in ALL.iter().filter(|stack| layers.contains(&stack.layer)) {
            let cells = [
                stack.title,
                &format!("`{}`", stack.key),
                stack.versions,
                &proof(stack),
                stack.file,
                stack.restart,
                &[stack.trap, stack.widens.unwrap_or_default()].join(" "),
            ];
            let cells = cells.map(|cell| cell.trim().replace('|', "\\|"));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    text
}

/// The table of the README: what was proven how.
pub fn summary() -> String {
    let mut text = String::from("| proof | stacks |\n|---|---|\n");
    for wanted in [Proof::Ran, Proof::Emulator, Proof::Checked, Proof::Reviewed] {
        let stacks: Vec<String> = ALL
            .iter()
            .filter_map(|stack| match proofs::of(stack.key) {
                (proof, version) if proof == wanted => Some(match version {
                    Some(version) => format!("{} {version}", stack.key),
                    None => stack.key.to_owned(),
                }),
                _ => None,
            })
            .collect();
        if !stacks.is_empty() {
            let _ = writeln!(text, "| {} | {} |", wanted.word(), stacks.join(", "));
        }
    }
    text
}
