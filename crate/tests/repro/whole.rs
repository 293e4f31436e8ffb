//! Commands ask what the browser asked, and a shell and curl can run them.

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
