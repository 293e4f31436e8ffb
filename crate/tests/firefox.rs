//! What is said of Firefox: the table of its checks over one response, and whole logs of both browsers.

use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Diagnosis, FirefoxBasis, Outcome};

const PAGE: &str = "http://localhost:48101";

/// A preflighted PUT as Chromium logs it: the preflight's answer decides.
fn preflighted(status: u16, headers: &[(&str, &str)]) -> Diagnosis {
    let headers = lines(headers);
    let location = if (300..400).contains(&status) {
        r#""redirectURL":"/moved""#
    } else {
        r#""redirectURL":"""#
    };
    let har = format!(
        r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","time":5,"_resourceType":"fetch","request":{{"method":"PUT",
        "url":"http://localhost:48102/x","headers":[{{"name":"Referer","value":"{PAGE}/"}},{{"name":"X-A","value":"1"}},{{"name":"X-B","value":"2"}}]}},
        "response":{{"status":0,"headers":[],"_error":"net::ERR_FAILED"}}}},
        {{"startedDateTime":"2026-01-01T00:00:00.001Z","time":3,"_resourceType":"preflight",
        "_initiator":{{"type":"preflight","url":"http://localhost:48102/x","requestId":"1"}},
        "request":{{"method":"OPTIONS","url":"http://localhost:48102/x","headers":[{{"name":"Origin","value":"{PAGE}"}},
        {{"name":"Access-Control-Request-Method","value":"PUT"}},
        {{"name":"Access-Control-Request-Headers","value":"x-a,x-b"}}]}},
        "response":{{"status":{status},{location},"headers":[{headers}],"_error":null}}}}]"#
    );
    only(&har)
}

/// A GET without a preflight.
fn simple(headers: &[(&str, &str)]) -> Diagnosis {
    let headers = lines(headers);
    only(&format!(
        r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","time":5,"_resourceType":"fetch","request":{{"method":"GET",
        "url":"http://localhost:48102/x","headers":[{{"name":"Origin","value":"{PAGE}"}},
        {{"name":"Sec-Fetch-Mode","value":"cors"}}]}},
        "response":{{"status":200,"headers":[{headers}],"_error":"net::ERR_FAILED"}}}}]"#
    ))
}

fn lines(headers: &[(&str, &str)]) -> String {
    let lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| format!(r#"{{"name":"{name}","value":"{value}"}}"#))
        .collect();
    lines.join(",")
}

fn only(har: &str) -> Diagnosis {
    let mut diagnoses = report::input("-", har.as_bytes(), Policy::Mask).diagnoses;
    assert_eq!(diagnoses.len(), 1, "{har}");
    diagnoses.remove(0)
}

const ORIGIN: (&str, &str) = ("Access-Control-Allow-Origin", PAGE);

#[test]
fn where_the_two_browsers_name_the_same_fault_differently() {
    let put = ("Access-Control-Allow-Methods", "PUT");
    let both = ("Access-Control-Allow-Headers", "x-a, x-b");
    let unreadable = ("Access-Control-Allow-Headers", "x a");
    let table = [
        // Two lines, and a list on one line: Chromium calls both several values.
        (
            simple(&[ORIGIN, ORIGIN]),
            "MultipleAllowOriginValues",
            "CORSMultipleAllowOriginNotAllowed",
        ),
        (
            simple(&[(
                "Access-Control-Allow-Origin",
                "http://localhost:48101, http://b.test",
            )]),
            "MultipleAllowOriginValues",
            "CORSAllowOriginNotMatchingOrigin",
        ),
        (
            simple(&[("Access-Control-Allow-Origin", "")]),
            "InvalidAllowOriginValue",
            "CORSAllowOriginNotMatchingOrigin",
        ),
        (
            simple(&[]),
            "MissingAllowOriginHeader",
            "CORSMissingAllowOrigin",
        ),
        // Only credentials explain this failure.
        (
            simple(&[("Access-Control-Allow-Origin", "*")]),
            "WildcardOriginNotAllowed",
            "CORSNotSupportingCredentials",
        ),
        (
            simple(&[ORIGIN]),
            "InvalidAllowCredentials",
            "CORSMissingAllowCredentials",
        ),
        // Chromium refuses the redirect of a preflight before it reads a header; Firefox reads the headers first.
        (
            preflighted(301, &[]),
            "PreflightDisallowedRedirect",
            "CORSMissingAllowOrigin",
        ),
        (
            preflighted(301, &[("Access-Control-Allow-Origin", "http://b.test")]),
            "PreflightDisallowedRedirect",
            "CORSAllowOriginNotMatchingOrigin",
        ),
        // Chromium reads both lists before it looks for the method; Firefox looks for it in between.
        (
            preflighted(
                204,
                &[
                    ORIGIN,
                    put,
                    unreadable,
                    ("Access-Control-Allow-Credentials", "true"),
                ],
            ),
            "InvalidAllowHeadersPreflightResponse",
            "CORSInvalidAllowHeader",
        ),
        (
            preflighted(
                204,
                &[
                    ORIGIN,
                    unreadable,
                    ("Access-Control-Allow-Credentials", "true"),
                ],
            ),
            "InvalidAllowHeadersPreflightResponse",
            "CORSMethodNotFound",
        ),
        (
            preflighted(
                204,
                &[ORIGIN, both, ("Access-Control-Allow-Credentials", "true")],
            ),
            "MethodDisallowedByPreflightResponse",
            "CORSMethodNotFound",
        ),
        (
            preflighted(
                204,
                &[ORIGIN, put, ("Access-Control-Allow-Credentials", "true")],
            ),
            "HeaderDisallowedByPreflightResponse",
            "CORSMissingAllowHeaderFromPreflight",
        ),
        (
            preflighted(403, &[ORIGIN, ("Access-Control-Allow-Credentials", "true")]),
            "PreflightInvalidStatus",
            "CORSPreflightDidNotSucceed",
        ),
    ];
    for (diagnosis, chromium, firefox) in table {
        assert_eq!(diagnosis.outcome, Outcome::Cors);
        assert_eq!(diagnosis.chromium.as_deref(), Some(chromium));
        assert_eq!(diagnosis.firefox.as_deref(), Some(firefox), "{chromium}");
    }
}

#[test]
fn what_was_not_measured_says_so() {
    let measured = preflighted(301, &[]);
    assert_eq!(measured.firefox_basis, Some(FirefoxBasis::Measured));
    let derived = preflighted(
        204,
        &[
            ORIGIN,
            ("Access-Control-Allow-Headers", "x a"),
            ("Access-Control-Allow-Credentials", "true"),
        ],
    );
    assert_eq!(derived.firefox_basis, Some(FirefoxBasis::Derived));
    let passing_elsewhere = simple(&[ORIGIN]);
    assert!(passing_elsewhere.firefox_basis.is_some());
}

#[test]
fn undecided_readings_name_a_reason_each() {
    let diagnosis = preflighted(403, &[("Access-Control-Allow-Origin", "*")]);
    assert_eq!(diagnosis.chromium, None);
    assert_eq!(diagnosis.firefox, None);
    let named: Vec<Option<&str>> = diagnosis
        .alternatives
        .iter()
        .map(|alternative| alternative.firefox.as_deref())
        .collect();
    assert_eq!(
        named,
        [
            Some("CORSPreflightDidNotSucceed"),
            Some("CORSNotSupportingCredentials")
        ]
    );
}

/// A network error as Chromium logs it, of a request to another origin.
fn net_error(error: &str, mode: &str) -> Diagnosis {
    only(&format!(
        r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","time":5,"_resourceType":"fetch","request":{{"method":"GET",
        "url":"http://localhost:48102/x","headers":[{{"name":"Referer","value":"{PAGE}/"}},
        {{"name":"Sec-Fetch-Mode","value":"{mode}"}}]}},
        "response":{{"status":0,"headers":[],"_error":"{error}"}}}}]"#
    ))
}

