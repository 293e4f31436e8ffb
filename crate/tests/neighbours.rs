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
