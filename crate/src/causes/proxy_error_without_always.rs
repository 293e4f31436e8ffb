//! nginx: add_header without `always`.

use super::look::{response_of, status_of};
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "proxy-error-without-always",
    title: "The proxy adds the CORS headers to good answers only",
    explanation: include_str!("proxy_error_without_always.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd("The error itself remains, and the page can then read it."),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let is_nginx = ["nginx", "openresty", "tengine"]
        .iter()
        .any(|name| seen.header_holds("Server", name));
    if !seen.lacks_allow_origin() || !is_nginx || status < 400 {
        return None;
    }
    let witness = seen.neighbour_with_cors();
    let (certainty, said) = match witness {
        Some(_) => (
            Certainty::Likely,
            "good answers of the same server carry it",
        ),
        None => (
            Certainty::Possible,
            "the log holds no good answer of the same server to compare",
        ),
    };
    let finding = Finding::new(&CAUSE, certainty);
    let finding = if seen.is_preflight() {
        finding.advice(format!(
            "Let the server, or the proxy itself, answer OPTIONS requests that carry Access-Control-Request-Method with 204 and \
             the CORS headers. `always` on the `add_header` lines alone does not help: a preflight answered {status} is \
             refused for its status as well. Its reason stands in the logs of proxy and application."
        ))
    } else {
        finding
    };
    Some(
        finding
            .what(format!(
                "The proxy answered {} with {status} and without Access-Control-Allow-Origin; {said}.",
                seen.asked(),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(witness.map(|(position, entry)| status_of(position, entry)))
            .all_evidence(witness.map(|(position, entry)| response_of(position, entry, "Access-Control-Allow-Origin"))),
    )
}