#[test]
fn a_failed_connection_is_a_reason_of_cors_to_firefox_alone() {
    let refused = net_error("net::ERR_CONNECTION_REFUSED", "cors");
    assert_eq!(refused.outcome, Outcome::NotCors);
    assert_eq!(refused.chromium, None);
    assert_eq!(refused.firefox.as_deref(), Some("CORSDidNotSucceed"));
    assert_eq!(refused.firefox_basis, Some(FirefoxBasis::Measured));
    let timed_out = net_error("net::ERR_TIMED_OUT", "cors");
    assert_eq!(timed_out.firefox_basis, Some(FirefoxBasis::Derived));
    for (error, mode) in [
        ("net::ERR_CONNECTION_REFUSED", "no-cors"),
        ("net::ERR_UNSAFE_PORT", "cors"),
        ("net::ERR_ABORTED", "cors"),
        ("net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", "cors"),
        ("net::ERR_UNEXPECTED_PROXY_AUTH", "cors"),
    ] {
        assert_eq!(net_error(error, mode).firefox, None, "{error} {mode}");
    }
}

#[test]
fn the_target_of_a_refused_redirect_in_firefoxs_log_does_not_prove_that_it_was_followed() {
    let har = format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"Firefox","version":"153.7.0"}},"entries":[
        {{"startedDateTime":"2026-01-01T00:00:00.000+00:00","time":5,"request":{{"method":"GET",
        "url":"http://localhost:48102/x","headers":[{{"name":"Origin","value":"{PAGE}"}},
        {{"name":"Sec-Fetch-Mode","value":"cors"}}]}},
        "response":{{"status":302,"redirectURL":"http://localhost:48103/y",
        "headers":[{{"name":"Location","value":"http://localhost:48103/y"}}]}}}},
        {{"startedDateTime":"2026-01-01T00:00:00.005+00:00","time":0,"request":{{"method":"GET",
        "url":"http://localhost:48103/y","headers":[]}},
        "response":{{"status":0,"headers":[],"redirectURL":""}}}}]}}}}"#
    );
    let diagnosis = only(&har);
    assert_eq!(diagnosis.outcome, Outcome::Cors);
    assert_eq!(
        diagnosis.chromium.as_deref(),
        Some("MissingAllowOriginHeader")
    );
    assert_eq!(diagnosis.firefox.as_deref(), Some("CORSMissingAllowOrigin"));
    assert_eq!(diagnosis.cause.as_deref(), Some("redirect-without-headers"));
}
