//! A port of another protocol.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, Seen, Side};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "unsafe-port",
    title: "Browsers refuse this port",
    explanation: include_str!("unsafe_port.md"),
    general: false,
    explains,
};

/// The URL that was asked for, as evidence.
fn main_url(seen: &Seen<'_>) -> Option<Evidence> {
    let entry = seen.main_entry()?;
    Some(header(
        seen.main_position()?,
        Side::Request,
        ":url",
        Some(entry.url.to_string()),
    ))
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let NotCors::NetworkError(error) = seen.not_cors()? else {
        return None;
    };
    if error != "net::ERR_UNSAFE_PORT" {
        return None;
    }
    let url = &seen.main_entry()?.url;
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The browser sends nothing to the port in {}: {error}.",
                shown(url)
            ))
            .all_evidence(seen.net_error())
            .all_evidence(main_url(seen)),
    )
}
