//! What a log does not hold is said to be unknown: no header is missing that the log merely lacks, and no browser refused
//! what no browser is known to have asked for.

#[path = "unknown/revalidated.rs"]
mod revalidated;

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report::v1::{Certainty, Diagnosis, Outcome};
use whycors::report::{self, Format};

const PAGE: &str = "https://app.test";

type Lines<'text> = &'text [(&'text str, &'text str)];

/// Header lines as HAR writes them.
fn lines(lines: &[(&str, &str)]) -> Value {
    let line = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
    lines.iter().map(line).collect()
}

/// A request of another program's log, which states no failure.
fn plain(request: &[(&str, &str)], status: u16, response: &[(&str, &str)]) -> Value {
    json!({
        "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 5,
        "request": { "method": "GET", "url": "https://api.test/x", "headers": lines(request) },
        "response": { "status": status, "headers": lines(response), "redirectURL": "" },
    })
}

/// The same as Chromium logs a failure.
fn failed(mut entry: Value) -> Value {
    entry["_resourceType"] = json!("fetch");
    entry["response"]["_error"] = json!("net::ERR_FAILED");
    entry
}

/// A request as a browser sends it to another origin.
fn of_browser() -> Vec<(&'static str, &'static str)> {
    vec![
        ("Origin", PAGE),
        ("Host", "api.test"),
        ("Sec-Fetch-Mode", "cors"),
    ]
}

fn diagnoses(entries: &[Value]) -> (Vec<Diagnosis>, Vec<String>) {
    let text = json!({ "log": { "entries": entries } }).to_string();
    let input = report::input("x.har", text.as_bytes(), Policy::Mask);
    let gaps = input.gaps.into_iter().map(|gap| gap.at).collect();
    (input.diagnoses, gaps)
}

