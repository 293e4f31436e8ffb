//! The same origin got permission for a smaller question: the server refuses all for one header or method.

use super::look::response_of;
use super::text::{listed, shown};
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::har::Entry;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-refused-as-a-whole",
    title: "The server refuses the whole preflight for one header",
    explanation: include_str!("preflight_refused_as_a_whole.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

/// What a preflight asked for beyond another one: header names and the method.
fn asked_more(refused: &Entry, permitted: &Entry) -> Vec<String> {
    let before: Vec<String> = crate::exchange::asked_names(permitted).collect();
    let mut more: Vec<String> = crate::exchange::asked_names(refused)
        .filter(|name| !before.contains(name))
        .collect();
    let method = |entry: &Entry| {
        entry
            .request_headers
            .get("Access-Control-Request-Method")
            .unwrap_or_default()
            .into_owned()
    };
    if method(refused) != method(permitted) {
        more.push(method(refused));
    }
    more
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (position, refused) = seen.refused_preflight()?;
    if !seen.lacks_allow_origin() || refused.status >= 500 {
        return None;
    }
    let path = seen.refused_url()?;
    // Where this answer shows the layer at work, a permission for any path of the server tells that the origin is known.
    let ran = seen.shows_cors_layer();
    let (witness, permitted) = seen.allowed_elsewhere().find(|(other, entry)| {
        *other != position
            && entry.is_preflight()
            && (200..300).contains(&entry.status)
            && (ran || url::Url::parse(&entry.url).is_ok_and(|url| url.path() == path.path()))
    })?;
    let more = asked_more(refused, permitted);
    if more.is_empty() {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The same server permitted {} another preflight; this one asks for {} besides, and was answered \
                 {} without Access-Control-Allow-Origin.",
                shown(seen.origin()?.as_str()),
                listed(&more),
                refused.status,
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.request_header("Access-Control-Request-Method"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .evidence(response_of(witness, permitted, "Access-Control-Allow-Origin")),
    )
}
