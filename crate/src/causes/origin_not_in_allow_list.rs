//! No Allow-Origin, but Vary: Origin or other Access-Control headers.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "origin-not-in-allow-list",
    title: "The server's CORS layer does not know this origin",
    explanation: include_str!("origin_not_in_allow_list.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() {
        return None;
    }
    let (_, refused) = seen.refused()?;
    let varies = refused.response_headers.get("Vary").is_some_and(|vary| {
        vary.split(',')
            .any(|name| name.trim().eq_ignore_ascii_case("origin"))
    });
    let sign = match (seen.other_cors_header(), varies) {
        (Some(other), _) => Some(other),
        (None, true) => Some("Vary"),
        (None, false) => None,
    };
    let other = match sign {
        None => seen.other_origin_allowed(),
        Some(_) => None,
    };
    if sign.is_none() && other.is_none() {
        return None;
    }
    // An origin that the same server allows elsewhere is on its list; another reason is more likely.
    let certainty = if seen.allowed_elsewhere().next().is_some() {
        Certainty::Possible
    } else {
        Certainty::Likely
    };
    let said = match (sign, &other) {
        (Some(sign), _) => format!("carries {sign} and no Access-Control-Allow-Origin"),
        (None, _) => {
            "carries no Access-Control-Allow-Origin, which the same address gives another origin"
                .to_owned()
        }
    };
    let origin = seen.origin()?;
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The answer to {} {said}: a CORS layer ran and did not allow {origin}.",
                seen.asked(),
            ))
            .advice(format!(
                "Add {origin} to the server's list of allowed origins, exactly as it stands here: scheme, host and port, \
                 no slash."
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.present("Vary"))
            .all_evidence(sign.filter(|sign| *sign != "Vary").and_then(|sign| seen.present(sign)))
            .all_evidence(other.map(|(position, entry)| response_of(position, entry, "Access-Control-Allow-Origin")))
            .all_evidence(seen.request_header("Origin")),
    )
}
