//! A CDN's 404 without headers.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "cdn-error-without-headers",
    title: "The CDN's error answer lacks the CORS headers",
    explanation: include_str!("cdn_error_without_headers.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "The CDN answered with an error: that one remains, and the page can then read it.",
    ),
    explains,
};

/// Headers that caches of CDNs send: the name and a part of the value, lower-case.
const SIGNS: [(&str, &str); 8] = [
    ("X-Served-By", "cache-"),
    ("Via", "varnish"),
    ("Via", "cloudfront"),
    ("CF-Cache-Status", ""),
    ("X-Cache", "cloudfront"),
    ("X-Cache", "hit"),
    ("X-Cache", "miss"),
    ("Server", "bunnycdn"),
];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    if !seen.lacks_allow_origin()
        || seen.is_preflight()
        || !(400..500).contains(&status)
        || status == 401
    {
        return None;
    }
    let (name, _) = SIGNS
        .iter()
        .find(|(name, part)| seen.header_holds(name, part))?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "A CDN answered {} with {status} and without Access-Control-Allow-Origin; its header \
                 {name} tells ({}).",
                seen.asked(),
                shown(&seen.refused_header(name)?),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present(name))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
