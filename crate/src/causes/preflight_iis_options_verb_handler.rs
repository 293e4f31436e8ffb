//! IIS answers OPTIONS by its own handler.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-iis-options-verb-handler",
    title: "The web server answers OPTIONS before the application",
    explanation: include_str!("preflight_iis_options_verb_handler.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    if !seen.lacks_allow_origin() || !seen.header_holds("Server", "microsoft-iis") {
        return None;
    }
    // WebDAV answers in the same way, and where else no CORS header comes from is not seen.
    if !matches!(preflight.status, 200 | 204 | 405) {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "IIS answered the preflight (OPTIONS) with {} and without any CORS header, as its own handler for that \
                 method does.",
                preflight.status,
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Public"))
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
