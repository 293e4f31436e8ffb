//! No Access-Control-Allow-Origin, and nothing in the log says why: the general case.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-missing",
    title: "No Access-Control-Allow-Origin in the response",
    explanation: include_str!("allow_origin_missing.md"),
    general: true,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let error = seen.error()?;
    if error.without_preflight() != CorsError::MissingAllowOriginHeader {
        return None;
    }
    let (_, refused) = seen.refused()?;
    let origin = seen.origin()?;
    let answer = if seen.is_preflight() {
        "the preflight (OPTIONS)"
    } else {
        "the request"
    };
    let status = refused.status;
    let origin = shown(origin.as_str());
    Some(
        // The header's absence is certain; which part of the server leaves it out is not known.
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!(
                "The server answered {answer} with status {status} and without Access-Control-Allow-Origin; the page's \
                 origin is {origin}."
            ))
            .why(
                "A page may read another origin's answer only if that origin says so. Without the header nothing was \
                 said, and the browser keeps the answer from the page.",
            )
            .advice(format!(
                "Let the server send Access-Control-Allow-Origin with the value {origin} and `Vary: Origin` with this answer, after \
                 checking the origin against a list of those you trust."
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.status())
            .all_evidence(seen.request_header("Origin")),
    )
}
