//! What looks like CORS and is not: what tells it apart where no scenario can.

use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::Diagnosis;

/// A frame, or a call with a preflight, that local network access refused, asked from a page at that address.
fn refused_local(page: &str, is_preflight: bool) -> Option<String> {
    const REFUSED: &str = r#""net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS""#;
    let url = "http://192.168.0.7/x";
    let har = if is_preflight {
        format!(
            r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","_resourceType":"fetch","request":{{"method":"PUT","url":"{url}",
            "headers":[{{"name":"Referer","value":"{page}/"}}]}},"response":{{"status":0,"headers":[],"_error":"net::ERR_FAILED"}}}},
            {{"startedDateTime":"2026-01-01T00:00:00.001Z","_resourceType":"preflight","request":{{"method":"OPTIONS","url":"{url}",
            "headers":[{{"name":"Origin","value":"{page}"}},{{"name":"Access-Control-Request-Method","value":"PUT"}}]}},
            "response":{{"status":0,"headers":[],"_error":{REFUSED}}}}}]"#
        )
    } else {
        format!(
            r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","_resourceType":"document","request":{{"method":"GET","url":"{url}",
            "headers":[{{"name":"Referer","value":"{page}/"}}]}},"response":{{"status":0,"headers":[],"_error":{REFUSED}}}}}]"#
        )
    };
    let mut diagnoses = report::input("-", har.as_bytes(), Policy::Mask).diagnoses;
    assert_eq!(diagnoses.len(), 1);
    diagnoses.remove(0).chromium
}

#[test]
fn the_net_error_of_local_network_access_names_its_code_on_either_entry() {
    for is_preflight in [true, false] {
        assert_eq!(
            refused_local("https://app.test", is_preflight).as_deref(),
            Some("LocalNetworkAccessPermissionDenied")
        );
        assert_eq!(
            refused_local("http://app.test", is_preflight).as_deref(),
            Some("InsecureLocalNetwork")
        );
    }
}

/// A call that failed with that net error, whose answer's status and headers are those.
fn failed(error: &str, status: u16, headers: &str) -> (String, Option<String>, String) {
    let har = format!(
        r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","_resourceType":"fetch",
        "request":{{"method":"GET","url":"https://api.test/x","headers":[{{"name":"Origin","value":"https://app.test"}},
        {{"name":"Host","value":"api.test"}},{{"name":"Sec-Fetch-Mode","value":"cors"}},{{"name":"Sec-Fetch-Site","value":"cross-site"}}]}},
        "response":{{"status":{status},"headers":[{headers}],"_error":"{error}"}}}}]"#
    );
    let mut found = report::input("-", har.as_bytes(), Policy::Mask).diagnoses;
    assert_eq!(found.len(), 1, "{error}");
    let found = found.remove(0);
    assert_eq!(found.chromium, None, "{error}");
    (format!("{:?}", found.outcome), found.cause, found.title)
}

/// What this machine alone cannot bring about, or only with much ado: no server that says nothing for minutes, no expired
/// certificate, no broken network.
#[test]
fn net_errors_that_no_scenario_raises_are_named_and_never_called_cors() {
    let table = [
        ("TIMED_OUT", "The server did not answer in time"),
        ("CONNECTION_TIMED_OUT", "The server did not answer in time"),
        ("ADDRESS_UNREACHABLE", "The address cannot be reached"),
        ("INTERNET_DISCONNECTED", "The machine was offline"),
        ("CERT_DATE_INVALID", "The certificate is not trusted"),
        ("CERT_COMMON_NAME_INVALID", "The certificate is not trusted"),
        ("SSL_VERSION_OR_CIPHER_MISMATCH", "TLS failed"),
        (
            "PROXY_CONNECTION_FAILED",
            "The proxy of this machine failed",
        ),
        ("HTTP2_SERVER_REFUSED_STREAM", "The HTTP/2 stream was ended"),
        ("QUIC_PROTOCOL_ERROR", "The connection was cut"),
        ("INVALID_HTTP_RESPONSE", "The answer is not valid HTTP"),
        (
            "INSUFFICIENT_RESOURCES",
            "The request failed with a network error",
        ),
    ];
    for (error, title) in table {
        let (outcome, cause, found) = failed(&format!("net::ERR_{error}"), 0, "");
        assert_eq!(
            (outcome.as_str(), cause.as_deref()),
            ("NotCors", Some("network-failure")),
            "{error}"
        );
        assert!(found.starts_with(title), "{error}: {found}");
    }
}

/// `fetch` whose body nobody reads stays open, and the next navigation ends it: the log calls that a failure.
#[test]
fn an_answer_whose_body_was_not_read_is_an_abort() {
    let allowed = r#"{"name":"Access-Control-Allow-Origin","value":"https://app.test"}"#;
    let (outcome, cause, title) = failed("net::ERR_ABORTED", 200, allowed);
    assert_eq!(
        (outcome.as_str(), cause.as_deref()),
        ("NotCors", Some("request-aborted")),
        "{title}"
    );
    // Nor does the missing header matter then: Chromium would have said net::ERR_FAILED.
    let (outcome, cause, _) = failed("net::ERR_ABORTED", 200, "");
    assert_ne!(outcome, "Cors", "{cause:?}");
}

