//! capacitor:, tauri:, ionic:, extension origins.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "app-shell-origin",
    title: "The page runs in an app shell with its own origin",
    explanation: include_str!("app_shell_origin.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let origin = seen.origin()?;
    let scheme = origin.as_str().split("://").next()?;
    if origin.is_null() || matches!(scheme, "http" | "https") {
        return None;
    }
    if !seen.lacks_allow_origin() && seen.differing_value().is_none_or(|found| found == "*") {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The page's origin is {}, that of an app or an extension, and the answer to {} does not \
                 allow it.",
                shown(origin.as_str()),
                seen.asked(),
            ))
            .all_evidence(seen.request_header("Origin"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
