//! A hop without the header.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::http_redirect_fetch::is_redirect_status;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-without-headers",
    title: "A redirect lacks Access-Control-Allow-Origin",
    explanation: include_str!("redirect_without_headers.md"),
    general: true,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() {
        return None;
    }
    if !is_redirect_status(seen.refused_status()?) {
        return None;
    }
    // An address that cannot be read is shown as it stands.
    let target = match seen.redirect_target() {
        Some(target) => String::from(target),
        None => seen.refused_header("Location")?,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer {} redirects to {} and carries no Access-Control-Allow-Origin.",
                seen.refused_status()?,
                shown(&target),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
