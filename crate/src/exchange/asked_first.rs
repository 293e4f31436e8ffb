//! Did the browser ask before it sent a request? What was asked earlier and remembered leaves no entry, so a log without a
//! preflight does not show that none was needed: method and headers do.

use super::Exchange;
use super::asking::{ALSO_THE_BROWSERS, unsafe_names};
use super::infer::{hop_origin, is_cross_origin};
use super::mode::is_of_another_mode;
use super::pair::asked_names;
use crate::chromium::safelist::is_safelisted;
use crate::fetch::HeaderList;
use crate::fetch::main_fetch::{PreflightReason, stated_preflight_reasons};
use crate::fetch::method::is_cors_safelisted_method;
use crate::har::{Entry, Log};

/// Whether a request was asked for first, as far as a log tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedFirst {
    /// By a preflight in the log, for its method or for some of its headers.
    Yes,
    /// By a preflight in the log that states no reason: a listener for the progress of an upload, for example.
    Forced,
    /// It had to be, and no preflight is in the log: asked earlier and remembered, or stopped before.
    Unseen,
    /// It need not be: it goes to the page's own origin.
    OwnOrigin,
    /// It need not be: its mode is not `cors`.
    OtherMode,
    /// It need not be: its method and all of its headers may be sent at once.
    Simple,
    /// No preflight is in the log, and the rest of it does not tell whether one was needed.
    Unknown,
}

/// Was the request of that hop asked for first? Of a preflight without a request, `index` is not looked at.
pub fn asked_first(log: &Log, exchange: &Exchange, index: usize) -> AskedFirst {
    let at = |position: Option<usize>| log.entries.get(position?);
    let hop = exchange.hops.get(index);
    let preflight = hop.map_or(exchange.lone_preflight, |hop| hop.preflight);
    if let Some(preflight) = at(preflight) {
        return stated(preflight);
    }
    let Some(entry) = at(hop.map(|hop| hop.actual)) else {
        return AskedFirst::Unknown;
    };
    let origins = (0..=index).map(|index| hop_origin(log, exchange, index));
    let is_known = hop_origin(log, exchange, index).value().is_some();
    let has_crossed = exchange
        .hops
        .iter()
        .zip(origins)
        .filter_map(|(hop, origin)| Some((log.entries.get(hop.actual)?, origin)))
        .any(|(entry, origin)| is_cross_origin(entry, origin.value()));
    if is_known && !has_crossed {
        return AskedFirst::OwnOrigin;
    }
    let mode = entry.request_headers.get("Sec-Fetch-Mode");
    if mode.is_some_and(|mode| mode != "cors") || is_of_another_mode(entry) {
        return AskedFirst::OtherMode;
    }
    match needs_asking(entry, index > 0) {
        // To an origin that is not known it may be sent at once all the same.
        Some(true) if !has_crossed => AskedFirst::Unknown,
        Some(true) => AskedFirst::Unseen,
        Some(false) => AskedFirst::Simple,
        None => AskedFirst::Unknown,
    }
}

/// What a preflight says of its reasons.
fn stated(preflight: &Entry) -> AskedFirst {
    let method = preflight
        .request_headers
        .get("Access-Control-Request-Method");
    let names: Vec<String> = asked_names(preflight).collect();
    match stated_preflight_reasons(&method.unwrap_or_default(), &names)[..] {
        [PreflightReason::Forced] => AskedFirst::Forced,
        _ => AskedFirst::Yes,
    }
}

/// Must a request across origins be asked for, by its method and headers? None where what is logged does not tell.
fn needs_asking(entry: &Entry, is_redirected: bool) -> Option<bool> {
    let headers = &entry.request_headers;
    let names: Vec<String> = unsafe_names(headers).collect();
    if !is_cors_safelisted_method(&entry.method) || names.iter().any(|name| name != "authorization")
    {
        return Some(true);
    }
    // What was planned is logged before it is sent, but not what is taken along over a redirect.
    let are_known = entry.has_final_request_headers() || !(is_redirected || headers.is_empty());
    // Browsers send `Authorization` of their own, too.
    (are_known && names.is_empty() && !may_be_the_pages(headers)).then_some(false)
}

