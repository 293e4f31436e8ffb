//! Mixed content.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Evidence, Finding, Seen, Side};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "mixed-content",
    title: "An https page may not make an http request",
    explanation: include_str!("mixed_content.md"),
    general: false,
    explains,
};

/// The URL that was asked for, as evidence.
fn main_url(seen: &Seen<'_>) -> Option<Evidence> {
    let entry = seen.main_entry()?;
    Some(header(
        seen.main_position()?,
        Side::Request,
        ":url",
        Some(entry.url.to_string()),
    ))
}

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
            .all_evidence(main_url(seen)),
    )
}
