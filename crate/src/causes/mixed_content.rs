//! Mixed content.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "mixed-content",
    title: "An https page may not make an http request",
    explanation: include_str!("mixed_content.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page is secure and the address is not: serve the API over https, or call it there.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.neighbour()? != Neighbour::MixedContent {
        return None;
    }
    let entry = seen.main_entry()?;
    // After a redirect the log keeps the redirect, and the address that was refused stands in it.
    let target = crate::exchange::redirect_target(entry);
    let page = seen.page_origin();
    let (certainty, page) = match page.value() {
        Some(page) => (
            Certainty::Certain,
            format!("The page {} came over https and", shown(page.as_str())),
        ),
        // Such an entry often holds no header that names the page.
        None => (
            Certainty::Likely,
            "A page, presumably one that came over https,".to_owned(),
        ),
    };
    let asked = match &target {
        Some(target) => format!("was redirected to {}", shown(target)),
        None => format!("asked {} over http", shown(&entry.url)),
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "{page} {asked}; that request was stopped before it was sent."
            ))
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
