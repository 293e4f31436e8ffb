//! What a request asks of a server besides its method and address. Of two that ask the same, the later one tells what
//! became of the earlier; of two that do not, it tells nothing.

use std::collections::BTreeSet;

use super::Exchange;
use super::infer::hop_origin;
use super::pair::asked_names;
use crate::chromium::safelist::{is_forbidden, is_safelisted};
use crate::fetch::cors_check::cors_check;
use crate::fetch::origin::SerializedOrigin;
use crate::fetch::{CredentialsMode, HeaderList};
use crate::har::{Entry, Log};

/// Headers that a page may set and Chromium adds by itself as well, lower-case: a log does not tell whose they are.
pub(super) const ALSO_THE_BROWSERS: [&str; 7] = [
    "cache-control",
    "if-modified-since",
    "if-none-match",
    "pragma",
    "priority",
    "purpose",
    "range",
];

/// The origin that a request is made with and the names of the headers for which the browser asks first: equal texts for
/// requests that ask the same. None where the origin is not known.
pub fn asking(log: &Log, exchange: &Exchange) -> Option<String> {
    let origin = hop_origin(log, exchange, exchange.hops.len().saturating_sub(1));
    let origin = origin.value()?;
    let at = |position: Option<usize>| log.entries.get(position?);
    let names: BTreeSet<String> = match (at(exchange.preflight()), exchange.main_entry(log)) {
        (Some(preflight), _) => asked_names(preflight).collect(),
        // Asked for earlier, or not at all: what the page's code must have set.
        (None, Some(actual)) => unsafe_names(&actual.request_headers).collect(),
        (None, None) => return None,
    };
    let names: Vec<String> = names.into_iter().collect();
    Some(format!("{} {}", origin.as_str(), names.join(",")))
}

/// Would the answers of this exchange have passed the CORS check with credentials?
pub fn allows_credentials(log: &Log, exchange: &Exchange) -> bool {
    let allows = |entry: &Entry| {
        entry.request_headers.get("Origin").is_some_and(|origin| {
            let origin = SerializedOrigin::from_header(&origin);
            cors_check(&origin, CredentialsMode::Include, &entry.response_headers).is_ok()
        })
    };
    let preflight = exchange.preflight().and_then(|at| log.entries.get(at));
    exchange.main_entry(log).is_some_and(allows) && preflight.is_none_or(allows)
}

/// The names of the headers that only a page's code can have set and for which the browser asks first.
pub(super) fn unsafe_names(headers: &HeaderList) -> impl Iterator<Item = String> {
    headers
        .iter()
        .filter(|line| !is_forbidden(line.name, line.value))
        .filter(|line| !is_safelisted(line.name, line.value))
        .map(|line| line.name.to_ascii_lowercase())
        .filter(|name| !ALSO_THE_BROWSERS.contains(&name.as_str()) && !name.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::join;

    fn exchange(request: &str, response: &str) -> (Log, Exchange) {
        let text = format!(
            r#"{{"log":{{"entries":[{{"startedDateTime":"2026-01-02T03:04:05.000Z","_resourceType":"fetch",
            "request":{{"method":"GET","url":"http://api.test/x","headers":[{request}]}},
            "response":{{"status":200,"headers":[{response}],"_error":null}}}}]}}}}"#
        );
        let (log, _) = crate::har::read(text.as_bytes());
        let exchange = join(&log).remove(0);
        (log, exchange)
    }

    fn line(name: &str, value: &str) -> String {
        format!(r#"{{"name":"{name}","value":"{value}"}}"#)
    }

    fn asked(headers: &[(&str, &str)]) -> Option<String> {
        let lines: Vec<_> = headers
            .iter()
            .map(|(name, value)| line(name, value))
            .collect();
        let (log, exchange) = exchange(&lines.join(","), "");
        asking(&log, &exchange)
    }

    #[test]
    fn the_browsers_own_headers_ask_for_nothing() {
        let plain = asked(&[("Origin", "http://app.test")]);
        assert_eq!(plain.as_deref(), Some("http://app.test "));
        let reloaded = [
            ("Origin", "http://app.test"),
            ("Pragma", "no-cache"),
            ("sec-ch-ua", "x"),
            ("DPR", "1"),
            ("User-Agent", "x"),
            ("Accept", "*/*"),
        ];
        assert_eq!(asked(&reloaded), plain);
    }

    #[test]
    fn what_the_page_sets_is_asked_for_in_any_order() {
        let one = [
            ("Origin", "http://app.test"),
            ("X-B", "1"),
            ("Authorization", "2"),
        ];
        let other = [
            ("authorization", "3"),
            ("x-b", "4"),
            ("Origin", "http://app.test"),
        ];
        assert_eq!(asked(&one), asked(&other));
        assert_eq!(
            asked(&one).as_deref(),
            Some("http://app.test authorization,x-b")
        );
        assert_ne!(
            asked(&one),
            asked(&[("Origin", "http://other.test"), ("X-B", "1")])
        );
        assert_eq!(asked(&[("X-B", "1")]), None);
    }

    #[test]
    fn credentials_are_allowed_by_name_and_word() {
        let allows = |origin: &str, credentials: &str| {
            let response = [
                line("Access-Control-Allow-Origin", origin),
                line("Access-Control-Allow-Credentials", credentials),
            ];
            let (log, exchange) = exchange(&line("Origin", "http://app.test"), &response.join(","));
            allows_credentials(&log, &exchange)
        };
        assert!(allows("http://app.test", "true"));
        assert!(!allows("*", "true"));
        assert!(!allows("http://app.test", "True"));
    }
}
