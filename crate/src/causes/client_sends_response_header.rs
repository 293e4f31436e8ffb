//! Access-Control-* among the request headers.

use super::text::listed;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "client-sends-response-header",
    title: "The page sends a response header with its request",
    explanation: include_str!("client_sends_response_header.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page's code sends a header that only answers carry: it must be removed there.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let names = seen.headers_not_allowed()?;
    let own: Vec<&String> = names
        .iter()
        .filter(|name| {
            [
                "access-control-allow-",
                "access-control-expose-",
                "access-control-max-age",
            ]
            .iter()
            .any(|start| name.starts_with(start))
        })
        .collect();
    if own.is_empty() {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The request carries {}, which only a server can send; the preflight's answer does not \
                 allow {}.", listed(&own), listed(names)))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Headers")),
    )
}
