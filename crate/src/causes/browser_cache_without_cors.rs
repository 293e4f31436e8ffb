//! An earlier load without CORS filled the cache.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::Verdict;
use crate::exchange::verdict::Condition;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "browser-cache-without-cors",
    title: "The browser's cache holds an answer without CORS headers",
    explanation: include_str!("browser_cache_without_cors.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Empty the browser's cache once: it keeps the copy without headers.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let readings = match seen.verdict {
        Verdict::Bare(readings) | Verdict::Undecided(readings) => readings.as_slice(),
        Verdict::Revalidated(reading) => std::slice::from_ref(&**reading),
        Verdict::Blocked(_) | Verdict::NotCors(_) | Verdict::Unsettled(_) => return None,
    };
    let (position, blocked) = readings
        .iter()
        .find_map(|reading| match reading.condition {
            Condition::Cached(position) => Some((position, reading.blocked.as_ref()?)),
            _ => None,
        })?;
    let cached = seen.log.entries.get(position)?;
    // An answer that may not be stored cannot have come back.
    let is_stored = cached
        .response_headers
        .get("Cache-Control")
        .is_none_or(|value| !value.to_ascii_lowercase().contains("no-store"));
    if !is_stored {
        return None;
    }
    let is_confirmed = matches!(seen.verdict, Verdict::Revalidated(_));
    let asked_as = match cached.request_headers.get("Origin") {
        Some(origin) => format!("for {}", shown(&origin)),
        None => "without Origin".to_owned(),
    };
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(if is_confirmed {
                format!(
                    "The answer is 304: the browser uses what it had stored. The log's last answer to the same address, asked \
                     {asked_as}, fails the CORS check as the 304 leaves it ({}).",
                    blocked.refusal.error,
                )
            } else {
                format!(
                    "The request failed without a response of its own; an earlier answer to the same address, asked {asked_as}, \
                     fails the CORS check ({}).",
                    blocked.refusal.error,
                )
            })
            .all_evidence(seen.net_error())
            .evidence(response_of(position, cached, "Access-Control-Allow-Origin"))
            .evidence(response_of(position, cached, "Vary"))
            .evidence(response_of(position, cached, "Cache-Control")),
    )
}
