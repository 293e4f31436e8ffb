//! Stacks: one file each, named as its key, and quoted in one place only.

use std::collections::BTreeSet;

use whycors::fixes::ALL;

use crate::source::{assert_none, files};

#[test]
fn every_stack_has_a_file_of_its_own_that_states_its_key() {
    let registered: BTreeSet<String> = ALL.iter().map(|stack| stack.key.to_owned()).collect();
    let mut broken = Vec::new();
    let mut in_files = BTreeSet::new();
    for file in files(&["crate/src/fixes"], &["rs"]) {
        if !file.text.contains("const STACK: Stack") {
            continue;
        }
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let key = name.trim_end_matches(".rs").replace('_', "-");
        if !file.text.contains(&format!("key: \"{key}\"")) {
            broken.push(format!("{}: does not state its own key {key}", file.path));
        }
        in_files.insert(key);
    }
    broken.extend(
        registered
            .symmetric_difference(&in_files)
            .map(|key| format!("{key}: in the list or in a file, not in both")),
    );
    assert_none(&broken, "a stack is complete both ways: file, key, list");
    assert!(in_files.len() >= 55, "{} stacks", in_files.len());
}

#[test]
fn every_proof_is_of_a_stack() {
    let broken: Vec<String> = files(&["tests/stacks"], &["json"])
        .iter()
        .filter(|file| file.path.ends_with("proofs.json"))
        .flat_map(|file| {
            let proofs: serde_json::Value = serde_json::from_str(&file.text).unwrap();
            proofs
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        })
        .filter(|key| whycors::fixes::by_key(key).is_none())
        .collect();
    assert_none(&broken, "what was proven is offered");
}

#[test]
fn observed_text_enters_a_snippet_by_one_way_only() {
    let allowed = ["quote.rs", "template.rs", "axum.rs"];
    let broken: Vec<String> = files(&["crate/src/fixes"], &["rs"])
        .iter()
        .filter(|file| {
            !allowed
                .iter()
                .any(|name| file.path.ends_with(&format!("/{name}")))
        })
        .flat_map(|file| {
            file.lines_with(&[
                ".literal(",
                "fn escaped",
                "policy.origins.join",
                "policy.headers.join",
            ])
        })
        .collect();
    assert_none(
        &broken,
        "a stack is a template: what fills it goes through fixes/quote.rs, which the readers of each syntax have tried",
    );
}
