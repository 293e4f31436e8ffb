//! Error answers are made outside the CORS layer.

use super::look::{response_of, status_of};
use super::{Cause, Certainty, Finding, RemedyKind, Seen, error_status};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "error-outside-cors-middleware",
    title: "Only the error answer lacks the CORS headers",
    explanation: include_str!("error_outside_cors_middleware.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "The server answered with an error: it remains, and the page can then read it.",
    ),
    explains,
};

/// Does the answer come through a proxy or CDN, which may add the headers itself and leave them out here?
fn is_proxied(seen: &Seen<'_>) -> bool {
    let is_known = ["nginx", "openresty", "tengine", "envoy", "cloudflare"]
        .iter()
        .any(|name| seen.header_holds("Server", name));
    is_known
        || ["Via", "X-Cache", "X-Served-By", "CF-Cache-Status"]
            .iter()
            .any(|name| seen.refused_header(name).is_some())
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    if !seen.lacks_allow_origin() || seen.is_preflight() || status < 400 {
        return None;
    }
    let other = seen.neighbour_with_cors();
    let asked = seen.own_preflight_with_cors();
    let (certainty, said, witness) = match (other, asked) {
        // A layer in front that leaves the headers out of error answers looks the same.
        (Some(witness), _) if matches!(status, 502 | 504) || is_proxied(seen) => (
            Certainty::Likely,
            "other answers of this server carry it",
            Some(witness),
        ),
        (Some(witness), _) => (
            Certainty::Certain,
            "other answers of this server carry it",
            Some(witness),
        ),
        // Another layer may have answered the preflight.
        (None, Some(witness)) => (
            Certainty::Likely,
            "the answer to its preflight carries it",
            Some(witness),
        ),
        // Of other statuses a cause of their own says more.
        (None, None) if status >= 500 || !error_status::meaning(status).is_empty() => (
            Certainty::Possible,
            "the log holds no other answer of this server that carries it",
            None,
        ),
        (None, None) => return None,
    };
    let title = match witness {
        Some(_) => CAUSE.title,
        None => "The server's error answer lacks the CORS headers",
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .title(title)
            .what(format!(
                "The server answered {} with {} and without Access-Control-Allow-Origin; {said}.",
                seen.asked(),
                error_status::named(status),
            ))
            .advice(format!(
                "The {status} is the real failure. {} Then let errors be answered inside the CORS layer, so that the page can \
                 read their status.",
                error_status::advice(status),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Retry-After"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(witness.map(|(position, entry)| status_of(position, entry)))
            .all_evidence(witness.map(|(position, entry)| response_of(position, entry, "Access-Control-Allow-Origin"))),
    )
}