/// Is there a header that the browser sends of itself, and that must be asked for where the page set it?
fn may_be_the_pages(headers: &HeaderList) -> bool {
    let is_no_cache = |name: &str| headers.get(name).as_deref() == Some("no-cache");
    // Both at once are the browser's, told to leave its cache out.
    let is_uncached = is_no_cache("Pragma") && is_no_cache("Cache-Control");
    headers.iter().any(|line| {
        let name = line.name.to_ascii_lowercase();
        match name.as_str() {
            "priority" | "purpose" => false,
            "pragma" | "cache-control" => !is_uncached,
            name => ALSO_THE_BROWSERS.contains(&name) && !is_safelisted(name, line.value),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::join;

    /// Of a request by `PAGE` with these lines, sent unless its answer is 0.
    fn asked(method: &str, url: &str, lines: &[(&str, &str)], status: u16) -> AskedFirst {
        let lines: Vec<String> = lines
            .iter()
            .map(|(name, value)| format!(r#"{{"name":"{name}","value":"{value}"}}"#))
            .collect();
        let text = format!(
            r#"{{"log":{{"entries":[{{"startedDateTime":"2026-01-02T03:04:05.000Z","_resourceType":"fetch",
            "request":{{"method":"{method}","url":"{url}","headers":[{}]}},
            "response":{{"status":{status},"headers":[],"_error":"net::ERR_FAILED"}}}}]}}}}"#,
            lines.join(",")
        );
        let (log, _) = crate::har::read(text.as_bytes());
        asked_first(&log, &join(&log)[0], 0)
    }

    const OTHER: &str = "http://api.test/x";
    const PAGE: (&str, &str) = ("Origin", "http://app.test");

    #[test]
    fn what_needs_no_question_is_sent_at_once() {
        let plain = [PAGE, ("Accept", "*/*"), ("Sec-Fetch-Mode", "cors")];
        assert_eq!(asked("GET", OTHER, &plain, 200), AskedFirst::Simple);
        assert_eq!(asked("POST", OTHER, &plain, 200), AskedFirst::Simple);
        let text = [PAGE, ("Content-Type", "text/plain"), ("Priority", "u=1")];
        assert_eq!(asked("POST", OTHER, &text, 200), AskedFirst::Simple);
        // Stopped before the network: only the Referer names the page.
        let planned = [("Referer", "http://app.test/"), ("User-Agent", "x")];
        assert_eq!(asked("GET", OTHER, &planned, 0), AskedFirst::Simple);
        let uncached = [PAGE, ("Pragma", "no-cache"), ("Cache-Control", "no-cache")];
        assert_eq!(asked("GET", OTHER, &uncached, 200), AskedFirst::Simple);
    }

    #[test]
    fn a_preflight_that_is_not_in_the_log_is_not_taken_for_none() {
        assert_eq!(asked("PUT", OTHER, &[PAGE], 200), AskedFirst::Unseen);
        let planned = [("Referer", "http://app.test/")];
        assert_eq!(asked("PUT", OTHER, &planned, 0), AskedFirst::Unseen);
        for line in [("X-Tenant", "7"), ("Content-Type", "application/json")] {
            assert_eq!(asked("POST", OTHER, &[PAGE, line], 200), AskedFirst::Unseen);
        }
    }

    #[test]
    fn a_header_that_browsers_send_too_leaves_it_open() {
        for line in [
            ("Authorization", "Basic eA=="),
            ("Cache-Control", "no-cache"),
            ("If-None-Match", "x"),
        ] {
            assert_eq!(asked("GET", OTHER, &[PAGE, line], 200), AskedFirst::Unknown);
        }
        let range = |value| asked("GET", OTHER, &[PAGE, ("Range", value)], 200);
        assert_eq!(range("bytes=0-"), AskedFirst::Simple);
        assert_eq!(range("bytes=-5"), AskedFirst::Unknown);
        assert_eq!(asked("GET", OTHER, &[], 0), AskedFirst::Unknown);
        assert_eq!(asked("PUT", OTHER, &[], 0), AskedFirst::Unknown, "by whom?");
    }

    #[test]
    fn ones_own_origin_and_another_mode_are_not_asked() {
        let own = "http://app.test/x";
        assert_eq!(asked("PUT", own, &[PAGE], 200), AskedFirst::OwnOrigin);
        let image = [
            ("Referer", "http://app.test/"),
            ("Sec-Fetch-Mode", "no-cors"),
        ];
        assert_eq!(asked("GET", OTHER, &image, 200), AskedFirst::OtherMode);
    }
}
