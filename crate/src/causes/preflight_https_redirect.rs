//! Same address with https.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-https-redirect",
    title: "The preflight is redirected to https",
    explanation: include_str!("preflight_https_redirect.md"),
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
    let (url, target) = (seen.refused_url()?, seen.redirect_target()?);
    let is_upgrade = (url.scheme(), target.scheme()) == ("http", "https")
        && url.host_str() == target.host_str()
        && url.path() == target.path()
        && url.query() == target.query();
    if !is_upgrade {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The preflight (OPTIONS) to {} was answered {status}, a redirect to the same address \
                 with https.", shown(url.as_str())))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.present("Non-Authoritative-Reason")),
    )
}
