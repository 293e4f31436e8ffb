//! The application refuses the request itself with 401 or 403, and that answer lacks the headers.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "refusal-without-headers",
    title: "Access was refused, and that answer lacks the CORS headers",
    explanation: include_str!("refusal_without_headers.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Then sign in, or send the token: the server refuses the request itself.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    if !seen.lacks_allow_origin() || seen.is_preflight() {
        return None;
    }
    // 403 is also what firewalls, forgery checks and CORS layers answer.
    let certainty = match status {
        401 => Certainty::Likely,
        403 => Certainty::Possible,
        _ => return None,
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "The server refused the request with {status}, and its answer carries no CORS headers, so the page cannot \
                 read the status.",
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("WWW-Authenticate"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
