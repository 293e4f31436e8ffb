//! What real servers answered before anyone configured CORS (`tests/stacks/answers.json`), and what is recognised in it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use whycors::fixes::{ALL, Detections, Layer, by_key};
use whycors::har;
use whycors::redact::Policy;
use whycors::report;

fn recorded() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/stacks/answers.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// One answer as an entry of a log.
fn entry(answer: &Value, second: usize) -> Value {
    let headers: Vec<Value> = answer["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| json!({ "name": line[0], "value": line[1] }))
        .collect();
    let mut asked = vec![json!({ "name": "Origin", "value": "https://app.test" })];
    if answer["method"] == "OPTIONS" {
        asked.push(json!({ "name": "Access-Control-Request-Method", "value": "PUT" }));
    }
    json!({
        "startedDateTime": format!("2026-01-02T03:04:{second:02}.000Z"),
        "time": 1,
        "request": {
            "method": answer["method"],
            "url": format!("https://api.test:8443{}", answer["path"].as_str().unwrap()),
            "httpVersion": "HTTP/1.1",
            "headers": asked,
        },
        "response": { "status": answer["status"], "statusText": "", "httpVersion": "HTTP/1.1", "headers": headers, "content": {} },
    })
}

fn found(server: &Value) -> BTreeMap<&'static str, &'static str> {
    let mut detections = Detections::default();
    for (second, answer) in server["answers"].as_array().unwrap().iter().enumerate() {
        detections.see(&har::read_entry(&entry(answer, second).to_string(), second).unwrap());
    }
    let all = detections.sorted(None);
    all.iter()
        .map(|it| (it.stack, it.strength.word()))
        .collect()
}

#[test]
fn real_servers_are_recognised_as_far_as_their_answers_go() {
    let mut wrong = Vec::new();
    let mut recognised = 0;
    for server in recorded() {
        let name = format!("{} ({})", server["stack"], server["variant"]);
        let found = found(&server);
        recognised += usize::from(found.contains_key(server["stack"].as_str().unwrap()));
        if json!(found) != server["found"] {
            wrong.push(format!("{name}: {}", json!(found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(recognised >= 38, "{recognised} servers are recognised");
}

/// A proxy or network in front of an application is as real as it; beside them nothing else may be sure of itself.
#[test]
fn nothing_else_is_recognised_surely() {
    for server in recorded() {
        let own = server["stack"].as_str().unwrap();
        for (stack, strength) in found(&server) {
            let is_in_front = by_key(stack).unwrap().layer == Layer::Proxy;
            assert!(
                stack == own || strength != "strong" || is_in_front,
                "{own} is taken for {stack}"
            );
        }
    }
}

#[test]
fn a_recognised_stack_names_the_header_and_comes_first() {
    for server in recorded() {
        let own = server["stack"].as_str().unwrap();
        if server["found"][own] != "strong" {
            continue;
        }
        let entries: Vec<Value> = server["answers"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(|(second, answer)| entry(answer, 3 * second))
            .collect();
        let log = json!({ "log": { "version": "1.2", "entries": entries } });
        let input = report::input("-", log.to_string().as_bytes(), Policy::Mask);
        for diagnosis in &input.diagnoses {
            let Some(first) = diagnosis.fixes.first() else {
                continue;
            };
            assert_eq!(first.stack, own, "{:?}", first.because);
            assert_eq!(first.detected.as_deref(), Some("strong"));
            assert!(first.because.as_ref().unwrap().contains(": "), "{own}");
        }
    }
}

#[test]
fn a_network_in_front_is_shown_behind_the_application_unless_it_made_the_answer() {
    let both = json!({ "method": "GET", "path": "/x", "status": 200, "headers": [
        ["Server", "cloudflare"], ["CF-Ray", "8f00"], ["X-Powered-By", "PHP/8.3"] ] });
    let edge = json!({ "method": "GET", "path": "/y", "status": 520, "headers": [
        ["Server", "cloudflare"], ["CF-Ray", "8f01"] ] });
    let read =
        |answer: &Value, at: usize| har::read_entry(&entry(answer, at).to_string(), at).unwrap();
    let (both, edge) = (read(&both, 0), read(&edge, 1));
    let mut detections = Detections::default();
    detections.see(&both);
    detections.see(&edge);
    let first = |refused| detections.sorted(Some(refused))[0].stack;
    assert_eq!(first(&both), "php");
    assert_eq!(first(&edge), "cloudflare-cdn");
}

#[test]
fn a_network_alone_is_shown_and_never_the_only_choice() {
    let edge = json!({ "method": "GET", "path": "/y", "status": 200, "headers": [
        ["Server", "cloudflare"], ["CF-Ray", "8f01"] ] });
    let log = json!({ "log": { "version": "1.2", "entries": [entry(&edge, 0)] } });
    let input = report::input("-", log.to_string().as_bytes(), Policy::Mask);
    let fixes = &input.diagnoses[0].fixes;
    assert_eq!(fixes[0].stack, "cloudflare-cdn");
    assert!(fixes[0].text.is_empty());
    assert!(
        fixes[0].notes[0].starts_with("Not expressible here: "),
        "{:?}",
        fixes[0].notes
    );
    let others = fixes.iter().skip(1);
    assert!(others.clone().count() >= 3);
    for fix in others {
        assert!(
            fix.detected.is_none() && !fix.text.is_empty(),
            "{}",
            fix.stack
        );
    }
}

#[test]
fn an_answer_without_signs_names_nobody() {
    let answer = json!({ "method": "GET", "path": "/x", "status": 200, "headers": [
        ["Content-Type", "application/json"], ["Content-Length", "2"], ["Vary", "Accept-Encoding"] ] });
    let mut detections = Detections::default();
    detections.see(&har::read_entry(&entry(&answer, 0).to_string(), 0).unwrap());
    assert!(detections.sorted(None).is_empty());
    assert!(ALL.len() >= 55);
}
