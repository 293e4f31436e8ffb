//! No Allow-Origin, but Vary: Origin or other Access-Control headers.

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
    let other = [
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Allow-Credentials",
        "Access-Control-Expose-Headers",
        "Access-Control-Max-Age",
    ]
    .into_iter()
    .find(|name| refused.response_headers.contains(name));
    let sign = match (varies, other) {
        (_, Some(other)) => other,
        (true, None) => "Vary",
        (false, None) => return None,
    };
    let origin = seen.origin()?;
    let origin = shown(origin.as_str());
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The answer to {} carries {sign} and no Access-Control-Allow-Origin: a CORS layer ran and did not allow \
                 {origin}.",
                seen.asked(),
            ))
            .advice(format!(
                "Add {origin} to the server's list of allowed origins, exactly as it stands here: scheme, host and port, \
                 no slash."
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.present("Vary"))
            .all_evidence(seen.present(sign).filter(|_| sign != "Vary"))
            .all_evidence(seen.request_header("Origin")),
    )
}
