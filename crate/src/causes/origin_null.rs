//! A sandboxed frame, a file, a data: or blob: page.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "origin-null",
    title: "The page has no origin of its own (Origin: null)",
    explanation: include_str!("origin_null.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page's origin is opaque and sent as `null`, and so is that of any sandboxed page: give the page an origin of its own.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    if !origin.is_null() || (seen.blocked?.hop > 0 && !seen.page_is_opaque()) {
        return None;
    }
    let (certainty, said) = match seen.cors_check_failure()? {
        CorsCheckFailure::AllowOriginDiffers { found } if found != "*" => {
            (Certainty::Certain, format!("allows {}", shown(found)))
        }
        CorsCheckFailure::AllowOriginAbsent => (
            Certainty::Likely,
            "carries no Access-Control-Allow-Origin".to_owned(),
        ),
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The page's origin is opaque: it asked with `Origin: null`, and the answer {said}."
            ))
            .all_evidence(seen.request_header("Origin"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
