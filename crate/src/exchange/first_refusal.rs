//! The checks of all hops in the browser's order, in one credentials mode, until one refuses.

use super::infer::{hop_origin, is_cross_origin};
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

/// Chromium's net error of a request that local network access refused.
pub(super) const BLOCKED_BY_LOCAL_NETWORK_ACCESS: &str =
    "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";

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
        let Some(origin) = origin.value() else {
            continue;
        };
        // Once a request has left its origin, every later response is checked.
        has_crossed |= is_cross_origin(entry, Some(origin));
        if !has_crossed || entry.is_without_response() || !is_cors_mode(entry) {
            continue;
        }
        let blocked = |refusal| Blocked {
            refusal,
            entry: hop.actual,
            hop: index,
            origin: origin.clone(),
            credentials,
        };
        check_access(origin, credentials, &entry.response_headers).map_err(blocked)?;
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

/// Is it a request whose response is checked? An old or insecure page states no mode; its Origin header decides.
fn is_cors_mode(entry: &Entry) -> bool {
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
    if preflight.error.text() == Some(BLOCKED_BY_LOCAL_NETWORK_ACCESS) {
        return Err(blocked(Refusal {
            error: CorsError::LocalNetworkAccessPermissionDenied,
            parameter: None,
            failure: Failure::LocalNetworkAccess,
        }));
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
