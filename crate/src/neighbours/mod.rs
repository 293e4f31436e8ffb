//! What also looks like CORS to a page and is not: other rules that refuse, and connections that fail.
//!
//! A page is told `TypeError: Failed to fetch` for all of them. The log tells them apart: by Chromium's net error
//! ([`net_error`]), and where that says too little, by what surrounds it ([`classify`]). Each was produced in Chromium 156
//! and compared with what the DevTools protocol said of it.

pub mod local_network;
pub mod net_error;

use url::Url;

use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, NetError};

/// Chromium's net error of a request that local network access refused.
pub const LOCAL_NETWORK_ACCESS: &str = "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";

/// What made a request fail that CORS did not block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Neighbour {
    /// Stopped inside the browser, by an extension.
    Extension,
    /// Stopped inside the browser, by a policy of whoever administers it.
    Administrator,
    /// An https page asked over http.
    MixedContent,
    /// The page's Content-Security-Policy, or a pattern blocked in DevTools: both leave the same entry.
    ContentSecurityPolicy,
    /// A pattern that is blocked in DevTools.
    DevToolsBlocking,
    /// A `file:` URL.
    FileUrl,
    /// Cross-Origin-Resource-Policy of the answer.
    ResourcePolicy,
    /// The page's Cross-Origin-Embedder-Policy asks every answer for a Cross-Origin-Resource-Policy.
    EmbedderPolicy,
    /// Opaque response blocking: its type does not fit its use.
    OpaqueResponseBlocking,
    /// A port of another protocol.
    UnsafePort,
    /// The host has no address.
    NameNotResolved,
    /// Nothing listens there.
    ConnectionRefused,
    /// The connection ended before an answer.
    ConnectionCut,
    /// No answer in time.
    TimedOut,
    /// No way to the host.
    Unreachable,
    /// The machine is offline, or its network changed.
    Offline,
    /// The server does not speak TLS there, or no version in common.
    Tls,
    /// The certificate is not trusted.
    Certificate,
    /// The machine's proxy.
    Proxy,
    /// 407 from something that is no proxy to the browser.
    ProxyAuthentication,
    /// The answer is not HTTP, or contradicts itself.
    BrokenAnswer,
    /// The HTTP/2 stream was reset, or what came over it breaks the protocol: both leave the same error.
    Http2Stream,
    /// The answer's body ended early or cannot be decoded.
    BrokenBody,
    /// More than twenty redirects.
    TooManyRedirects,
    /// A redirect to where none may lead.
    UnsafeRedirect,
    /// The call's redirect mode, `error` or `manual`.
    RedirectMode,
    /// The call's mode is `same-origin`, and a redirect led elsewhere.
    SameOriginMode,
    /// The page or a navigation ended it before an answer.
    Aborted,
    /// The answer came, and its body was not read to the end.
    BodyNotRead,
    /// A net error without a meaning of its own here.
    NetError,
    /// Every check passed, and the status is an error.
    HttpStatus(u16),
    /// Every check that the log allows passed, and nothing in the log says why it failed.
    Unexplained,
}

/// What a classification looks at.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'log> {
    /// Where the request ended.
    pub entry: &'log Entry,
    /// The preflight of that hop.
    pub preflight: Option<&'log Entry>,
    /// The hop before.
    pub redirected_by: Option<&'log Entry>,
    /// The page's origin, as far as it is known.
    pub page: Option<&'log SerializedOrigin>,
    /// Where the entry redirects to.
    pub target: Option<&'log str>,
}

/// What made it fail, for a request whose CORS checks passed or were never made.
pub fn classify(evidence: &Evidence<'_>) -> Neighbour {
    let Evidence { entry, .. } = evidence;
    let of_preflight = evidence
        .preflight
        .and_then(|preflight| preflight.error.text())
        .and_then(net_error::named);
    match &entry.error {
        NetError::Text(text) => match &**text {
            "" => before_network(evidence),
            "net::ERR_ABORTED" => aborted(evidence),
            "net::ERR_FAILED" => of_preflight.unwrap_or_else(|| failed(evidence)),
            text => net_error::named(text).unwrap_or(Neighbour::Unexplained),
        },
        NetError::Words(words) => net_error::of_firefox(words).unwrap_or(Neighbour::Unexplained),
        NetError::None | NetError::NotStated if entry.status >= 400 => {
            Neighbour::HttpStatus(entry.status)
        }
        NetError::None | NetError::NotStated => of_preflight.unwrap_or(Neighbour::Unexplained),
    }
}

/// Blink stops some requests before they reach the network; their entry has an empty error and no headers.
fn before_network(evidence: &Evidence<'_>) -> Neighbour {
    let Evidence { entry, page, .. } = evidence;
    if entry.url.starts_with("file:") {
        return Neighbour::FileUrl;
    }
    if is_mixed(*page, &entry.url) {
        return Neighbour::MixedContent;
    }
    // A page's Content-Security-Policy stops `fetch` and beacons before any entry is made; XMLHttpRequest and EventSource
    // leave one.
    match entry.resource_type.as_deref() {
        Some("fetch" | "ping") => Neighbour::DevToolsBlocking,
        _ => Neighbour::ContentSecurityPolicy,
    }
}

/// May a page on https not ask this URL? An unknown page that was refused an http URL is taken for one.
fn is_mixed(page: Option<&SerializedOrigin>, url: &str) -> bool {
    let is_https = page.is_none_or(|page| page.as_str().starts_with("https://") || page.is_null());
    is_https && url.starts_with("http://") && !is_trustworthy(url)
}

/// Is a URL of this machine, or over TLS? Chromium treats both as secure.
pub fn is_trustworthy(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    if matches!(url.scheme(), "https" | "wss" | "file" | "chrome-extension") {
        return true;
    }
    match url.host() {
        Some(url::Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// An abort: by the page, by a navigation, or by Blink in the middle of a redirect that it refuses.
fn aborted(evidence: &Evidence<'_>) -> Neighbour {
    let Evidence {
        entry,
        target,
        redirected_by,
        page,
        ..
    } = evidence;
    if let Some(target) = target {
        // Blink refuses the next hop and the redirect is what the log keeps.
        let mode = entry.request_headers.get("Sec-Fetch-Mode");
        return if mode.as_deref() == Some("same-origin") {
            Neighbour::SameOriginMode
        } else if is_mixed(*page, target) {
            Neighbour::MixedContent
        } else {
            Neighbour::ContentSecurityPolicy
        };
    }
    if redirected_by.is_some() && entry.is_without_response() && !entry.has_final_request_headers()
    {
        // With redirect mode `manual` Chromium ends the next hop at once; the page has its answer.
        return Neighbour::RedirectMode;
    }
    if entry.is_without_response() {
        Neighbour::Aborted
    } else {
        Neighbour::BodyNotRead
    }
}

/// `net::ERR_FAILED` without a refusal.
fn failed(evidence: &Evidence<'_>) -> Neighbour {
    if evidence.target.is_some() {
        return Neighbour::RedirectMode;
    }
    Neighbour::Unexplained
}
