//! The checks of all hops in the browser's order, in one credentials mode, until one refuses.

use super::infer::{hop_origin, is_cross_origin, page_origin};
use super::redirects::location;
use super::verdict::Blocked;
use super::{Exchange, Known, pair};
use crate::chromium::judge::{Failure, Refusal};
use crate::chromium::{CorsError, check_access, judge_preflight};
use crate::fetch::CredentialsMode;
use crate::fetch::cors_preflight_fetch::PreflightQuestion;
use crate::fetch::http_redirect_fetch::{RedirectFailure, judge_redirect};
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, Log};
use crate::neighbours::{LOCAL_NETWORK_ACCESS, local_network};

/// Walks the checks of all hops in the browser's order, in one credentials mode; the first refusal.
pub fn first_refusal(
    log: &Log,
    exchange: &Exchange,
    credentials: CredentialsMode,
) -> Result<(), Blocked> {
    if let Some(preflight) = exchange.lone_preflight {
        return walk_preflight(log, exchange, 0, preflight, credentials);
    }
    let mut has_crossed = false;
    for (index, hop) in exchange.hops.iter().enumerate() {
        let Some(entry) = log.entries.get(hop.actual) else {
            continue;
        };
        if let Some(preflight) = hop.preflight {
            walk_preflight(log, exchange, index, preflight, credentials)?;
        }
        let origin = hop_origin(log, exchange, index);
        if entry.error.text() == Some(LOCAL_NETWORK_ACCESS) {
            let origin = origin
                .value()
                .cloned()
                .unwrap_or(SerializedOrigin::from_header("null"));
            return Err(Blocked {
                refusal: local_network_access(log, exchange, &origin),
                entry: hop.actual,
                hop: index,
                origin,
                credentials,
            });
        }
        let Some(origin) = origin.value() else {
            continue;
        };
        if let Some(before) = index
            .checked_sub(1)
            .and_then(|before| exchange.hops.get(before))
            && is_of_disabled_scheme(entry)
        {
            let location = log.entries.get(before.actual).and_then(location);
            return Err(Blocked {
                refusal: Refusal {
                    error: CorsError::CorsDisabledScheme,
                    parameter: None,
                    failure: Failure::RedirectScheme {
                        location: location.unwrap_or_default(),
                    },
                },
                entry: before.actual,
                hop: index,
                origin: origin.clone(),
                credentials,
            });
        }
        // Once a request has left its origin, every later response is checked.
        has_crossed |= is_cross_origin(entry, Some(origin));
        if entry.is_without_response() || !is_cors_mode(entry) {
            continue;
        }
        let blocked = |refusal| Blocked {
            refusal,
            entry: hop.actual,
            hop: index,
            origin: origin.clone(),
            credentials,
        };
        if has_crossed {
            check_access(origin, credentials, &entry.response_headers).map_err(blocked)?;
        }
        if let (Some(location), Ok(url)) = (location(entry), url::Url::parse(&entry.url))
            && judge_redirect(origin, &url, &location)
                == Err(RedirectFailure::LocationIncludesCredentials)
        {
            let failure = Failure::RedirectCredentials { location };
            return Err(blocked(Refusal {
                error: CorsError::RedirectContainsCredentials,
                parameter: None,
                failure,
            }));
        }
    }
    Ok(())
}

/// Did a redirect lead it to a scheme without CORS? Such a URL asked for directly leaves no entry.
fn is_of_disabled_scheme(entry: &Entry) -> bool {
    let scheme = entry.url.split(':').next().unwrap_or_default();
    !scheme.starts_with("http")
        && entry.is_without_response()
        && entry.error.text() == Some("net::ERR_FAILED")
}

/// The refusal by local network access; whether the page is a secure context decides its code.
fn local_network_access(log: &Log, exchange: &Exchange, origin: &SerializedOrigin) -> Refusal {
    let page = page_origin(log, exchange);
    // An opaque origin does not tell; the page that the Referer names does.
    let page = page
        .value()
        .filter(|page| !page.is_null())
        .unwrap_or(origin);
    Refusal {
        error: local_network::code(Some(page)),
        parameter: None,
        failure: Failure::LocalNetworkAccess,
    }
}

/// Is it a request whose response is checked? An old or insecure page states no mode; its Origin header decides.
pub(super) fn is_cors_mode(entry: &Entry) -> bool {
    match entry.request_headers.get("Sec-Fetch-Mode") {
        Some(mode) => mode == "cors",
        None => {
            entry.request_headers.contains("Origin")
                && !matches!(
                    entry.resource_type.as_deref(),
                    Some("document" | "csp-violation-report")
                )
        }
    }
}

fn walk_preflight(
    log: &Log,
    exchange: &Exchange,
    hop: usize,
    position: usize,
    credentials: CredentialsMode,
) -> Result<(), Blocked> {
    let Some(preflight) = log.entries.get(position) else {
        return Ok(());
    };
    let Known::Observed(origin, _) = preflight_origin(preflight) else {
        return Ok(());
    };
    let blocked = |refusal| Blocked {
        refusal,
        entry: position,
        hop,
        origin: origin.clone(),
        credentials,
    };
    if preflight.error.text() == Some(LOCAL_NETWORK_ACCESS) {
        return Err(blocked(local_network_access(log, exchange, &origin)));
    }
    // No response: a network error, not a verdict of CORS.
    if preflight.status == 0 {
        return Ok(());
    }
    let question = question(
        exchange
            .hops
            .get(hop)
            .and_then(|hop| log.entries.get(hop.actual)),
        preflight,
        &origin,
        credentials,
    );
    judge_preflight(
        &question,
        preflight.status,
        location(preflight).as_deref(),
        &preflight.response_headers,
    )
    .map_err(blocked)
}

fn preflight_origin(preflight: &Entry) -> Known<SerializedOrigin> {
    match preflight.request_headers.get("Origin") {
        Some(origin) => Known::Observed(
            SerializedOrigin::from_header(&origin),
            "the preflight's Origin header".into(),
        ),
        None => Known::Unknown("the preflight has no Origin header".into()),
    }
}

/// What a preflight asked, in its own words.
pub(crate) fn question(
    actual: Option<&Entry>,
    preflight: &Entry,
    origin: &SerializedOrigin,
    credentials: CredentialsMode,
) -> PreflightQuestion {
    let asked = preflight
        .request_headers
        .get("Access-Control-Request-Method");
    let method = asked
        .as_deref()
        .or(actual.map(|actual| &*actual.method))
        .unwrap_or_default()
        .to_owned();
    PreflightQuestion {
        origin: origin.clone(),
        method,
        header_names: pair::asked_names(preflight).collect(),
        credentials,
    }
}
