//! A hop without the header.

use super::text::shown;
use super::{Cause, Certainty, Finding, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-without-headers",
    title: "A redirect lacks Access-Control-Allow-Origin",
    explanation: include_str!("redirect_without_headers.md"),
    general: true,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() {
        return None;
    }
    let target = seen.redirect_target()?;
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer {} redirects to {} and carries no Access-Control-Allow-Origin.",
                seen.refused_status()?,
                shown(target.as_str()),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
