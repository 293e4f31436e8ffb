//! WAF, bot challenge.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "waf-challenge",
    title: "A firewall or bot check answered instead of the server",
    explanation: include_str!("waf_challenge.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "A firewall answered in place of the server: it must let the request, or OPTIONS, through.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let is_refusal =
        seen.lacks_allow_origin() || seen.error()? == CorsError::PreflightInvalidStatus;
    if !is_refusal || !matches!(status, 202 | 403 | 405 | 429 | 503) {
        return None;
    }
    let is_html = seen.header_holds("Content-Type", "text/html");
    let name = if seen.header_holds("cf-mitigated", "challenge") {
        "cf-mitigated"
    } else if seen.refused_header("x-amzn-waf-action").is_some() {
        "x-amzn-waf-action"
    } else if seen.refused_header("x-sucuri-block").is_some() {
        "x-sucuri-block"
    } else if is_html
        && status != 405
        && (seen.header_holds("Server", "cloudflare") || seen.header_holds("Server", "akamaighost"))
    {
        "Server"
    } else {
        return None;
    };
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The answer {status} to {} is that of a firewall or bot check, as its header {name} says \
                 ({}).",
                seen.asked(),
                shown(&seen.refused_header(name)?),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present(name))
            .all_evidence(seen.present("Content-Type"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
