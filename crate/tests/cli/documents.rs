//! What the program says of itself: the catalogue of causes, and the README about it.

use std::path::Path;
use std::process::Command;

use super::{out, whycors};

#[test]
fn causes_are_listed_and_explained() {
    let list = whycors(&["causes"]);
    assert!(list.status.success());
    assert!(out(&list).contains("\n  allow-origin-missing "));
    let explained = whycors(&["explain", "allow-origin-trailing-slash"]);
    assert!(explained.status.success());
    let text = out(&explained);
    assert!(
        text.contains("## Fix\n") && text.contains("## Ask\n"),
        "{text}"
    );
    assert!(
        !text.contains("```"),
        "examples are shown on demand: {text}"
    );
    let whole = out(&whycors(&[
        "explain",
        "allow-origin-trailing-slash",
        "--examples",
    ]));
    assert!(whole.contains("```http fires"), "{whole}");
}

#[test]
fn the_readme_shows_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, sample) = readme.split_once("\n$ whycors ").unwrap();
    let (sample, _) = sample.split_once("\n```").unwrap();
    let (arguments, printed) = sample.split_once('\n').unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_whycors"))
        .args(arguments.split(' '))
        .current_dir(root)
        .output()
        .unwrap();
    assert_eq!(out(&output).trim_end(), printed.trim_end());
}

#[test]
fn an_unknown_cause_names_the_nearest() {
    let output = whycors(&["explain", "allow-origin-slash"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("allow-origin-trailing-slash"), "{said}");
}
