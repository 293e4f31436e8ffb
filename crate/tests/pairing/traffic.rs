//! Made-up traffic to one server: what a page did, and the entries that a log would hold of it.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Origins of the pages in one log.
const PAGES: [&str; 2] = ["http://app.test", "http://admin.test"];

/// One request of a page.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// When it started, in milliseconds.
    pub(crate) start: u32,
    /// Which page.
    pub(crate) page: usize,
    /// Which of two URLs.
    pub(crate) url: usize,
    /// `PUT`, `DELETE` or `GET` with an unsafe header.
    pub(crate) method: &'static str,
    /// Unsafe headers of the page.
    pub(crate) headers: Vec<&'static str>,
    /// What came of it.
    pub(crate) fate: Fate,
    /// Milliseconds until its preflight started, or its next hop.
    pub(crate) delay: u32,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The preflight was refused; Chromium logs the request without response.
    Refused,
    /// The preflight was refused; the log holds it alone, as Firefox's does.
    RefusedAlone,
    /// The preflight passed, and so did the request.
    Passed,
    /// The preflight passed; the response has no `Access-Control-Allow-Origin`.
    ResponseRefused,
    /// An earlier preflight was still cached; the request passed.
    Cached,
    /// An earlier preflight was still cached; the response was refused.
    CachedRefused,
    /// No preflight was needed; a redirect to the other URL, refused there.
    Redirected,
    /// No preflight was needed; the connection broke.
    Broken,
}

impl Fate {
    /// Does a preflight stand in the log?
    fn has_preflight(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::RefusedAlone | Self::Passed | Self::ResponseRefused
        )
    }
}

/// One request, anywhere in ninety seconds, many of them in bursts.
pub(crate) fn request() -> impl Strategy<Value = Request> {
    let start = prop_oneof![3 => 0..40u32, 2 => 0..3_000u32, 1 => 0..90_000u32];
    let method = prop_oneof![Just("PUT"), Just("DELETE"), Just("GET")];
    let headers = proptest::sample::subsequence(vec!["x-a", "x-b", "content-type"], 1..=3);
    let fate = prop_oneof![
        3 => Just(Fate::Refused),
        1 => Just(Fate::RefusedAlone),
        2 => Just(Fate::Passed),
        1 => Just(Fate::ResponseRefused),
        1 => Just(Fate::Cached),
        1 => Just(Fate::CachedRefused),
        1 => Just(Fate::Redirected),
        1 => Just(Fate::Broken),
    ];
    (
        start,
        0..PAGES.len(),
        0..2usize,
        method,
        headers,
        fate,
        0..110u32,
    )
        .prop_map(|(start, page, url, method, headers, fate, delay)| Request {
            start,
            page,
            url,
            method,
            headers,
            fate,
            delay,
        })
}

/// The entries of all requests, each request's one after another.
pub(crate) fn entries(requests: &[Request]) -> Vec<Value> {
    requests.iter().flat_map(entries_of).collect()
}

/// An entry long after all others, so that a live recording stops waiting for a preflight's request.
pub(crate) fn last_entry() -> Value {
    entry(
        200_000,
        0,
        "http://api.test/end",
        "GET",
        &[],
        (200, json!(null)),
        &[("Access-Control-Allow-Origin", "*")],
    )
}

const FAILED: &str = "net::ERR_FAILED";

fn entries_of(request: &Request) -> Vec<Value> {
    let url = |number: usize| format!("http://api.test/{number}");
    let origin = PAGES[request.page];
    let names = request.headers.join(",");
    let allowed = [("Access-Control-Allow-Origin", origin)];
    let mut sent: Vec<(&str, &str)> = request.headers.iter().map(|name| (*name, "1")).collect();
    let referrer = format!("{origin}/");
    sent.push(("Referer", &referrer));
    let mut entries = Vec::new();
    if request.fate.has_preflight() {
        let is_refused = matches!(request.fate, Fate::Refused | Fate::RefusedAlone);
        let asked = [
            ("Origin", origin),
            ("Access-Control-Request-Method", request.method),
            ("Access-Control-Request-Headers", names.as_str()),
        ];
        let allow = [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Methods", "PUT, DELETE"),
            ("Access-Control-Allow-Headers", "x-a, x-b, content-type"),
        ];
        let (status, answer): (u16, &[_]) = if is_refused {
            (404, &[])
        } else {
            (204, &allow)
        };
        let mut preflight = entry(
            request.start + request.delay,
            request.page,
            &url(request.url),
            "OPTIONS",
            &asked,
            (status, json!(null)),
            answer,
        );
        preflight["_resourceType"] = json!("preflight");
        entries.push(preflight);
    }
    // A request that never left has provisional headers only.
    let mut out = sent.clone();
    out.extend([("Origin", origin), ("Host", "api.test")]);
    let actual =
        |start, number, sent: &[(&str, &str)], ended: (u16, Value), headers: &[(&str, &str)]| {
            entry(
                start,
                request.page,
                &url(number),
                request.method,
                sent,
                ended,
                headers,
            )
        };
    let (start, number) = (request.start, request.url);
    match request.fate {
        Fate::RefusedAlone => {}
        Fate::Refused => entries.push(actual(start, number, &sent, (0, json!(FAILED)), &[])),
        Fate::Passed | Fate::Cached => {
            entries.push(actual(start, number, &out, (200, json!(null)), &allowed));
        }
        Fate::ResponseRefused | Fate::CachedRefused => {
            entries.push(actual(start, number, &out, (200, json!(FAILED)), &[]));
        }
        Fate::Broken => {
            entries.push(actual(
                start,
                number,
                &out,
                (0, json!("net::ERR_CONNECTION_RESET")),
                &[],
            ));
        }
        Fate::Redirected => {
            let target = url(1 - number);
            let headers = [
                ("Access-Control-Allow-Origin", "*"),
                ("Location", target.as_str()),
            ];
            let mut first = actual(start, number, &out, (307, json!(null)), &headers);
            first["response"]["redirectURL"] = json!(target);
            entries.push(first);
            entries.push(actual(
                start + 5 + request.delay,
                1 - number,
                &out,
                (200, json!(FAILED)),
                &[],
            ));
        }
    }
    entries
}

fn entry(
    start: u32,
    page: usize,
    url: &str,
    method: &str,
    request_headers: &[(&str, &str)],
    (status, error): (u16, Value),
    response_headers: &[(&str, &str)],
) -> Value {
    let lines = |lines: &[(&str, &str)]| -> Vec<Value> {
        lines
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect()
    };
    let (minutes, seconds, milliseconds) = (start / 60_000, start / 1000 % 60, start % 1000);
    json!({
        "startedDateTime": format!("2026-01-01T00:{minutes:02}:{seconds:02}.{milliseconds:03}Z"),
        "time": 5,
        "pageref": format!("page_{page}"),
        "_resourceType": "fetch",
        "request": { "method": method, "url": url, "httpVersion": "http/1.1", "headers": lines(request_headers) },
        "response": { "status": status, "headers": lines(response_headers), "redirectURL": "", "_error": error },
    })
}
