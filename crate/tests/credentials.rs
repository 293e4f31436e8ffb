//! The credentials mode: what proves it, what only speaks for it, and what is said where it stays unknown.

use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Basis, CredentialsMode, Diagnosis};

const ORIGIN: &str = r#"{"name":"Origin","value":"http://app.test"}"#;

/// An entry; the page is at another origin of the same site, where no header tells the mode.
fn entry(second: u32, url: &str, method: &str, request: &str, response: &str) -> String {
    let kind = if method == "OPTIONS" {
        "preflight"
    } else {
        "fetch"
    };
    format!(
        r#"{{"startedDateTime":"2026-01-01T00:00:{second:02}.000Z","time":5,"_resourceType":"{kind}",
        "_initiator":{{"type":"script","stack":{{"callFrames":[{{"url":"http://app.test/assets/app.js?v=1","lineNumber":11,"columnNumber":4}}]}}}},
        "request":{{"method":"{method}","url":"{url}","headers":[{request}]}},"response":{response}}}"#
    )
}

fn diagnoses(entries: &[String]) -> Vec<Diagnosis> {
    let har = format!("[{}]", entries.join(","));
    report::input("-", har.as_bytes(), Policy::Mask).diagnoses
}

/// A preflight that fails in both modes, with different codes, and its request.
fn undecided(second: u32) -> [String; 2] {
    let url = "http://api.app.test/orders?page=1";
    let asked = format!(r#"{ORIGIN},{{"name":"Access-Control-Request-Method","value":"PUT"}}"#);
    [
        entry(
            second,
            url,
            "OPTIONS",
            &asked,
            r#"{"status":403,"headers":[{"name":"Access-Control-Allow-Origin","value":"*"}],"_error":null}"#,
        ),
        entry(
            second,
            url,
            "PUT",
            r#"{"name":"Referer","value":"http://app.test/"}"#,
            r#"{"status":0,"headers":[],"_error":"net::ERR_FAILED"}"#,
        ),
    ]
}

#[test]
fn where_it_stays_unknown_both_readings_and_the_test_that_decides_are_named() {
    let all = diagnoses(&undecided(1));
    let diagnosis = &all[0];
    assert_eq!(diagnosis.credentials.mode, CredentialsMode::Unknown);
    assert_eq!(diagnosis.credentials.hints, []);
    let readings: Vec<_> = diagnosis
        .alternatives
        .iter()
        .map(|it| (&*it.condition, it.chromium.as_deref()))
        .collect();
    assert_eq!(
        readings,
        [
            ("credentials: not-include", Some("PreflightInvalidStatus")),
            (
                "credentials: include",
                Some("PreflightWildcardOriginNotAllowed")
            ),
        ]
    );
    for part in [
        "The test that decides",
        "`PreflightInvalidStatus` means credentials: not-include",
        "`PreflightWildcardOriginNotAllowed` means credentials: include",
        "line 12 of `app.js`",
    ] {
        assert!(
            diagnosis.advice.contains(part),
            "{part}: {}",
            diagnosis.advice
        );
    }
}

#[test]
fn another_request_to_the_address_speaks_for_a_mode_and_decides_nothing() {
    let url = "http://api.app.test/orders?page=2";
    let with_cookie = entry(
        5,
        url,
        "PUT",
        &format!(r#"{ORIGIN},{{"name":"Cookie","value":"a=b"}}"#),
        r#"{"status":200,"_error":null,"headers":[{"name":"Access-Control-Allow-Origin","value":"http://app.test"},
            {"name":"Access-Control-Allow-Credentials","value":"true"}]}"#,
    );
    let under_wildcard = entry(
        6,
        url,
        "PUT",
        ORIGIN,
        r#"{"status":200,"_error":null,"headers":[{"name":"Access-Control-Allow-Origin","value":"*"}]}"#,
    );
    let elsewhere = entry(
        7,
        "http://api.app.test/other",
        "PUT",
        &format!(r#"{ORIGIN},{{"name":"Cookie","value":"a=b"}}"#),
        r#"{"status":200,"_error":null,"headers":[{"name":"Access-Control-Allow-Origin","value":"http://app.test"}]}"#,
    );
    let hints = |others: &[&String]| {
        let mut entries = undecided(1).to_vec();
        entries.extend(others.iter().map(|other| (*other).clone()));
        let all = diagnoses(&entries);
        let found = all.iter().find(|it| it.chromium.is_none()).unwrap();
        assert_eq!(found.credentials.basis, Basis::Unknown);
        found
            .credentials
            .hints
            .iter()
            .map(|hint| (hint.mode, hint.entry))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        hints(&[&with_cookie]),
        [(CredentialsMode::Include, Some(2))]
    );
    assert_eq!(
        hints(&[&under_wildcard]),
        [(CredentialsMode::NotInclude, Some(2))]
    );
    assert_eq!(hints(&[&elsewhere]), []);
    let text = format!(
        "{:?}",
        diagnoses(&[undecided(1).as_slice(), &[with_cookie]].concat())[0]
    );
    assert!(text.contains("from the same line of code"), "{text}");
    assert!(!text.contains("a=b"), "the cookie stays masked");
}

/// A preflighted request that carries Authorization; `asked` is what its preflight asked for.
fn authorized(asked: &str) -> Diagnosis {
    let url = "http://api.app.test/orders";
    let preflight = format!(
        r#"{ORIGIN},{{"name":"Access-Control-Request-Method","value":"PUT"}},{{"name":"Access-Control-Request-Headers","value":"{asked}"}}"#
    );
    let actual = format!(
        r#"{ORIGIN},{{"name":"Host","value":"api.app.test"}},{{"name":"X-A","value":"1"}},{{"name":"Authorization","value":"Basic eDp5"}}"#
    );
    let permitted = r#"{"status":204,"_error":null,"headers":[{"name":"Access-Control-Allow-Origin","value":"http://app.test"},
        {"name":"Access-Control-Allow-Credentials","value":"true"},{"name":"Access-Control-Allow-Methods","value":"PUT"},
        {"name":"Access-Control-Allow-Headers","value":"x-a, authorization"}]}"#;
    let mut all = diagnoses(&[
        entry(1, url, "OPTIONS", &preflight, permitted),
        entry(
            1,
            url,
            "PUT",
            &actual,
            r#"{"status":200,"headers":[],"_error":"net::ERR_FAILED"}"#,
        ),
    ]);
    all.remove(0)
}

#[test]
fn authorization_that_no_preflight_asked_for_was_added_by_the_browser() {
    let by_browser = authorized("x-a");
    assert_eq!(by_browser.credentials.mode, CredentialsMode::Include);
    assert_eq!(by_browser.credentials.basis, Basis::Inferred);
    let by_page = authorized("authorization,x-a");
    assert_eq!(by_page.credentials.mode, CredentialsMode::Unknown);
}
