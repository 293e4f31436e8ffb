//! Second hop of a cross-origin redirect.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-taints-origin",
    title: "After a redirect the request asks as Origin: null",
    explanation: include_str!("redirect_taints_origin.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "After a redirect across a second origin the browser asks as `null`, which must never be allowed: call the final address.",
    ),
    explains,
};

/// Where the hop before pointed.
fn first_redirect(seen: &Seen<'_>) -> Option<Evidence> {
    let before = seen.blocked?.hop.checked_sub(1)?;
    let position = seen.exchange.hops.get(before)?.actual;
    Some(response_of(
        position,
        seen.log.entries.get(position)?,
        "Location",
    ))
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let blocked = seen.blocked?;
    if blocked.hop == 0 || !blocked.origin.is_null() {
        return None;
    }
    let page = seen.page_origin();
    let page = page.value()?;
    if page.is_null() {
        return None;
    }
    let (certainty, said) = match seen.cors_check_failure()? {
        CorsCheckFailure::AllowOriginDiffers { found } if found == page.as_str() => {
            (Certainty::Certain, "allows the page's own origin")
        }
        CorsCheckFailure::AllowOriginAbsent if seen.header_holds("Vary", "origin") => {
            (Certainty::Likely, "allows no origin")
        }
        _ => return None,
    };
    let page = shown(page.as_str());
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "After the redirect the request asked {} with `Origin: null`; the answer {said}. The \
                 page's origin is {page}.",
                shown(&seen.refused()?.1.url),
            ))
            .all_evidence(seen.request_header("Origin"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(first_redirect(seen)),
    )
}
