//! In which mode a request was made, as far as its entry tells: only in mode `cors` its answer is checked.

use super::Exchange;
use super::verdict::Blocked;
use crate::har::{Entry, Log};

/// Is it a request whose response is checked? An old or insecure page states no mode; its Origin header decides then,
/// unless it is a request of a kind that has one in other modes, too.
pub(super) fn is_cors(entry: &Entry) -> bool {
    match entry.request_headers.get("Sec-Fetch-Mode") {
        Some(mode) => mode == "cors",
        None => entry.request_headers.contains("Origin") && !is_of_another_mode(entry),
    }
}

/// Navigations, WebSockets and reports carry an Origin and are never checked.
pub(super) fn is_of_another_mode(entry: &Entry) -> bool {
    let holds = |name: &str, part: &str| {
        entry
            .request_headers
            .get(name)
            .is_some_and(|value| value.to_ascii_lowercase().contains(part))
    };
    let is_known = matches!(
        entry.resource_type.as_deref(),
        Some("document" | "csp-violation-report")
    );
    is_known
        || entry.status == 101
        || holds("Upgrade", "websocket")
        || entry.request_headers.contains("Upgrade-Insecure-Requests")
        // What browsers accept when they navigate. A script that loads a part of a page names `text/html` only.
        || holds("Accept", "application/xhtml+xml")
        || holds("Content-Type", "application/csp-report")
        || holds("Content-Type", "application/reports+json")
}

/// Does the log show that the refused request was checked? It says that it failed, or in which mode it was made, or the
/// browser asked with a preflight. An Origin header alone is sent by programs as well, which check nothing.
pub(crate) fn is_shown(log: &Log, exchange: &Exchange, blocked: &Blocked) -> bool {
    let refused = log.entries.get(blocked.entry);
    let is_sent_by_a_browser = |entry: &Entry| {
        entry.is_preflight()
            || entry.is_stated_failed()
            || entry.request_headers.contains("Sec-Fetch-Mode")
            || entry.resource_type.as_deref() == Some("xhr")
    };
    let mut of_hops = exchange.hops.iter().filter_map(|hop| {
        let actual = log.entries.get(hop.actual)?;
        Some(hop.preflight.is_some() || is_sent_by_a_browser(actual))
    });
    refused.is_some_and(is_sent_by_a_browser) || of_hops.any(|is_shown| is_shown)
}

/// Does it name a program that is no browser? Every browser, and every view of one in an app, says one of these.
pub(super) fn is_of_a_program(entry: &Entry) -> bool {
    entry
        .request_headers
        .get("User-Agent")
        .is_some_and(|agent| {
            !["Mozilla/", "AppleWebKit/", "Safari/"]
                .iter()
                .any(|name| agent.contains(name))
        })
}
