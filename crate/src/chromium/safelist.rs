//! Which request headers Chromium sends without asking first, beyond those of the standard.
//!
//! Source: `services/network/public/cpp/cors/cors.cc` (IsCorsSafelistedLowerCaseHeader, IsForbiddenHeader through
//! `net/http/http_util.cc`), measured in Chromium 156.

use crate::fetch::header::is_cors_safelisted_request_header;

/// Client hints that a page may set itself; no value is looked at but its length.
const CLIENT_HINTS: [&str; 7] = [
    "device-memory",
    "downlink",
    "dpr",
    "ect",
    "rtt",
    "viewport-width",
    "width",
];

/// Names that a page cannot set: the browser leaves them out without a word.
const FORBIDDEN: [&str; 22] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
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
    "via",
];

/// Does Chromium send the header without asking first? One `char` of `value` is one byte.
pub fn is_safelisted(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if value.chars().count() > 128 {
        return false;
    }
    match name.as_str() {
        "save-data" => value.eq_ignore_ascii_case("on"),
        name if CLIENT_HINTS.contains(&name) => true,
        name => is_cors_safelisted_request_header(name, value),
    }
}

/// Does the browser keep a page from setting the header?
pub fn is_forbidden(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FORBIDDEN.contains(&name.as_str()) || name.starts_with("proxy-") || name.starts_with("sec-")
}
