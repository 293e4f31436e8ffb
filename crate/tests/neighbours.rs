//! What looks like CORS and is not: what tells it apart where no scenario can.

use whycors::redact::Policy;
use whycors::report;

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
