//! No OPTIONS was sent, because an earlier permission is still kept; the answer has changed since.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::without_fragment;
use crate::fetch::method::is_cors_safelisted_method;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "stale-preflight-cache",
    title: "An old permission is kept; the answer has changed since",
    explanation: include_str!("stale_preflight_cache.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let blocked = seen.blocked?;
    let hop = seen.exchange.hops.get(blocked.hop)?;
    if !seen.lacks_allow_origin() || seen.is_preflight() || hop.preflight.is_some() {
        return None;
    }
    let (position, refused) = seen.refused()?;
    // Only a method that needs a preflight proves that one was saved; redirects and errors have reasons of their own.
    if is_cors_safelisted_method(&refused.method) || refused.status >= 300 {
        return None;
    }
    let same_url = |url: &str| without_fragment(url) == without_fragment(&refused.url);
    let earlier = |is_preflight: bool| {
        seen.allowed_elsewhere().find(move |(other, entry)| {
            *other != position
                && entry.started < refused.started
                && entry.is_preflight() == is_preflight
                && (200..300).contains(&entry.status)
                && same_url(&entry.url)
        })
    };
    let (asked, preflight) = earlier(true)?;
    let (read, answer) = earlier(false)?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "{} {} went out without a preflight, on a permission given earlier. The same call passed then; its answer \
                 now lacks Access-Control-Allow-Origin.",
                shown(&refused.method),
                shown(&refused.url),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .evidence(response_of(asked, preflight, "Access-Control-Max-Age"))
            .evidence(response_of(read, answer, "Access-Control-Allow-Origin")),
    )
}
