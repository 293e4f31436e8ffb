//! nginx: an inner block drops the outer block's add_header lines.

use super::look::response_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "proxy-header-inheritance",
    title: "The proxy adds the CORS headers in some places only",
    explanation: include_str!("proxy_header_inheritance.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let is_nginx = ["nginx", "openresty", "tengine"]
        .iter()
        .any(|name| seen.header_holds("Server", name));
    if !seen.lacks_allow_origin() || seen.is_preflight() || !is_nginx || status >= 300 {
        return None;
    }
    let path = seen.refused_url()?.path().to_owned();
    let (position, witness) = seen.neighbour_with_cors()?;
    if url::Url::parse(&witness.url).ok()?.path() == path {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The proxy answered {} without Access-Control-Allow-Origin; its answer for {} carries it.",
                shown(&path),
                shown(&witness.url),
            ))
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .evidence(response_of(position, witness, "Access-Control-Allow-Origin")),
    )
}
