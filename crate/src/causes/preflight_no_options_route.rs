//! 404, 405 or 501 on OPTIONS.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "preflight-no-options-route",
    title: "The server has no route for OPTIONS",
    explanation: include_str!("preflight_no_options_route.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let (_, preflight) = seen.refused_preflight()?;
    let is_status = seen.error()? == CorsError::PreflightInvalidStatus;
    if !is_status && !seen.lacks_allow_origin() {
        return None;
    }
    let allow = seen.refused_header("Allow");
    let lists_options = allow
        .as_deref()
        .map(|allow| allow.to_ascii_uppercase().contains("OPTIONS"));
    let certainty = match (preflight.status, lists_options) {
        // A host for files refuses every method but reading in the same way.
        // A CORS layer that answers for another path has its own reason for silence here.
        (405, Some(false))
            if !seen.serves_files_only() && seen.other_path_permitted().is_none() =>
        {
            Certainty::Certain
        }
        (405, None) if is_status => Certainty::Certain,
        (404 | 405 | 501, None | Some(false)) => Certainty::Likely,
        (404 | 405 | 501, Some(true)) => Certainty::Possible,
        _ => return None,
    };
    let allowed = allow.map_or(String::new(), |allow| {
        format!(", and `Allow` lists {}", shown(&allow))
    });
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The preflight (OPTIONS) was answered {}{allowed}: nothing on the server answers OPTIONS \
                 here.",
                preflight.status,
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Allow"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
