//! Cross-Origin-Resource-Policy, COEP or opaque response blocking.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "resource-policy",
    title: "Blocked by a resource policy, not by CORS",
    explanation: include_str!("resource_policy.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "Another rule than CORS refused the answer: Cross-Origin-Resource-Policy or the answer's Content-Type must change.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (title, rule, advice) = match seen.neighbour()? {
        Neighbour::ResourcePolicy => (
            CAUSE.title,
            "its own `Cross-Origin-Resource-Policy`",
            "Let the server send `Cross-Origin-Resource-Policy: cross-origin` (or `same-site`) with it. To read it in \
             script, ask in mode `cors`: then this header is not looked at, and CORS decides.",
        ),
        Neighbour::EmbedderPolicy => (
            "Blocked by the page's embedder policy, not by CORS",
            "the `Cross-Origin-Embedder-Policy` of the page, which asks for a permission of each answer",
            "Let the server send `Cross-Origin-Resource-Policy: cross-origin`, load it with `crossorigin`, or give the \
             page `Cross-Origin-Embedder-Policy: credentialless`.",
        ),
        Neighbour::OpaqueResponseBlocking => (
            "Opaque response blocking: the type does not fit the use",
            "opaque response blocking: its type does not fit its use",
            "Send the `Content-Type` that it is, and look whether an error page or JSON came in place of the file. To \
             read data in script, use `fetch` in mode `cors`.",
        ),
        _ => return None,
    };
    let entry = seen.main_entry()?;
    let position = seen.main_position()?;
    let header = |name: &str| response_of(position, entry, name);
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .title(title)
            .what(format!(
                "The answer of {} was kept from the page by {rule} ({}).",
                shown(&entry.url),
                shown(seen.net_error_text())
            ))
            .advice(advice)
            .all_evidence(seen.net_error())
            .evidence(header("Cross-Origin-Resource-Policy"))
            .evidence(header("Content-Type"))
            .all_evidence(seen.main_url()),
    )
}
