//! Separators or quotes make the list unreadable.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::judge::Failure;
use crate::fetch::cors_preflight_fetch::PreflightFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-list-syntax",
    title: "The list of allowed methods or headers cannot be read",
    explanation: include_str!("allow_list_syntax.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (name, item) = match seen.failure()? {
        Failure::Preflight(PreflightFailure::AllowMethodsUnreadable(item)) => {
            ("Access-Control-Allow-Methods", item)
        }
        Failure::Preflight(PreflightFailure::AllowHeadersUnreadable(item)) => {
            ("Access-Control-Allow-Headers", item)
        }
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "{name} of the preflight's answer is {}; its item {} is not a name.",
                shown(&seen.refused_header(name)?),
                shown(item),
            ))
            .all_evidence(seen.response_header(name)),
    )
}
