//! Mixed content.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::NotCors;

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
    let NotCors::BlockedBeforeNetwork = seen.not_cors()? else {
        return None;
    };
    let url = &seen.main_entry()?.url;
    if !url.starts_with("http://") {
        return None;
    }
    let page = seen.page_origin();
    let (certainty, page) = match page.value() {
        Some(page) if page.as_str().starts_with("https://") => (
            Certainty::Certain,
            format!(
                "The page {} came over https and asked",
                shown(page.as_str())
            ),
        ),
        Some(_) => return None,
        // Such an entry often holds no header that names the page.
        None => (
            Certainty::Likely,
            "A page, presumably one that came over https, asked".to_owned(),
        ),
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "{page} {} over http; the request was stopped before it was sent.",
                shown(url)
            ))
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
