//! Completeness both ways: causes, their files, their scenarios; Chromium's names and who raises them.

use std::collections::{BTreeMap, BTreeSet};

use whycors::causes;
use whycors::chromium::CorsError;
use whycors::chromium::cors_error::Visibility;

use crate::source::{Source, assert_none, files, root};

/// Causes that no scenario expects, and why. An entry that has become needless fails too.
const WITHOUT_SCENARIO: &[(&str, &str)] = &[
    (
        "stale-preflight-cache",
        "needs a server that changes its mind between two calls; the lab's has none. Its Markdown's examples run",
    ),
    (
        "preflight-hsts-upgrade",
        "needs a host with HSTS: with a forged header Chromium ends in net::ERR_INVALID_REDIRECT, without a CORS error",
    ),
    (
        "url-scheme-missing",
        "needs a call that does not go to the lab; its Markdown's examples run",
    ),
    (
        "private-address-by-dns",
        "needs a public name that resolves to a private address; its Markdown's examples run",
    ),
    (
        "service-worker",
        "DevTools does not mark the page's entry when its worker's fetch failed (service-worker-without-header)",
    ),
    (
        "app-shell-origin",
        "needs a page of another scheme than http; its Markdown's examples run",
    ),
];

/// Names that the log decides and no scenario expects, and why. An entry that has become needless fails too.
const NEVER_EXPECTED: &[(&str, &str)] = &[];

#[test]
fn every_cause_has_a_file_an_explanation_and_a_place_in_the_list() {
    let registered: BTreeSet<String> = causes::ALL
        .iter()
        .map(|cause| cause.id.to_owned())
        .collect();
    assert_eq!(
        registered.len(),
        causes::ALL.len(),
        "two causes share an id"
    );
    let in_files: BTreeSet<String> = files(&["crate/src/causes"], &["rs"])
        .iter()
        .filter(|file| file.text.contains("const CAUSE: Cause"))
        .map(|file| id_of(file, ".rs"))
        .collect();
    let in_markdown: BTreeSet<String> = files(&["crate/src/causes"], &["md"])
        .iter()
        .map(|file| id_of(file, ".md"))
        .collect();
    assert_same(&registered, &in_files, "ALL", "a cause's .rs file");
    assert_same(&registered, &in_markdown, "ALL", "a .md file");
    for file in files(&["crate/src/causes"], &["rs"])
        .iter()
        .filter(|file| file.text.contains("const CAUSE: Cause"))
    {
        let id = id_of(file, ".rs");
        assert!(
            file.text.contains(&format!("\"{id}\"")),
            "{} does not state its own id {id}",
            file.path
        );
    }
    for cause in causes::ALL {
        assert!(
            !cause.explanation.trim().is_empty(),
            "{}: its Markdown is empty",
            cause.id
        );
        assert!(
            !cause.title.is_empty() && cause.title.chars().count() <= 60,
            "{}: a title has at most 60 characters",
            cause.id
        );
        assert_eq!(
            causes::by_id(cause.id).map(|found| found.id),
            Some(cause.id)
        );
    }
    assert_eq!(
        causes::ALL.last().map(|cause| cause.id),
        Some("unexplained"),
        "the last cause explains what no other does"
    );
}

fn id_of(file: &Source, extension: &str) -> String {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(extension).replace('_', "-")
}

fn assert_same(one: &BTreeSet<String>, other: &BTreeSet<String>, one_name: &str, other_name: &str) {
    let missing: Vec<String> = one
        .difference(other)
        .map(|id| format!("{id}: in {one_name}, without {other_name}"))
        .chain(
            other
                .difference(one)
                .map(|id| format!("{id}: {other_name}, not in {one_name}")),
        )
        .collect();
    assert_none(
        &missing,
        "a cause is complete both ways: file, id, Markdown, registry",
    );
}

/// What the steps of all scenarios expect, by one field of `expect` and its alternatives.
fn expected(field: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(&["tests/scenarios"], &["json"]) {
        if file.path.ends_with("schema.json") {
            continue;
        }
        let scenario: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        for step in scenario["steps"].as_array().into_iter().flatten() {
            let expect = &step["expect"];
            let others = ["alternatives", "also"]
                .iter()
                .flat_map(|list| expect[*list].as_array().into_iter().flatten());
            for value in std::iter::once(expect).chain(others) {
                if let Some(name) = value[field].as_str() {
                    found
                        .entry(name.to_owned())
                        .or_default()
                        .push(file.path.clone());
                }
            }
        }
    }
    found
}

#[test]
fn every_cause_is_expected_by_a_scenario() {
    let expected = expected("cause");
    let mut broken = Vec::new();
    for cause in causes::ALL {
        let excepted = WITHOUT_SCENARIO.iter().find(|(id, _)| *id == cause.id);
        match (expected.contains_key(cause.id), excepted) {
            (false, None) => broken.push(format!("{}: no scenario expects it", cause.id)),
            (true, Some(_)) => broken.push(format!(
                "{}: a scenario expects it now; remove the exception",
                cause.id
            )),
            _ => {}
        }
    }
    for (id, _) in WITHOUT_SCENARIO {
        if causes::by_id(id).is_none() {
            broken.push(format!(
                "{id}: an exception for a cause that does not exist"
            ));
        }
    }
    assert_none(
        &broken,
        "a cause that no browser was seen to raise is a guess: record a scenario for it",
    );
}

#[test]
fn every_name_that_a_log_decides_is_expected_by_a_scenario() {
    let expected = expected("chromium");
    let mut broken = Vec::new();
    for error in CorsError::ALL {
        let name = error.name();
        let is_decided = error.visibility() == Visibility::Decided;
        let is_excepted = NEVER_EXPECTED.iter().any(|(excepted, _)| *excepted == name);
        match (is_decided, expected.contains_key(&name), is_excepted) {
            (true, false, false) => broken.push(format!("{name}: no scenario expects it")),
            (_, true, true) => broken.push(format!(
                "{name}: a scenario expects it now; remove the exception"
            )),
            (false, _, true) => broken.push(format!(
                "{name}: the log does not decide it; it needs no exception"
            )),
            _ => {}
        }
        if let Visibility::Ambiguous(reason) | Visibility::Never(reason) = error.visibility() {
            assert!(
                !reason.is_empty(),
                "{name}: what a log cannot show is said with its reason"
            );
        }
    }
    let known: BTreeSet<String> = CorsError::ALL.iter().map(|error| error.name()).collect();
    for (name, places) in &expected {
        if !known.contains(name) {
            broken.push(format!("{name}: expected in {places:?}, and no such name"));
        }
    }
    assert_none(
        &broken,
        "every failure that a log decides is produced by a scenario, and no scenario invents one",
    );
}

#[test]
fn scenario_files_are_named_as_ids_are() {
    for file in files(&["tests/scenarios"], &["json"]) {
        let name = file
            .path
            .trim_start_matches("tests/scenarios/")
            .trim_end_matches(".json");
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}: an id is lower-case words joined by hyphens; it stands in URLs",
            file.path
        );
    }
    assert!(root().join("tests/scenarios/schema.json").is_file());
}
