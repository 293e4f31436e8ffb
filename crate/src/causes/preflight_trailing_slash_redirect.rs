//! Location is the address with or without a slash.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-trailing-slash-redirect",
    title: "The preflight is redirected for a slash at the end",
    explanation: include_str!("preflight_trailing_slash_redirect.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "A preflight is not followed through a redirect: call the address with the slash that the server wants.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()? != CorsError::PreflightDisallowedRedirect {
        return None;
    }
    let status = seen.refused_status()?;
    let (url, target) = (seen.refused_url()?, seen.redirect_target()?);
    let (from, to) = (url.path(), target.path());
    let words = if to.strip_suffix('/') == Some(from) {
        "with a slash added at the end of the path"
    } else if from.strip_suffix('/') == Some(to) {
        "without the slash at the end of the path"
    } else {
        return None;
    };
    if url.origin() != target.origin() || url.query() != target.query() {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The preflight (OPTIONS) to {} was answered {status}, a redirect to the same address \
                 {words}.", shown(url.as_str())))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.response_header("Location"))
            .all_evidence(seen.present("Non-Authoritative-Reason")),
    )
}
