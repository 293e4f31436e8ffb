//! To another path or host.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-other-redirect",
    title: "The preflight is redirected",
    explanation: include_str!("preflight_other_redirect.md"),
    general: true,
    remedy: RemedyKind::Elsewhere(
        "A preflight is not followed through a redirect: call the address that it points to.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightDisallowedRedirect {
        return None;
    }
    let status = seen.refused_status()?;
    let target = seen.redirect_target().map_or_else(
        || seen.refused_header("Location").unwrap_or_default(),
        String::from,
    );
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The preflight (OPTIONS) was answered {status}, a redirect to {}.",
                shown(&target)
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.present("Non-Authoritative-Reason")),
    )
}
