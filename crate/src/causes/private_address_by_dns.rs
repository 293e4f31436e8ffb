//! DNS, a VPN or a proxy of the machine.

use super::places::is_local_host;
use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen, Side};
use crate::chromium::CorsError;
use crate::exchange::Verdict;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "private-address-by-dns",
    title: "A public name resolves to a private address",
    explanation: include_str!("private_address_by_dns.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "Access to the local network is a permission of the browser: the address that the name resolves to must change.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let position = seen.main_position()?;
    let entry = seen.main_entry()?;
    let denied = seen
        .error()
        .is_some_and(|error| error == CorsError::LocalNetworkAccessPermissionDenied);
    if !denied && !matches!((seen.blocked, seen.verdict), (None, Verdict::Bare(_))) {
        return None;
    }
    let url = url::Url::parse(&entry.url).ok()?;
    let host = url.host_str()?;
    if is_local_host(host) {
        return None;
    }
    let address = seen
        .log
        .addresses_of(&entry.url)
        .find(|address| is_local_host(address))?;
    let certainty = if denied {
        Certainty::Certain
    } else {
        Certainty::Likely
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The name {} led to {}, an address of a local network.",
                shown(host),
                shown(address),
            ))
            .all_evidence(seen.net_error())
            .evidence(header(
                position,
                Side::Request,
                ":url",
                Some(entry.url.to_string()),
            ))
            .evidence(header(
                position,
                Side::Response,
                ":address",
                Some(address.to_owned()),
            )),
    )
}
