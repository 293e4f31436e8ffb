//! Which request headers Chromium sends without asking first, beyond those of the standard.
//!
//! Source: `services/network/public/cpp/cors/cors.cc` (IsCorsSafelistedLowerCaseHeader, IsForbiddenHeader through
//! `net/http/http_util.cc`), measured in Chromium 156.

use crate::fetch::header::is_cors_safelisted_request_header;

/// Names that a page cannot set: the browser leaves them out without a word. `User-Agent` is allowed by the standard;
/// Chromium keeps its own (measured).
const FORBIDDEN: [&str; 22] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
];

/// Does Chromium send the header without asking first? One `char` of `value` is one byte.
pub fn is_safelisted(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if value.chars().count() > 128 {
        return false;
    }
    let is_digits = || !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match name.as_str() {
        "device-memory" | "downlink" | "dpr" => is_number(value),
        "rtt" | "viewport-width" | "width" => is_digits(),
        "ect" => matches!(value, "slow-2g" | "2g" | "3g" | "4g"),
        "save-data" => value.eq_ignore_ascii_case("on"),
        "intervention" => true,
        name => is_cors_safelisted_request_header(name, value),
    }
}

/// Is it a hint about the device? Chromium takes it off when a redirect leads away from the page's own origin.
pub fn is_client_hint(name: &str) -> bool {
    let hints = [
        "device-memory",
        "downlink",
        "dpr",
        "ect",
        "rtt",
        "viewport-width",
        "width",
    ];
    hints.iter().any(|hint| name.eq_ignore_ascii_case(hint))
}

/// Digits, or digits on both sides of a point; no sign and no exponent.
fn is_number(value: &str) -> bool {
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match value.split_once('.') {
        Some((whole, part)) => are_digits(whole) && are_digits(part),
        None => are_digits(value),
    }
}

/// Does the header ask a server to read the request as one of a method that pages may not use?
fn hides_a_method(name: &str, value: &str) -> bool {
    [
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
    ]
    .contains(&name)
        && value
            .split(',')
            .map(|method| method.trim_matches([' ', '\t']).to_ascii_uppercase())
            .any(|method| ["CONNECT", "TRACE", "TRACK"].contains(&method.as_str()))
}

/// Does the browser keep a page from setting the header?
pub fn is_forbidden(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FORBIDDEN.contains(&name.as_str())
        || name.starts_with("proxy-")
        || name.starts_with("sec-")
        || hides_a_method(&name, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_measured() {
        for (name, value) in [
            ("DPR", "1.5"),
            ("Width", "1"),
            ("Save-Data", "on"),
            ("ECT", "4g"),
            ("Intervention", ""),
            ("Accept", "é"),
        ] {
            assert!(is_safelisted(name, value), "{name}: {value}");
        }
        let long = "a".repeat(129);
        for (name, value) in [
            ("DPR", ""),
            ("DPR", "abc"),
            ("DPR", "1."),
            ("DPR", ".5"),
            ("DPR", "1e3"),
            ("DPR", "+1"),
            ("Width", "1.5"),
            ("RTT", "é"),
            ("ECT", "1"),
            ("Save-Data", "off"),
            ("Range", "bytes=-1"),
            ("Accept", &long),
        ] {
            assert!(!is_safelisted(name, value), "{name}: {value}");
        }
        for (name, value) in [
            ("Sec-GPC", ""),
            ("DNT", "1"),
            ("User-Agent", "mine"),
            ("X-HTTP-Method", "GET, track"),
        ] {
            assert!(is_forbidden(name, value), "{name}: {value}");
        }
        for (name, value) in [
            ("Priority", "u=1"),
            ("X-HTTP-Method", "PUT"),
            ("Access-Control-Request-Private-Network", "true"),
        ] {
            assert!(!is_forbidden(name, value), "{name}: {value}");
        }
    }
}
