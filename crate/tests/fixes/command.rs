//! `whycors fix` and `whycors stacks` as a user meets them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use whycors::fixes::{ALL, by_key};

fn whycors(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whycors"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn recorded(id: &str) -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let file = tests.join("recorded").join(format!("{id}.har"));
    file.to_string_lossy().into_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_snippet_and_nothing_else_is_on_standard_output() {
    let file = recorded("allow-origin-trailing-slash");
    let output = whycors(&["fix", "--stack", "express5", &file]);
    assert_eq!(output.status.code(), Some(0));
    let snippet = text(&output.stdout);
    assert!(
        snippet.starts_with("app.use(require('cors')({\n"),
        "{snippet}"
    );
    assert!(
        snippet.contains("origin: ['http://localhost:48101'],\n"),
        "{snippet}"
    );
    assert!(snippet.ends_with("}));\n"), "{snippet}");
    let notes = text(&output.stderr);
    let stack = by_key("express5").unwrap();
    for note in [stack.title, stack.file, stack.restart, stack.trap] {
        assert!(notes.contains(note), "{note} is not among:\n{notes}");
    }
}

#[test]
fn the_panel_and_the_command_give_the_same_bytes() {
    let file = recorded("preflight-three-faults");
    let report = whycors(&["diagnose", "--format", "json", &file]);
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let fixes = report["inputs"][0]["diagnoses"][0]["fixes"]
        .as_array()
        .unwrap()
        .clone();
    assert!(fixes.len() >= 3, "{fixes:?}");
    for fix in fixes {
        let output = whycors(&["fix", "--stack", fix["stack"].as_str().unwrap(), &file]);
        assert_eq!(text(&output.stdout), fix["text"].as_str().unwrap());
    }
}

/// What stands beside the snippet in a report is no less true at a prompt.
#[test]
fn every_note_of_the_report_is_said() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recorded");
    let mut said = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(tests).unwrap() {
        let file = file.unwrap().path();
        let path = file.to_string_lossy();
        let bytes = std::fs::read(&file).unwrap();
        let input = whycors::report::input(&path, &bytes, whycors::redact::Policy::Mask);
        for diagnosis in &input.diagnoses {
            let Some(fix) = diagnosis.fixes.iter().find(|it| !it.text.is_empty()) else {
                continue;
            };
            let api = &diagnosis.remedy.policy().unwrap().api;
            // Notes that another recording showed are not asked for again.
            if fix.notes.iter().all(|note| said.contains(note)) {
                continue;
            }
            let output = whycors(&["fix", "--stack", &fix.stack, "--api", api, &path]);
            assert_eq!(text(&output.stdout), fix.text, "{path}");
            for note in &fix.notes {
                let notes = text(&output.stderr);
                assert!(
                    notes.contains(note),
                    "{path}: {note} is not among:\n{notes}"
                );
                said.insert(note.clone());
            }
        }
    }
    for start in ["Purge the cache", "Only one layer", "Correct the path"] {
        assert!(said.iter().any(|note| note.starts_with(start)), "{start}");
    }
}

#[test]
fn what_the_policy_leaves_out_is_said() {
    let file = refusals(&[
        ("http://api.test", "http://app.test"),
        ("http://api.test", "null"),
        ("http://api.test", "chrome-extension://a b"),
    ]);
    let notes = text(&whycors(&["fix", "--stack", "express5", &file]).stderr);
    for note in ["An origin was left out", "Requests of the origin `null`"] {
        assert!(notes.contains(note), "{note} is not among:\n{notes}");
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn an_api_is_found_however_it_is_written_and_the_others_are_named() {
    let file = refusals(&[
        ("http://one.test", "http://app.test"),
        ("http://two.test:81", "http://app2.test"),
        ("http://three.test", "http://app.test"),
    ]);
    let of = |api: &str| whycors(&["fix", "--stack", "express5", "--api", api, &file]);
    for api in [
        "http://two.test:81",
        "http://two.test:81/",
        "HTTP://Two.test:81",
    ] {
        let output = of(api);
        assert_eq!(output.status.code(), Some(0), "{api}");
        assert!(text(&output.stdout).contains("http://app2.test"), "{api}");
    }
    let output = of("http://four.test");
    assert_eq!(output.status.code(), Some(2));
    let first = text(&whycors(&["fix", "--stack", "express5", &file]).stderr);
    for (said, start) in [
        (
            text(&output.stderr),
            "no failure of http://four.test; this file has failures of: http://one.test, ",
        ),
        (first, "this is for http://one.test; --api gives another: "),
    ] {
        let wanted = format!("{start}http://two.test:81, http://three.test\n");
        assert!(said.contains(&wanted), "{said}");
    }
    std::fs::remove_file(file).unwrap();
}

/// A file of refused requests, each with the origins of its API and of its page.
fn refusals(origins: &[(&str, &str)]) -> String {
    let entries: Vec<serde_json::Value> = origins
        .iter()
        .map(|(api, page)| {
            serde_json::json!({ "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "fetch",
                "request": { "method": "GET", "url": format!("{api}/a"), "headers": [{ "name": "Origin", "value": page }] },
                "response": { "status": 200, "headers": [], "_error": "net::ERR_FAILED" } })
        })
        .collect();
    let har = serde_json::json!({ "log": { "entries": entries } }).to_string();
    let name = format!(
        "whycors-fix-{}-{:?}.har",
        std::process::id(),
        std::thread::current().id()
    );
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, har).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn what_no_policy_mends_says_why_and_exits_with_one() {
    for (id, word) in [
        ("redirect-to-login", "sign-in"),
        ("upstream-down", "could not reach"),
        ("method-lower-case", "small letters"),
        ("exact-origin-passes", "No request"),
    ] {
        let output = whycors(&["fix", "--stack", "nginx", &recorded(id)]);
        assert_eq!(output.status.code(), Some(1), "{id}");
        assert!(output.stdout.is_empty(), "{id}");
        assert!(
            text(&output.stderr).contains(word),
            "{id}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn what_cannot_be_done_exits_with_two() {
    let file = recorded("allow-origin-missing");
    for (arguments, word) in [
        (
            ["fix", "--stack", "nobody", &file],
            "no stack is called nobody",
        ),
        (
            ["fix", "--stack", "nginx", "/nowhere.har"],
            "cannot be read",
        ),
        (
            ["fix", "--stack", "cloudflare-cdn", &file],
            "cannot express this",
        ),
    ] {
        let output = whycors(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(
            text(&output.stderr).contains(word),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn every_stack_is_listed() {
    for arguments in [
        &["stacks"][..],
        &["stacks", "--markdown"],
        &["stacks", "--summary"],
    ] {
        let listed = text(&whycors(arguments).stdout);
        for stack in ALL {
            assert!(
                listed.contains(stack.key),
                "{arguments:?} leaves out {}",
                stack.key
            );
        }
    }
}
