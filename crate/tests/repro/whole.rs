//! Commands ask what the browser asked, and a shell and curl can run them.

use std::process::Command;

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;

fn har(entries: &[Value]) -> String {
    json!({ "log": { "entries": entries } }).to_string()
}

/// A failed request of a page.
fn entry(method: &str, url: &str, headers: &[(&str, &str)]) -> Value {
    let mut lines = vec![json!({ "name": "Origin", "value": "http://app.test" })];
    let named = headers.iter();
    lines.extend(named.map(|(name, value)| json!({ "name": name, "value": value })));
    json!({ "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "fetch",
        "request": { "method": method, "url": url, "headers": lines },
        "response": { "status": 200, "headers": [], "_error": "net::ERR_FAILED" } })
}

fn repro(entries: &[Value]) -> Value {
    let input = report::input("-", har(entries).as_bytes(), Policy::Keep);
    serde_json::to_value(input.diagnoses[0].repro.as_ref().unwrap()).unwrap()
}

const SHELLS: [&str; 3] = ["bash", "powershell", "cmd"];

#[test]
fn headers_that_the_preflight_asked_for_are_sent() {
    let mut preflight = entry(
        "OPTIONS",
        "http://api.test/a",
        &[
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "pragma, x-a,origin"),
            ("Access-Control-Request-Private-Network", "true"),
        ],
    );
    preflight["response"] = json!({ "status": 204, "_error": null, "headers": [
        { "name": "Access-Control-Allow-Origin", "value": "http://app.test" },
        { "name": "Access-Control-Allow-Headers", "value": "pragma, x-a, origin" }] });
    let actual = entry(
        "GET",
        "http://api.test/a",
        &[
            ("Pragma", "no-cache"),
            ("X-A", "1"),
            ("DNT", "1"),
            ("Sec-Fetch-Mode", "cors"),
        ],
    );
    let commands = repro(&[actual.clone(), preflight]);
    for shell in SHELLS {
        let asked = commands["preflight"][shell].as_str().unwrap();
        for line in [
            "Access-Control-Request-Headers: pragma, x-a,origin",
            "Access-Control-Request-Private-Network: true",
        ] {
            assert_eq!(asked.matches(line).count(), 1, "{asked}");
        }
        let sent = commands["actual"][shell].as_str().unwrap();
        for line in ["Pragma: no-cache", "X-A: 1", "Origin: http://app.test"] {
            assert_eq!(sent.matches(line).count(), 1, "{sent}");
        }
        assert!(
            !sent.contains("DNT") && !sent.contains("Sec-Fetch"),
            "{sent}"
        );
    }
    // Of a request without that question the browser itself may have set it.
    let commands = repro(&[actual]);
    assert!(
        !commands["actual"]["bash"]
            .as_str()
            .unwrap()
            .contains("Pragma")
    );
}

fn with_body(method: &str, body: &str) -> Value {
    let mut entry = entry(
        method,
        "http://api.test/a",
        &[("Content-Type", "text/plain")],
    );
    entry["request"]["postData"] = json!({ "mimeType": "text/plain", "text": body });
    entry
}

#[test]
fn a_body_that_no_command_holds_is_sent_from_its_file_or_not_at_all() {
    let folder = std::env::temp_dir().join(format!("whycors-body-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (body, why) in [
        ("a\0b".to_owned(), "it holds a NUL byte"),
        ("x".repeat(9000), "it is too long for a command"),
    ] {
        let commands = &repro(&[with_body("POST", &body)])["actual"];
        for shell in SHELLS {
            let command = commands[shell].as_str().unwrap();
            assert!(
                command.contains(&format!("body.bin first: {why}")),
                "{command}"
            );
        }
        let powershell = commands["powershell"].as_str().unwrap();
        assert!(
            powershell.contains("if (Test-Path body.bin) { @("),
            "{powershell}"
        );
        assert!(
            commands["cmd"]
                .as_str()
                .unwrap()
                .ends_with("--data-binary @- < body.bin")
        );
        let script = format!("curl() {{ cat; }}\n{}", commands["bash"].as_str().unwrap());
        let run = || {
            let mut bash = Command::new("bash");
            bash.args(["-c", &script])
                .current_dir(&folder)
                .output()
                .unwrap()
        };
        let output = run();
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("body.bin"));
        std::fs::write(folder.join("body.bin"), &body).unwrap();
        assert_eq!(run().stdout, body.as_bytes());
        std::fs::remove_file(folder.join("body.bin")).unwrap();
    }
    std::fs::remove_dir(folder).unwrap();
}

#[test]
fn a_head_is_sent_without_its_body() {
    let commands = &repro(&[with_body("HEAD", "x")])["actual"];
    for shell in SHELLS {
        let command = commands[shell].as_str().unwrap();
        assert!(
            command.contains("without the body: curl sends none with HEAD"),
            "{command}"
        );
        // curl would state a type by itself only with a body.
        assert!(
            !command.contains("data-") && !command.contains("Content-Type:\""),
            "{command}"
        );
    }
}

#[test]
fn an_address_is_written_as_a_request_can_hold_it() {
    let commands =
        &repro(&[entry("GET", "http://api.test/p a?q=\u{e9} \u{1}%41[]", &[])])["actual"];
    for shell in SHELLS {
        // cmd has a quotation of its own for `%`.
        let command = commands[shell]
            .as_str()
            .unwrap()
            .replace("\"^%\"", "%")
            .replace("\"^%^%\"", "%%");
        assert!(
            command.contains("http://api.test/p%20a?q=%C3%A9%20%01%41[]"),
            "{command}"
        );
    }
}
