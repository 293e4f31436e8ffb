//! The star is literal with credentials.

use super::text::{listed, shown};
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::CredentialsMode;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "wildcard-headers-with-credentials",
    title: "Access-Control-Allow-Headers: * does not cover credentials",
    explanation: include_str!("wildcard_headers_with_credentials.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let names = seen.headers_not_allowed()?;
    let allowed = seen.refused_header("Access-Control-Allow-Headers")?;
    let has_star = allowed.split(',').any(|item| item.trim() == "*");
    if !has_star || seen.blocked?.credentials != CredentialsMode::Include {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The preflight (OPTIONS) asked for {}; the answer allows {}, and on a request with \
                 credentials that star is no wildcard.",
                listed(names),
                shown(&allowed)
            ))
            .advice(format!(
                "List {} in Access-Control-Allow-Headers, or leave credentials out of the call.",
                listed(names),
            ))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Headers")),
    )
}
