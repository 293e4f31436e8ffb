//! An origin with a star in it is taken literally.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-wildcard-subdomain",
    title: "Access-Control-Allow-Origin holds a pattern with *",
    explanation: include_str!("allow_origin_wildcard_subdomain.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let found = seen.differing_value()?;
    if found == "*" || !holds_a_pattern(found) || found.contains([',', ' ']) {
        return None;
    }
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server allows {}, and browsers take that star literally; the page's origin is \
                 {origin}.",
                shown(found)
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}

/// Masked secrets are written with stars too: user information, values of a query, and long runs anywhere.
pub(super) fn holds_a_pattern(value: &str) -> bool {
    let (scheme, rest) = value.split_once("//").unwrap_or(("", value));
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let host = host.split(['?', '#']).next().unwrap_or_default();
    let stars = |text: &str| {
        text.split(|character| character != '*')
            .any(|run| (1..=COVER).contains(&run.len()))
    };
    stars(scheme) || stars(host)
}

/// A cover of a secret outside of user information is longer than this.
const COVER: usize = 3;