/// The only diagnosis of a log.
fn diagnosis(entries: &[Value]) -> Diagnosis {
    let (mut found, _) = diagnoses(entries);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn assert_lacks_headers(found: &Diagnosis, place: &str) {
    assert_eq!(found.outcome, Outcome::Unclear, "{place}");
    assert_eq!(found.chromium, None, "{place}");
    assert_eq!(found.certainty, Certainty::Possible, "{place}");
    assert!(
        found.what.contains("lacks the headers"),
        "{place}: {}",
        found.what
    );
    let decided = found.checks.iter().filter(|check| check.passed.is_some());
    assert_eq!(decided.count(), 0, "{place}: {:?}", found.checks);
    let answered = |id: &str| found.status.is_some() || id.starts_with("preflight-");
    let claims = found
        .checks
        .iter()
        .filter(|check| answered(&check.id) && check.note.contains("no Access-Control"));
    assert_eq!(claims.count(), 0, "{place}: {:?}", found.checks);
}

/// A list of headers in a form that loses the line that decides.
fn unreadable_lists() -> Vec<Value> {
    let allow = "Access-Control-Allow-Origin";
    vec![
        json!(null),
        json!({ allow: PAGE }),
        json!(format!("{allow}: {PAGE}")),
        json!([{ "name": allow, "value": null }]),
        json!([{ "name": allow, "value": [PAGE] }]),
        json!([{ "name": allow }]),
        json!([{ "key": allow, "value": PAGE }]),
        json!([{ "name": "Date", "value": "now" }, null]),
        json!([format!("{allow}: {PAGE}")]),
    ]
}

#[test]
fn a_header_that_the_log_lacks_is_not_missing_from_the_answer() {
    for list in unreadable_lists() {
        for chromium in [true, false] {
            let mut entry = plain(&of_browser(), 200, &[]);
            entry["response"]["headers"] = list.clone();
            let entry = if chromium { failed(entry) } else { entry };
            let (found, gaps) = diagnoses(std::slice::from_ref(&entry));
            assert_eq!(gaps, ["log.entries[0].response.headers"], "{list}");
            assert_lacks_headers(&found[0], &list.to_string());
        }
    }
    let mut entry = plain(&of_browser(), 200, &[]);
    entry["response"].as_object_mut().unwrap().remove("headers");
    let (found, gaps) = diagnoses(&[entry]);
    assert_eq!(gaps, ["log.entries[0].response.headers"]);
    assert_lacks_headers(&found[0], "no list");
}

#[test]
fn a_lost_line_that_no_check_reads_leaves_the_verdict_as_it_is() {
    let mut entry = failed(plain(&of_browser(), 200, &[]));
    entry["response"]["headers"] =
        json!([{ "name": "Content-Length", "value": 12 }, { "name": "Date", "value": null }]);
    let (found, gaps) = diagnoses(&[entry]);
    assert_eq!(gaps.len(), 2);
    assert_eq!(
        found[0].chromium.as_deref(),
        Some("MissingAllowOriginHeader")
    );
}

#[test]
fn what_was_answered_without_headers_and_needs_none_is_no_failure() {
    let mut image = plain(&[("Host", "img.test")], 200, &[]);
    let mut own = plain(&of_browser(), 200, &[]);
    own["request"]["url"] = json!("https://app.test/x");
    for entry in [&mut image, &mut own] {
        entry["response"]["headers"] = json!(null);
        assert!(diagnoses(std::slice::from_ref(entry)).0.is_empty());
    }
    // Chromium says that it succeeded: whatever its headers were, they allowed it.
    let mut entry = plain(&of_browser(), 200, &[]);
    entry["response"]["_error"] = json!(null);
    entry["response"]["headers"] = json!(null);
    assert!(diagnoses(&[entry]).0.is_empty());
}

/// A preflight and the request that it asked for.
fn asked(preflight: Value, status: u16) -> [Value; 2] {
    let mut entry = plain(&[("Origin", PAGE)], 204, &[]);
    entry["request"]["method"] = json!("OPTIONS");
    entry["request"]["headers"] = lines(&[
        ("Origin", PAGE),
        ("Host", "api.test"),
        ("Access-Control-Request-Method", "PUT"),
    ]);
    entry["response"]["headers"] = preflight;
    entry["response"]["_error"] = json!(null);
    entry["_resourceType"] = json!("preflight");
    let allowed = [("Access-Control-Allow-Origin", PAGE)];
    let answer: &[(&str, &str)] = if status == 0 { &[] } else { &allowed };
    let mut actual = failed(plain(&of_browser(), status, answer));
    actual["request"]["method"] = json!("PUT");
    if status == 0 {
        actual["request"]["headers"] = lines(&[("Referer", "https://app.test/")]);
    } else {
        actual["response"]["_error"] = json!(null);
    }
    [entry, actual]
}

#[test]
fn a_preflight_without_known_headers_refuses_nothing_and_permits_nothing() {
    for list in unreadable_lists() {
        let found = diagnosis(&asked(list.clone(), 0));
        assert_eq!(found.preflight, Some(0), "{list}");
        assert_lacks_headers(&found, &list.to_string());
        // A request that was answered had the permission, whatever it was.
        assert!(diagnoses(&asked(list, 200)).0.is_empty());
        let [alone, _] = asked(json!(null), 0);
        assert_lacks_headers(&diagnosis(&[alone]), "a lone preflight");
    }
}

#[test]
fn where_the_headers_of_the_request_are_not_known_nothing_is_said_to_have_passed() {
    for list in [json!(null), json!({ "Origin": PAGE }), json!([null])] {
        let mut entry = failed(plain(&[], 200, &[]));
        entry["request"]["headers"] = list;
        let found = diagnosis(&[entry]);
        assert_eq!(found.outcome, Outcome::Unclear);
        assert!(found.what.contains("lacks the headers"), "{}", found.what);
    }
}

#[test]
fn a_file_of_ours_says_which_headers_it_could_not_read() {
    let mut entry = failed(plain(&of_browser(), 200, &[("Server", "nginx")]));
    let list = entry["response"]["headers"].as_array_mut().unwrap();
    list.push(json!(null));
    let text = json!({ "log": { "entries": [entry] } }).to_string();
    let examined = report::examine("x.har", text.as_bytes(), Policy::Mask);
    let written = report::render(Format::Har, &[examined.source()]);
    let again = report::input("x.har", written.as_bytes(), Policy::Mask);
    assert_lacks_headers(&again.diagnoses[0], "again");
    assert!(again.gaps.is_empty(), "{:?}", again.gaps);
}

/// A browser of a page that states no mode: on plain http, or before `Sec-Fetch-Mode`.
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

#[test]
fn what_carries_an_origin_in_another_mode_is_not_checked() {
    const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let kinds: [(u16, &[(&str, &str)]); 7] = [
        (101, &[("Connection", "Upgrade")]),
        (400, &[("Upgrade", "WebSocket")]),
        (200, &[("Upgrade-Insecure-Requests", "1")]),
        (302, &[form, ("Upgrade-Insecure-Requests", "1")]),
        (200, &[form, ("Accept", ACCEPT)]),
        (204, &[("Content-Type", "application/csp-report")]),
        (200, &[("Content-Type", "application/reports+json")]),
    ];
    for (status, own) in kinds {
        let mut request = vec![
            ("Origin", PAGE),
            ("Host", "api.test"),
            ("User-Agent", FIREFOX),
        ];
        request.extend(own);
        let (found, _) = diagnoses(&[plain(&request, status, &[("Location", "/done")])]);
        let cors = found.iter().filter(|it| it.outcome != Outcome::NotCors);
        assert_eq!(cors.count(), 0, "{status} {own:?}: {found:#?}");
    }
    // A part of a page, loaded by a script, is checked.
    let own = [("Origin", PAGE), form, ("Accept", "text/html, */*; q=0.01")];
    assert_eq!(diagnosis(&[plain(&own, 200, &[])]).outcome, Outcome::Cors);
}

#[test]
fn a_refusal_that_only_an_origin_speaks_for_is_likely_at_most() {
    let request = [
        ("Origin", PAGE),
        ("Host", "api.test"),
        ("User-Agent", FIREFOX),
    ];
    let found = diagnosis(&[plain(&request, 200, &[])]);
    assert_eq!(found.chromium.as_deref(), Some("MissingAllowOriginHeader"));
    assert_eq!(found.certainty, Certainty::Likely);
    assert!(found.why.contains("its Origin header"), "{}", found.why);
    // The mode, or the failure, makes it certain.
    let mut in_mode = request.to_vec();
    in_mode.push(("Sec-Fetch-Mode", "cors"));
    for entry in [plain(&in_mode, 200, &[]), failed(plain(&request, 200, &[]))] {
        let found = diagnosis(&[entry]);
        assert_eq!(found.certainty, Certainty::Certain, "{}", found.why);
        assert!(!found.why.contains("its Origin header"), "{}", found.why);
    }
    // And so does a preflight, which only browsers send.
    let [preflight, mut actual] = asked(json!([]), 0);
    actual["response"].as_object_mut().unwrap().remove("_error");
    let found = diagnosis(&[preflight, actual]);
    assert_eq!(found.certainty, Certainty::Certain, "{}", found.why);
}

#[test]
fn a_program_that_is_no_browser_is_refused_nothing() {
    let request = |agent| [("Origin", PAGE), ("User-Agent", agent)];
    for agent in ["okhttp/4.9", "curl/8.5.0", "PostmanRuntime/7.43.0"] {
        let found = diagnosis(&[plain(&request(agent), 200, &[])]);
        assert_eq!(found.outcome, Outcome::Unclear, "{agent}");
        assert_eq!(found.chromium, None, "{agent}");
        assert!(found.what.contains("browser asked"), "{}", found.what);
        // A log that says that it failed speaks of a browser.
        let found = diagnosis(&[failed(plain(&request(agent), 200, &[]))]);
        assert_eq!(found.certainty, Certainty::Certain, "{agent}");
        let allowed = plain(
            &request(agent),
            200,
            &[("Access-Control-Allow-Origin", "*")],
        );
        assert!(diagnoses(&[allowed]).0.is_empty(), "{agent}");
    }
}
