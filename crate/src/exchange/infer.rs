//! What a log does not state but lets one conclude: the request's origin and its credentials mode.

use url::Url;

use super::{Exchange, Hop, Known};
use crate::fetch::CredentialsMode;
use crate::fetch::origin::{RedirectTaint, SerializedOrigin, redirect_taint};
use crate::har::{Entry, Log};

/// From this version on Chromium sends `Sec-Fetch-Storage-Access` on every cross-site request with credentials.
const STORAGE_ACCESS_SINCE: u32 = 133;

/// The origin that a hop was made with, as it went over the wire.
pub fn hop_origin(log: &Log, exchange: &Exchange, index: usize) -> Known<SerializedOrigin> {
    let Some(hop) = exchange.hops.get(index) else {
        return lone_origin(log, exchange);
    };
    let Some(entry) = log.entries.get(hop.actual) else {
        return Known::Unknown(String::new());
    };
    if let Some(origin) = entry.request_headers.get("Origin") {
        return Known::Observed(
            SerializedOrigin::from_header(&origin),
            "the request's Origin header".into(),
        );
    }
    if let Some(preflight) = hop
        .preflight
        .and_then(|preflight| log.entries.get(preflight))
        && let Some(origin) = preflight.request_headers.get("Origin")
    {
        return Known::Observed(
            SerializedOrigin::from_header(&origin),
            "the preflight's Origin header".into(),
        );
    }
    let Some(referrer) = referrer_origin(log, exchange) else {
        return Known::Unknown("the entry has neither an Origin nor a Referer header".into());
    };
    // The Referer names the page, or a style sheet or frame of it; a tainted chain is asked for as `null`.
    let urls: Vec<Url> = exchange
        .hops
        .iter()
        .take(index + 1)
        .filter_map(|hop| Url::parse(&log.entries.get(hop.actual)?.url).ok())
        .collect();
    if redirect_taint(&referrer, &urls.iter().collect::<Vec<_>>()) == RedirectTaint::NotSameOrigin {
        return Known::Inferred(
            SerializedOrigin::from_header("null"),
            "the redirect crossed a second origin".into(),
        );
    }
    Known::Inferred(referrer, "the origin of the Referer header".into())
}

/// The origin of the page that made the request: that of the first hop.
pub fn page_origin(log: &Log, exchange: &Exchange) -> Known<SerializedOrigin> {
    hop_origin(log, exchange, 0)
}

fn lone_origin(log: &Log, exchange: &Exchange) -> Known<SerializedOrigin> {
    let preflight = exchange
        .lone_preflight
        .and_then(|preflight| log.entries.get(preflight));
    match preflight.and_then(|preflight| preflight.request_headers.get("Origin")) {
        Some(origin) => Known::Observed(
            SerializedOrigin::from_header(&origin),
            "the preflight's Origin header".into(),
        ),
        None => Known::Unknown("the preflight has no Origin header".into()),
    }
}

fn referrer_origin(log: &Log, exchange: &Exchange) -> Option<SerializedOrigin> {
    exchange.hops.iter().find_map(|hop| {
        let entries = [Some(hop.actual), hop.preflight]
            .into_iter()
            .flatten()
            .filter_map(|index| log.entries.get(index));
        entries.into_iter().find_map(|entry| {
            let url = Url::parse(&entry.request_headers.get("Referer")?).ok()?;
            Some(SerializedOrigin::of_url(&url))
        })
    })
}

/// The credentials mode, as far as requests state it. A failure that only `include` explains proves more; that is the
/// verdict's business.
pub fn credentials(log: &Log, exchange: &Exchange) -> Known<CredentialsMode> {
    for (index, hop) in exchange.hops.iter().enumerate() {
        if let Some(known) = hop_credentials(log, exchange, index, *hop) {
            return known;
        }
    }
    match exchange
        .main_entry(log)
        .and_then(|entry| entry.resource_type.as_deref())
    {
        Some("ping") => Known::Inferred(
            CredentialsMode::Include,
            "beacons and pings always include credentials".into(),
        ),
        Some("font") => Known::Inferred(
            CredentialsMode::NotInclude,
            "fonts are loaded without credentials across origins".into(),
        ),
        _ => Known::Unknown(
            "a log does not state the credentials mode, and this one shows no cookie".into(),
        ),
    }
}

fn hop_credentials(
    log: &Log,
    exchange: &Exchange,
    index: usize,
    hop: Hop,
) -> Option<Known<CredentialsMode>> {
    let entry = log.entries.get(hop.actual)?;
    // To its own origin, mode `same-origin` sends cookies too: only another origin tells.
    if !is_cross_origin(entry, hop_origin(log, exchange, index).value()) {
        return None;
    }
    let headers = &entry.request_headers;
    if headers.contains("Cookie") {
        return Some(Known::Observed(
            CredentialsMode::Include,
            "the request sent a Cookie header".into(),
        ));
    }
    if is_authorized_by_the_browser(log, entry, hop) {
        return Some(Known::Inferred(
            CredentialsMode::Include,
            "the browser added Authorization: no preflight asked for it, as one would for a page's own".into(),
        ));
    }
    if headers.get("Sec-Fetch-Site").as_deref() != Some("cross-site") {
        return None;
    }
    if headers.contains("Sec-Fetch-Storage-Access") {
        return Some(Known::Inferred(
            CredentialsMode::Include,
            "Sec-Fetch-Storage-Access is sent only on cross-site requests with credentials".into(),
        ));
    }
    (chromium_version(entry)? >= STORAGE_ACCESS_SINCE).then(|| {
        Known::Inferred(
            CredentialsMode::NotInclude,
            "a cross-site request with credentials would carry Sec-Fetch-Storage-Access".into(),
        )
    })
}

/// Was `Authorization` added by the browser? A page that sets it makes the browser ask for it in a preflight; one that
/// is cached leaves no entry, so the preflight must be there.
fn is_authorized_by_the_browser(log: &Log, entry: &Entry, hop: Hop) -> bool {
    let asked = |preflight: usize| {
        log.entries.get(preflight).is_some_and(|preflight| {
            super::asked_names(preflight).any(|name| name == "authorization")
        })
    };
    entry.request_headers.contains("Authorization")
        && hop.preflight.is_some_and(|preflight| !asked(preflight))
}

/// Is the entry's URL of another origin than `origin`? An opaque origin is other than all.
pub(crate) fn is_cross_origin(entry: &Entry, origin: Option<&SerializedOrigin>) -> bool {
    let (Some(origin), Ok(url)) = (origin, Url::parse(&entry.url)) else {
        return false;
    };
    !crate::fetch::origin::is_same_origin(origin, &SerializedOrigin::of_url(&url))
}

/// The major version that a Chromium states in `User-Agent`.
fn chromium_version(entry: &Entry) -> Option<u32> {
    let agent = entry.request_headers.get("User-Agent")?;
    let after = agent.split_once("Chrome/")?.1;
    after.split('.').next()?.parse().ok()
}
