//! Mixed content.

use super::seen::header;
use super::text::quoted;
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
    let page = seen.page_origin();
    let url = &seen.main_entry()?.url;
    if !url.starts_with("http://") || !page.value()?.as_str().starts_with("https://") {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The page `{}` came over https and asked {} over http; the request was stopped before it \
                 was sent.",
                page.value()?,
                quoted(url),
            ))
            .all_evidence(seen.net_error())
            .all_evidence(main_url(seen)),
    )
}
