//! 307 of the browser, by HSTS.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-hsts-upgrade",
    title: "The browser itself upgrades the request to https",
    explanation: include_str!("preflight_hsts_upgrade.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "A preflight is not followed through a redirect: call the https address itself.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightDisallowedRedirect {
        return None;
    }
    let status = seen.refused_status()?;
    let reason = seen.refused_header("Non-Authoritative-Reason")?;
    if !reason.to_ascii_lowercase().contains("hsts") {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The browser answered the preflight (OPTIONS) itself with {status}, because this host is remembered as https only \
                 (HSTS)."))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.present("Non-Authoritative-Reason")),
    )
}
