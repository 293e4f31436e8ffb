//! Near miss of an Access-Control name.

use super::text::{distance, shown};
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::cors_check::CorsCheckFailure;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "header-name-misspelt",
    title: "The name of a CORS header is misspelt",
    explanation: include_str!("header_name_misspelt.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

/// The header whose absence made the check fail.
fn missing_name(seen: &Seen<'_>) -> Option<&'static str> {
    if seen.headers_not_allowed().is_some() {
        return Some("Access-Control-Allow-Headers");
    }
    if seen.method_not_allowed().is_some() {
        return Some("Access-Control-Allow-Methods");
    }
    match seen.cors_check_failure()? {
        CorsCheckFailure::AllowOriginAbsent => Some("Access-Control-Allow-Origin"),
        CorsCheckFailure::AllowCredentialsNotTrue { found: None } => {
            Some("Access-Control-Allow-Credentials")
        }
        _ => None,
    }
}

/// Could it be one of these names at all? Most headers are passed over here, before anything is copied.
fn has_letters_in_common(name: &str) -> bool {
    name.len() >= 9
        && name.contains(['-', '_'])
        && !name.starts_with("Content-")
        && !name.starts_with("content-")
}

/// Is a name meant to be `right`: two edits away at most, or a known short form of it?
fn is_near_miss(name: &str, right: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let right = right.to_ascii_lowercase();
    let short = right.strip_prefix("access-control-").unwrap_or(&right);
    name == short
        || name == right.replace("allow-", "")
        || name == right.replace("access-control-", "access-")
        || name.strip_prefix("x-") == Some(&right)
        || (name.len().abs_diff(right.len()) <= 2 && distance(&name, &right) <= 2)
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let right = missing_name(seen)?;
    let (_, refused) = seen.refused()?;
    if refused.response_headers.contains(right) {
        return None;
    }
    let wrong = refused
        .response_headers
        .iter()
        .map(|line| line.name)
        .find(|name| has_letters_in_common(name) && is_near_miss(name, right))?;
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The answer to {} carries {} instead of `{right}`.",
                seen.asked(),
                shown(wrong),
            ))
            .advice(format!(
                "Rename {} to `{right}` where the server sets it.",
                shown(wrong)
            ))
            .all_evidence(seen.response_header(wrong))
            .all_evidence(seen.response_header(right)),
    )
}
