//! The method is not listed.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "method-not-allowed",
    title: "The method is missing from Access-Control-Allow-Methods",
    explanation: include_str!("method_not_allowed.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let method = seen.method_not_allowed()?;
    let allowed = seen.refused_header("Access-Control-Allow-Methods");
    let said = match allowed.as_deref() {
        None => "carries no Access-Control-Allow-Methods".to_owned(),
        Some(list) if list.split(',').any(|item| item.trim() == "*") => {
            "allows `*`, which on a request with credentials is no wildcard".to_owned()
        }
        Some(list) => format!("allows {}", shown(list)),
    };
    let asked = shown(method);
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The preflight (OPTIONS) asked for the method {asked}; the answer {said}."))
            .advice(format!(
                "Add {asked} to Access-Control-Allow-Methods in the answer to the preflight. If the path does not \
                 serve this method at all, correct the call."
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Method"))
            .all_evidence(seen.response_header("Access-Control-Allow-Methods")),
    )
}
