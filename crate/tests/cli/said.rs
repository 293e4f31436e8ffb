//! What cannot be done is said, and is a failure.

use std::process::{Command, Stdio};

use super::{out, said, shipped, whycors};

/// A disk that is full is no report.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_a_failure() {
    let file = shipped("chromium.har");
    let commands: [&[&str]; 6] = [
        &["diagnose", &file],
        &["diagnose", "--format", "json", &file],
        &["fix", "--stack", "nginx", &file],
        &["causes"],
        &["explain", "origin-null"],
        &["stacks"],
    ];
    for arguments in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_whycors"))
            .args(arguments)
            .stdout(std::fs::File::create("/dev/full").unwrap())
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("cannot be written"), "{arguments:?}");
    }
}

#[test]
fn standard_input_is_read_once() {
    let output = whycors(&["diagnose", "-", "-"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(said(&output).contains("once"), "{}", said(&output));
}

#[test]
fn advice_that_a_format_has_no_place_for_is_not_silently_left_out() {
    let file = shipped("chromium.har");
    for (format, is_said) in [
        ("text", false),
        ("json", false),
        ("markdown", false),
        ("html", false),
        ("har", true),
        ("junit", true),
    ] {
        let output = whycors(&["diagnose", "--advice", "--format", format, &file]);
        let words = format!("--format {format} holds no advice");
        assert_eq!(said(&output).contains(&words), is_said, "{format}");
    }
    let help = out(&whycors(&["diagnose", "--help"]));
    assert!(
        help.contains("JSON, Markdown and HTML always hold it"),
        "{help}"
    );
}
