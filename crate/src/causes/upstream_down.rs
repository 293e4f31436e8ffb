//! 502, 503, 504.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "upstream-down",
    title: "The proxy could not reach the application",
    explanation: include_str!("upstream_down.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The proxy could not reach the application: it must run again before its headers matter.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let is_refusal =
        seen.lacks_allow_origin() || seen.error()? == CorsError::PreflightInvalidStatus;
    let certainty = match status {
        _ if !is_refusal => return None,
        // By their definition a gateway's answers; 503 an application also gives itself.
        502 | 504 => Certainty::Certain,
        503 => Certainty::Likely,
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The answer to {} is {status}: a proxy speaks for an application that did not answer.",
                seen.asked(),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Via"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
