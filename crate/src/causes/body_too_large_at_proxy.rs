//! 413 without headers.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "body-too-large-at-proxy",
    title: "The request's body is larger than the server takes",
    explanation: include_str!("body_too_large_at_proxy.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The body is larger than the server takes: its limit must be raised, or less be sent.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() || seen.refused_status()? != 413 {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(
                "The request was answered 413, its body is too large for the server, and without \
                 Access-Control-Allow-Origin.",
            )
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(
                seen.request_header("Content-Length")
                    .filter(|evidence| evidence.value.is_some()),
            )
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
