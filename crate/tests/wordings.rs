//! Sentences that have to be true: whole logs, and what a reader is told of them.

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Diagnosis, Outcome};

const PAGE: &str = "http://app.test:3000";

fn headers(list: &[(&str, &str)]) -> Value {
    list.iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

/// One entry as DevTools writes it; the last parameter is what `response` holds besides.
fn entry(method: &str, asked: &[(&str, &str)], status: i32, answered: &[(&str, &str)]) -> Value {
    json!({
        "startedDateTime": "2026-01-01T00:00:01.000Z",
        "time": 1,
        "request": {
            "method": method,
            "url": "https://api.test/orders",
            "httpVersion": "h2",
            "headers": headers(asked),
        },
        "response": {
            "status": status,
            "headers": headers(answered),
            "redirectURL": "",
        },
    })
}

/// A page's request with what it was answered, refused by Chromium.
fn refused(status: i32, answered: &[(&str, &str)]) -> Value {
    let mut entry = entry(
        "GET",
        &[("Origin", PAGE), ("Sec-Fetch-Mode", "cors")],
        status,
        answered,
    );
    entry["response"]["_error"] = json!("net::ERR_FAILED");
    entry
}

/// A preflight with what it was answered, and the request that never left.
fn refused_preflight(status: i32, answered: &[(&str, &str)]) -> Vec<Value> {
    let mut actual = entry("PUT", &[("Origin", PAGE)], 0, &[]);
    actual["response"]["_error"] = json!("net::ERR_FAILED");
    let asked = [
        ("Origin", PAGE),
        ("Access-Control-Request-Method", "PUT"),
        ("Sec-Fetch-Mode", "cors"),
    ];
    let mut preflight = entry("OPTIONS", &asked, status, answered);
    preflight["_resourceType"] = json!("preflight");
    vec![actual, preflight]
}

fn told(entries: &[Value]) -> Diagnosis {
    let log = json!({"log": {
        "version": "1.2",
        "creator": {"name": "WebInspector", "version": "537.36"},
        "entries": entries,
    }});
    let mut input = report::input("a.har", log.to_string().as_bytes(), Policy::Mask);
    assert_eq!(input.diagnoses.len(), 1, "{log}");
    input.diagnoses.remove(0)
}

fn also(diagnosis: &Diagnosis) -> Vec<(&str, &str)> {
    let further = diagnosis.also.iter();
    further
        .map(|next| (&*next.cause, next.chromium.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn the_status_of_a_refused_preflight_is_a_fault_of_its_own() {
    for status in [400, 415, 422, 429, 500, 508] {
        let told = told(&refused_preflight(status, &[]));
        assert_eq!(told.outcome, Outcome::Cors);
        assert_eq!(
            told.chromium.as_deref(),
            Some("PreflightMissingAllowOriginHeader")
        );
        assert_eq!(told.cause.as_deref(), Some("allow-origin-missing"));
        assert!(told.what.contains(&status.to_string()), "{}", told.what);
        assert!(told.why.contains("200 to 299"), "{}", told.why);
        assert!(told.advice.contains("204"), "{}", told.advice);
        assert_eq!(
            also(&told),
            [("preflight-not-ok-status", "PreflightInvalidStatus")]
        );
    }
}

#[test]
fn right_headers_leave_the_status_of_a_refused_preflight() {
    let slash = [("Access-Control-Allow-Origin", "http://app.test:3000/")];
    assert_eq!(
        also(&told(&refused_preflight(500, &slash))),
        [("preflight-not-ok-status", "PreflightInvalidStatus")]
    );
    let nginx = told(&refused_preflight(500, &[("Server", "nginx")]));
    assert_eq!(nginx.cause.as_deref(), Some("proxy-error-without-always"));
    assert!(nginx.advice.contains("204"), "{}", nginx.advice);
    assert_eq!(
        also(&nginx),
        [("preflight-not-ok-status", "PreflightInvalidStatus")]
    );
}

#[test]
fn a_cause_that_explains_the_status_is_said_once() {
    let of_a_list = [("Vary", "Origin")];
    for (status, answered, cause) in [
        (401, &[][..], "preflight-auth-before-cors"),
        (404, &[], "preflight-no-options-route"),
        (502, &[], "upstream-down"),
        (400, &of_a_list, "origin-not-in-allow-list"),
    ] {
        let told = told(&refused_preflight(status, answered));
        assert_eq!(told.cause.as_deref(), Some(cause));
        assert_eq!(also(&told), []);
    }
}

#[test]
fn the_error_that_a_page_cannot_read_is_named() {
    for (status, name) in [
        (400, "could not use the request"),
        (409, "contradicts what the server holds"),
        (415, "does not take a body of this type"),
        (422, "refused what it says"),
        (429, "too many requests"),
    ] {
        let told = told(&[refused(status, &[])]);
        assert_eq!(told.chromium.as_deref(), Some("MissingAllowOriginHeader"));
        assert_eq!(told.cause.as_deref(), Some("error-outside-cors-middleware"));
        assert!(told.what.contains(name), "{}", told.what);
        let real = format!("The {status} is the real failure.");
        assert!(told.advice.starts_with(&real), "{}", told.advice);
    }
    // One that no cause of its own names.
    let told = told(&[refused(418, &[])]);
    assert_eq!(told.cause.as_deref(), Some("allow-origin-missing"));
    assert!(
        told.advice.contains("418, which remains"),
        "{}",
        told.advice
    );
}

/// A request as Playwright writes it, with the words of the browser that it drives.
fn of_playwright(words: Option<&str>) -> Value {
    let asked = [("Origin", PAGE), ("Sec-Fetch-Mode", "cors")];
    let mut entry = entry("GET", &asked, -1, &[]);
    if let Some(words) = words {
        entry["response"]["_failureText"] = json!(words);
    }
    entry
}

#[test]
fn what_playwright_says_of_a_failure_is_read() {
    let table = [
        ("net::ERR_CONNECTION_REFUSED", "network-failure"),
        ("net::ERR_BLOCKED_BY_CLIENT", "blocked-by-client"),
        ("NS_ERROR_UNKNOWN_HOST", "network-failure"),
    ];
    for (words, cause) in table {
        let told = told(&[of_playwright(Some(words))]);
        assert_eq!(told.outcome, Outcome::NotCors, "{words}");
        assert_eq!(told.cause.as_deref(), Some(cause), "{words}");
        assert!(
            told.evidence
                .iter()
                .any(|it| it.value.as_deref() == Some(words))
        );
    }
}

#[test]
fn words_that_may_stand_for_a_refusal_prove_no_other_reason() {
    for words in ["net::ERR_FAILED", "NS_ERROR_DOM_BAD_URI", "Load failed"] {
        let told = told(&[of_playwright(Some(words))]);
        assert_eq!(told.outcome, Outcome::Unclear, "{words}");
        assert_eq!(told.cause.as_deref(), Some("unexplained"));
        // It has request headers.
        assert!(!told.what.contains("header"), "{}", told.what);
        let is_said = !words.starts_with("net::");
        assert_eq!(told.what.contains(words), is_said, "{}", told.what);
    }
    let bare = json!({
        "startedDateTime": "2026-01-01T00:00:01.000Z",
        "request": {"method": "GET", "url": "https://api.test/orders", "headers": []},
        "response": {"status": 0, "headers": [], "_error": "net::ERR_FAILED"},
    });
    assert!(told(&[bare]).what.contains("no header of it"));
}

#[test]
fn a_request_of_playwright_without_an_end_has_not_failed() {
    let told = told(&[of_playwright(None)]);
    assert_eq!(told.outcome, Outcome::Unclear);
    assert!(told.what.contains("without its end"), "{}", told.what);
    assert!(!told.what.contains("DevTools"), "{}", told.what);
}

#[test]
fn only_names_of_chromium_are_said_to_be_the_browsers() {
    let failed = |words: &str| {
        let mut entry = entry("GET", &[("Origin", PAGE)], 0, &[]);
        entry["response"]["_error"] = json!(words);
        told(&[entry])
    };
    let of_chromium = failed("net::ERR_CACHE_MISS");
    assert!(of_chromium.what.contains("the browser's network layer"));
    assert!(of_chromium.advice.contains("chrome://network-errors"));
    let of_a_proxy = failed("[Errno 60] Connect call failed");
    assert_eq!(of_a_proxy.cause.as_deref(), Some("network-failure"));
    assert!(of_a_proxy.what.contains("the program that wrote the log"));
    let all = format!("{} {}", of_a_proxy.what, of_a_proxy.advice);
    assert!(!all.contains("chrome://") && !all.contains("network layer"));
}

#[test]
fn a_host_in_letters_is_told_in_punycode() {
    let told = |page: &str, allowed: &str| {
        let mut entry = refused(200, &[("Access-Control-Allow-Origin", allowed)]);
        entry["request"]["headers"][0]["value"] = json!(page);
        told(&[entry])
    };
    // As UTF-8 bytes, as one byte of Latin-1, and as another program writes it.
    for allowed in [
        "http://b\u{c3}\u{bc}cher.test",
        "http://b\u{fc}cher.test",
        "http://B\u{fc}cher.test:8443",
    ] {
        let told = told("http://xn--bcher-kva.test", allowed);
        assert_eq!(told.cause.as_deref(), Some("allow-origin-invisible-bytes"));
        assert!(told.title.ends_with("in Unicode"), "{}", told.title);
        assert!(
            told.what.contains("cher.test") && told.what.contains("Punycode"),
            "{}",
            told.what
        );
        assert!(
            told.advice.contains("`http://xn--bcher-kva.test`"),
            "{}",
            told.advice
        );
        assert!(!told.advice.contains("by hand"), "{}", told.advice);
    }
    let umlaut = told(PAGE, "http://b\u{fc}ro.test:3000");
    assert!(!umlaut.title.contains("cannot be seen"), "{}", umlaut.title);
    assert!(umlaut.advice.contains("Punycode"), "{}", umlaut.advice);
    let hidden = told(PAGE, "http://app.test:3000\u{e2}\u{20ac}\u{2039}");
    assert!(hidden.title.contains("cannot be seen"), "{}", hidden.title);
}

#[test]
fn a_bare_403_of_a_preflight_is_not_said_to_be_authentication() {
    let bare = told(&refused_preflight(403, &[]));
    assert_eq!(bare.cause.as_deref(), Some("preflight-auth-before-cors"));
    assert!(!bare.title.contains("Authentication"), "{}", bare.title);
    assert!(
        !bare.what.contains("asked for credentials"),
        "{}",
        bare.what
    );
    for word in ["Often", "firewall", "guard"] {
        assert!(bare.what.contains(word), "{}", bare.what);
    }
    let challenge = [("WWW-Authenticate", "Bearer")];
    for (status, answered) in [(403, &challenge[..]), (401, &challenge), (401, &[])] {
        let told = told(&refused_preflight(status, answered));
        assert!(told.what.contains("asked for credentials"), "{}", told.what);
    }
}

#[test]
fn equal_values_in_one_line_are_those_of_two_layers() {
    let told = |value: &str| {
        let told = told(&[refused(200, &[("Access-Control-Allow-Origin", value)])]);
        (told.cause.unwrap_or_default(), told.what)
    };
    for value in [
        "http://app.test:3000, http://app.test:3000",
        "http://app.test:3000,http://app.test:3000,http://app.test:3000",
        "*, *",
        "http://app.test:3000, *",
    ] {
        let (cause, what) = told(value);
        assert_eq!(cause, "allow-origin-added-twice", "{value}");
        assert!(what.contains("joined on the way"), "{what}");
    }
    for value in [
        "http://app.test:3000, https://admin.test",
        "http://app.test:3000 http://app.test:3000",
        "http://app.test:3000,",
    ] {
        assert_eq!(told(value).0, "allow-origin-list-in-one-header", "{value}");
    }
}
