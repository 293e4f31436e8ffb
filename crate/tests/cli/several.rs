//! Several files in one report.

use serde_json::json;

use super::{Folder, json, out, said, shipped, whycors};

/// A file of failed requests, each with its address and what its Authorization says.
fn refused(requests: &[(&str, &str)]) -> String {
    let entries: Vec<serde_json::Value> = requests
        .iter()
        .map(|(url, secret)| {
            json!({ "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "fetch",
                "request": { "method": "GET", "url": url, "headers": [
                    { "name": "Origin", "value": "http://app.test" },
                    { "name": "Authorization", "value": format!("Bearer {secret}") }] },
                "response": { "status": 200, "headers": [], "_error": "net::ERR_FAILED" } })
        })
        .collect();
    json!({ "log": { "entries": entries } }).to_string()
}

#[test]
fn a_secret_has_one_name_in_all_files_and_shares_it_with_no_other() {
    let folder = Folder::new("secrets");
    let one = refused(&[("http://a.test/1", "alice-s3cret")]);
    let two = refused(&[
        ("http://b.test/2", "bob-s3cret"),
        ("http://b.test/3", "alice-s3cret"),
    ]);
    // Beyond sixteen megabytes a file is read in pieces.
    let three = refused(&[
        ("http://c.test/4", "bob-s3cret"),
        ("http://c.test/5", "eve-s3cret"),
    ]) + &" ".repeat(17 * 1024 * 1024);
    let files = [
        folder.file("one.har", one),
        "/no/such/file.har".to_owned(),
        folder.file("two.har", two),
        folder.file("three.har", three),
    ];
    let wanted = ["token1", "token2", "token1", "token2", "token3"];
    let mut arguments = vec!["diagnose", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let output = whycors(&arguments);
    assert!(said(&output).contains("/no/such/file.har"));
    let report = json(&output);
    let diagnoses = report["inputs"].as_array().unwrap().iter();
    let diagnoses = diagnoses.flat_map(|input| input["diagnoses"].as_array().unwrap());
    let commands: Vec<&str> = diagnoses
        .map(|it| it["repro"]["actual"]["bash"].as_str().unwrap())
        .collect();
    assert_eq!(commands.len(), wanted.len());
    for (command, name) in commands.iter().zip(wanted) {
        let variable = format!("Bearer '\"${}\"", name.to_uppercase());
        assert!(command.contains(&variable), "{name}: {command}");
    }
    let mut arguments = vec!["diagnose", "--format", "har"];
    arguments.extend(files.iter().take(3).map(String::as_str));
    let written = out(&whycors(&arguments));
    let places: Vec<&str> = written
        .match_indices("***")
        .map(|(at, _)| &written[at + 3..at + 9])
        .collect();
    assert_eq!(places, wanted[..3]);
}

/// Reading it again says the same, or it is not written.
#[test]
fn one_har_of_several_files_says_what_they_say() {
    let folder = Folder::new("one-har");
    let one = folder.file("one.har", refused(&[("http://a.test/1", "x")]));
    let two = folder.file(
        "two.har",
        refused(&[("http://b.test/2", "x"), ("http://c.test/3", "x")]),
    );
    let said_of = |files: &[&str]| -> Vec<serde_json::Value> {
        let mut arguments = vec!["diagnose", "--format", "json"];
        arguments.extend(files);
        let report = json(&whycors(&arguments));
        let inputs = report["inputs"].as_array().unwrap().iter();
        let diagnoses = inputs.flat_map(|input| input["diagnoses"].as_array().unwrap().clone());
        diagnoses
            .map(|it| {
                json!([
                    it["url"],
                    it["cause"],
                    it["what"],
                    it["certainty"],
                    it["fixes"]
                ])
            })
            .collect()
    };
    let output = whycors(&["diagnose", "--format", "har", &one, &two]);
    assert_eq!(output.status.code(), Some(1));
    let together = folder.file("together.har", out(&output));
    assert_eq!(said_of(&[&together]), said_of(&[&one, &two]));
    // The second file's entries tell something of the first one's requests.
    let recorded = |id: &str| shipped(&format!("../recorded/{id}.har"));
    let (first, second) = (
        recorded("refusal-without-headers"),
        recorded("allow-credentials-missing"),
    );
    let output = whycors(&["diagnose", "--format", "har", &first, &second]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let words = said(&output);
    assert!(
        words.contains("refusal-without-headers.har: ") && words.contains("a HAR of each file"),
        "{words}"
    );
}
