//! No Access-Control-Allow-Origin, and nothing in the log says why: the general case.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen, error_status};
use crate::chromium::CorsError;
use crate::fetch::is_ok_status;

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
    let status = seen.refused_status()?;
    let origin = shown(seen.origin()?.as_str());
    // The header's absence is certain; which part of the server leaves it out is not known.
    let finding = Finding::new(&CAUSE, Certainty::Certain)
        .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
        .all_evidence(seen.status())
        .all_evidence(seen.request_header("Origin"));
    if seen.is_preflight() && !is_ok_status(status) {
        return Some(of_refused_preflight(finding, status, &origin));
    }
    let answer = if seen.is_preflight() {
        "the preflight (OPTIONS)"
    } else {
        "the request"
    };
    let remains = if status >= 400 {
        format!(
            " The page can then read the {status}, which remains. {}",
            error_status::advice(status)
        )
    } else {
        String::new()
    };
    Some(
        finding
            .what(format!(
                "The server answered {answer} with status {} and without Access-Control-Allow-Origin; the page's \
                 origin is {origin}.",
                error_status::named(status),
            ))
            .why(
                "A page may read another origin's answer only if that origin says so. Without the header nothing was \
                 said, and the browser keeps the answer from the page.",
            )
            .advice(format!(
                "Let the server send Access-Control-Allow-Origin with the value {origin} and `Vary: Origin` with this answer, after \
                 checking the origin against a list of those you trust.{remains}"
            )),
    )
}

/// Two faults in one answer: with the header alone the browser would refuse its status.
fn of_refused_preflight(finding: Finding, status: u16, origin: &str) -> Finding {
    finding
        .title("The preflight got neither an ok status nor CORS headers")
        .what(format!(
            "The server answered the preflight (OPTIONS) with status {} and without Access-Control-Allow-Origin; the page's \
             origin is {origin}. Each of the two is enough to refuse it.",
            error_status::named(status),
        ))
        .why(
            "A preflight asks whether the real request may be sent. Its answer counts only with a status from 200 to 299 and \
             with the permission of the page's origin.",
        )
        .advice(format!(
            "Answer OPTIONS requests that carry Access-Control-Request-Method in the CORS layer, before any other code: with \
             204, Access-Control-Allow-Origin {origin} and `Vary: Origin`, after checking the origin against a list of those \
             you trust. The header alone does not help while the status stays; the server's log says where the {status} \
             comes from."
        ))
}
