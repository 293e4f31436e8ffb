//! user:password in Location.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-with-userinfo",
    title: "A redirect points to a URL with a user name",
    explanation: include_str!("redirect_with_userinfo.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The redirect names a user or password in its address, which browsers refuse whatever the headers say.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::RedirectContainsCredentials {
        return None;
    }
    Some(
        // The address itself is shown as evidence, where secrets are masked.
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer {} redirects to an address with a user name or password before the host.",
                seen.refused_status()?,
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.response_header("Location")),
    )
}
