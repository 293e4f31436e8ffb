//! A public page asks a local address.

use super::places::is_local_host;
use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, RemedyKind, Seen, Side};
use crate::chromium::CorsError;
use crate::exchange::Verdict;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "local-network-access",
    title: "The page may not reach the local network",
    explanation: include_str!("local_network_access.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "Access to the local network is a permission of the browser that CORS headers do not give.",
    ),
    explains,
};

/// Does a page on a public host ask a local address?
fn is_public_to_local(seen: &Seen<'_>) -> Option<bool> {
    let page = url::Url::parse(seen.page_origin().value()?.as_str()).ok()?;
    let target = url::Url::parse(&seen.main_entry()?.url).ok()?;
    Some(!is_local_host(page.host_str()?) && is_local_host(target.host_str()?))
}

/// The preflight's own net error, as evidence.
fn preflight_error(seen: &Seen<'_>) -> Option<Evidence> {
    let (position, preflight) = seen.refused_preflight()?;
    let error = preflight.error.text()?.to_owned();
    Some(header(position, Side::Response, ":error", Some(error)))
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let entry = seen.main_entry()?;
    let position = seen.main_position()?;
    let denied = seen.error().is_some_and(|error| {
        matches!(
            error,
            CorsError::LocalNetworkAccessPermissionDenied
                | CorsError::InsecureLocalNetwork
                | CorsError::InvalidLocalNetworkAccess
        )
    });
    let certainty = match (seen.blocked, seen.verdict) {
        _ if denied => Certainty::Certain,
        (None, Verdict::Bare(_)) if is_public_to_local(seen)? => Certainty::Possible,
        _ => return None,
    };
    let words = match certainty {
        Certainty::Certain => "was refused by the check for local network access",
        _ => "left no response; it goes to a local address, and the page is not on one",
    };
    let error = entry.error.text().map(str::to_owned);
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!("The request to {} {words}.", shown(&entry.url)))
            .evidence(header(position, Side::Response, ":error", error))
            .all_evidence(preflight_error(seen))
            .evidence(header(
                position,
                Side::Request,
                ":url",
                Some(entry.url.to_string()),
            )),
    )
}
