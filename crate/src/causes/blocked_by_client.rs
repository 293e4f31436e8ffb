//! Ad blocker, extension, policy.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "blocked-by-client",
    title: "Blocked inside the browser, by an extension or a rule",
    explanation: include_str!("blocked_by_client.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "An extension or a setting of this browser blocked the request: no header of the server is asked.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let neighbour = seen.neighbour()?;
    let url = shown(&seen.main_entry()?.url);
    let finding = match neighbour {
        Neighbour::Extension => Finding::new(&CAUSE, Certainty::Certain).what(format!(
            "{}: the request to {url} was stopped by an extension and never sent.",
            shown(seen.net_error_text()),
        )),
        Neighbour::Administrator => Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "{}: the request to {url} was stopped by a policy of this browser and never sent.",
                shown(seen.net_error_text()),
            ))
            .advice("Look at `chrome://policy`, and ask whoever administers the machine."),
        // A Content-Security-Policy stops such a request before any entry is made.
        Neighbour::DevToolsBlocking => Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The request to {url} was stopped before it reached the network, as a pattern under `Network request \
                 blocking` in DevTools does.",
            ))
            .advice("Look at the `Network request blocking` drawer of DevTools, and switch the pattern off."),
        _ => return None,
    };
    Some(
        finding
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url()),
    )
}
