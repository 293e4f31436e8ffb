//! The checks of all hops in the browser's order, in one credentials mode, until one refuses.

use super::infer::{hop_origin, is_cross_origin, page_origin};
use super::redirects::location;
use super::verdict::Blocked;
use super::{Exchange, Known, mode, pair};
use crate::chromium::judge::{Failure, Refusal};
use crate::chromium::{CorsError, check_access, judge_preflight};
use crate::fetch::CredentialsMode;
use crate::fetch::cors_preflight_fetch::PreflightQuestion;
use crate::fetch::http_redirect_fetch::{RedirectFailure, judge_redirect};
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, Log};
use crate::neighbours::{LOCAL_NETWORK_ACCESS, local_network};

/// Walks the checks of all hops in the browser's order, in one credentials mode; the first refusal. A response whose
/// headers the log lacks refuses nothing here; [`lacks_headers`] asks for it.
pub fn first_refusal(
    log: &Log,
    exchange: &Exchange,
    credentials: CredentialsMode,
) -> Result<(), Blocked> {
    match walk(log, exchange, credentials) {
        Err(Stop::Refused(blocked)) => Err(*blocked),
        Err(Stop::NotKnown(_)) | Ok(()) => Ok(()),
    }
}

/// The entry at which the walk cannot go on because the log lacks headers that the check would read.
pub(super) fn lacks_headers(
    log: &Log,
    exchange: &Exchange,
    credentials: CredentialsMode,
) -> Option<usize> {
    match walk(log, exchange, credentials) {
        Err(Stop::NotKnown(position)) => Some(position),
        Err(Stop::Refused(_)) | Ok(()) => None,
    }
}

/// Why a walk ends before the last check.
enum Stop {
    /// A check refuses.
    Refused(Box<Blocked>),
    /// The log lacks the headers of this entry.
    NotKnown(usize),
}

impl From<Blocked> for Stop {
    fn from(blocked: Blocked) -> Self {
        Self::Refused(Box::new(blocked))
    }
}

fn walk(log: &Log, exchange: &Exchange, credentials: CredentialsMode) -> Result<(), Stop> {
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
        // What went on was permitted: only where it ended, headers that are not known leave something open.
        let is_end = index + 1 == exchange.hops.len();
        let origin = hop_origin(log, exchange, index);
        if is_end && may_have_asked(entry) {
            return Err(Stop::NotKnown(hop.actual));
        }
        if entry.error.text() == Some(LOCAL_NETWORK_ACCESS) {
            let origin = origin
                .value()
                .cloned()
                .unwrap_or(SerializedOrigin::from_header("null"));
            return Err(Stop::from(Blocked {
                refusal: local_network_access(log, exchange, &origin),
                entry: hop.actual,
                hop: index,
                origin,
                credentials,
            }));
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
            return Err(Stop::from(Blocked {
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
            }));
        }
        // Once a request has left its origin, every later response is checked.
        has_crossed |= is_cross_origin(entry, Some(origin));
        if entry.is_without_response() || !mode::is_cors(entry) {
            continue;
        }
        let blocked = |refusal| {
            Stop::from(Blocked {
                refusal,
                entry: hop.actual,
                hop: index,
                origin: origin.clone(),
                credentials,
            })
        };
        if has_crossed && !entry.knows_response_headers {
            if is_end {
                return Err(Stop::NotKnown(hop.actual));
            }
        } else if has_crossed {
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

/// Can the log not say whether a failed request asked in mode `cors`? Its answer came, and of its own headers those are
/// not known that would tell.
fn may_have_asked(entry: &Entry) -> bool {
    let has = |name: &str| entry.request_headers.contains(name);
    !entry.knows_request_headers
        && entry.is_stated_failed()
        && !entry.is_without_response()
        && !has("Sec-Fetch-Mode")
        && !has("Origin")
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

fn walk_preflight(
    log: &Log,
    exchange: &Exchange,
    hop: usize,
    position: usize,
    credentials: CredentialsMode,
) -> Result<(), Stop> {
    let Some(preflight) = log.entries.get(position) else {
        return Ok(());
    };
    let Known::Observed(origin, _) = preflight_origin(preflight) else {
        return Ok(());
    };
    let blocked = |refusal| {
        Stop::from(Blocked {
            refusal,
            entry: position,
            hop,
            origin: origin.clone(),
            credentials,
        })
    };
    if preflight.error.text() == Some(LOCAL_NETWORK_ACCESS) {
        return Err(blocked(local_network_access(log, exchange, &origin)));
    }
    // No response: a network error, not a verdict of CORS.
    if preflight.status == 0 {
        return Ok(());
    }
    let actual = exchange
        .hops
        .get(hop)
        .and_then(|hop| log.entries.get(hop.actual));
    let location = location(preflight);
    if !preflight.knows_response_headers && location.is_none() {
        // A request that was answered had its preflight's permission.
        let went_out = actual.is_some_and(|actual| !actual.is_without_response());
        return if went_out {
            Ok(())
        } else {
            Err(Stop::NotKnown(position))
        };
    }
    let question = question(actual, preflight, &origin, credentials);
    judge_preflight(
        &question,
        preflight.status,
        location.as_deref(),
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