/// The only diagnosis of a call to that address that failed with that net error, with those headers of both sides.
fn diagnosis(url: &str, error: &str, status: u16, request: &str, response: &str) -> Diagnosis {
    let har = format!(
        r#"[{{"startedDateTime":"2026-01-01T00:00:00.000Z","_resourceType":"fetch",
        "request":{{"method":"GET","url":"{url}","headers":[{{"name":"Host","value":"api.test"}},{request}]}},
        "response":{{"status":{status},"headers":[{response}],"_error":{error}}}}}]"#
    );
    let mut found = report::input("-", har.as_bytes(), Policy::Mask).diagnoses;
    assert_eq!(found.len(), 1, "{error}");
    found.remove(0)
}

const URL: &str = "https://api.test/x";
const ASKED: &str =
    r#"{"name":"Origin","value":"https://app.test"},{"name":"Sec-Fetch-Mode","value":"cors"}"#;
/// An image of another site.
const NOT_ASKED: &str =
    r#"{"name":"Referer","value":"https://app.test/"},{"name":"Sec-Fetch-Mode","value":"no-cors"}"#;
const ALLOWED: &str = r#"{"name":"Access-Control-Allow-Origin","value":"https://app.test"},
    {"name":"Access-Control-Allow-Credentials","value":"true"}"#;

/// Which checks are said to have passed.
fn passed(found: &Diagnosis) -> Vec<&str> {
    let passed = found.checks.iter().filter(|it| it.passed == Some(true));
    passed.map(|check| &*check.id).collect()
}

#[test]
fn an_answer_that_was_cut_off_is_an_answer() {
    let cut = [
        "CONNECTION_RESET",
        "CONNECTION_CLOSED",
        "TIMED_OUT",
        "NETWORK_CHANGED",
        "HTTP2_PROTOCOL_ERROR",
        "INCOMPLETE_CHUNKED_ENCODING",
        "SOMETHING_NEW",
    ];
    for error in cut {
        let error = format!("\"net::ERR_{error}\"");
        let found = diagnosis(URL, &error, 200, ASKED, ALLOWED);
        assert_eq!(found.cause.as_deref(), Some("network-failure"));
        assert!(
            found.what.contains("was answered with 200"),
            "{error}: {}",
            found.what
        );
        assert!(
            found.why.contains("The CORS check passed"),
            "{error}: {}",
            found.why
        );
        assert_eq!(passed(&found), ["allow-origin", "allow-credentials"]);
        // What the check would have said is said, and no check is drawn as passed.
        let found = diagnosis(URL, &error, 200, ASKED, "");
        assert!(
            found.why.contains("MissingAllowOriginHeader"),
            "{error}: {}",
            found.why
        );
        assert!(passed(&found).is_empty(), "{error}: {:?}", found.checks);
        let found = diagnosis(URL, &error, 200, NOT_ASKED, "");
        assert!(
            found.why.contains("CORS was not asked"),
            "{error}: {}",
            found.why
        );
        assert!(passed(&found).is_empty(), "{error}: {:?}", found.checks);
        let found = diagnosis(URL, &error, 0, ASKED, "");
        assert!(
            !found.what.contains("answered with"),
            "{error}: {}",
            found.what
        );
    }
}

#[test]
fn nothing_passed_that_cors_was_not_asked_about() {
    let own = ("https://app.test/x", ASKED);
    for (url, request) in [(URL, NOT_ASKED), own] {
        let found = diagnosis(url, "null", 404, request, "");
        assert_eq!(found.title, "The server answered 404; this is not CORS");
        assert!(found.what.contains("CORS was not asked"), "{}", found.what);
        assert!(passed(&found).is_empty(), "{:?}", found.checks);
        for error in ["\"net::ERR_ABORTED\"", "\"net::ERR_FAILED\""] {
            let found = diagnosis(url, error, 200, request, "");
            assert!(!found.what.contains("passe"), "{error}: {}", found.what);
            assert!(passed(&found).is_empty(), "{error}: {:?}", found.checks);
        }
    }
    let found = diagnosis(URL, "null", 404, ASKED, ALLOWED);
    assert_eq!(found.title, "The server answered 404; CORS passed");
    assert!(found.what.contains("every CORS check passed"));
    assert_eq!(passed(&found), ["allow-origin", "allow-credentials"]);
    // Something let it pass that the log does not show.
    let found = diagnosis(URL, "null", 404, ASKED, "");
    assert!(found.what.contains("would be refused"), "{}", found.what);
    assert!(passed(&found).is_empty(), "{:?}", found.checks);
}
