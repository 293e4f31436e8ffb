//! A CDN or proxy cached the answer for one origin and gives it to another.

use super::allow_origin_wildcard_subdomain::holds_a_pattern;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "shared-cache-without-vary",
    title: "A cache answered with the headers of another page",
    explanation: include_str!("shared_cache_without_vary.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Purge the cache in front of the server once: it keeps copies made for another origin.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.is_preflight() || seen.header_holds("Vary", "origin") || seen.header_holds("Vary", "*")
    {
        return None;
    }
    let cached = seen.from_shared_cache()?;
    let said = match seen.cors_check_failure()? {
        CorsCheckFailure::AllowOriginDiffers { found }
            if found.contains("://") && !found.contains([',', ' ']) && !holds_a_pattern(found) =>
        {
            format!("allows {}", shown(found))
        }
        CorsCheckFailure::AllowOriginAbsent if seen.refused_status()? < 400 => {
            "allows no origin".to_owned()
        }
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The answer came from a cache ({}), {said}, and does not carry `Vary: Origin`; the \
                 page's origin is {}.",
                cached.header,
                shown(seen.origin()?.as_str()),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .evidence(cached)
            .all_evidence(seen.response_header("Vary"))
            .all_evidence(seen.request_header("Origin")),
    )
}
