//! Session expired.

use super::places::is_sign_in;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::http_redirect_fetch::is_redirect_status;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-to-login",
    title: "The request is redirected to a sign-in page",
    explanation: include_str!("redirect_to_login.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The answer is a redirect to a sign-in page: the request must carry what signs it in, or be answered 401.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() {
        return None;
    }
    let hop = seen.blocked?.hop;
    if hop == 0 && !is_redirect_status(seen.refused_status()?) {
        return None;
    }
    let url = seen.refused_url()?;
    let target = seen.redirect_target();
    let place = match &target {
        Some(target) if is_sign_in(target) => target,
        None if seen.blocked?.hop > 0 && is_sign_in(&url) => &url,
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The request was redirected to {}, which looks like a place to sign in; the answer carries no \
                 Access-Control-Allow-Origin.",
                shown(place.as_str()),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.url_evidence())
            .all_evidence(seen.present("Location"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
