//! A framework's any-origin setting sends *, and the request includes credentials.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "framework-any-origin-with-credentials",
    title: "An any-origin setting meets credentials",
    explanation: include_str!("framework_any_origin_with_credentials.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd("Remove the setting that allows any origin."),
    explains,
};

/// Headers of frameworks with such a setting: the name and a part of the value, lower-case.
const SIGNS: [(&str, &str); 2] = [("Server", "kestrel"), ("X-Powered-By", "asp.net")];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if seen.error()?.without_preflight() != CorsError::WildcardOriginNotAllowed {
        return None;
    }
    let (name, _) = SIGNS
        .iter()
        .find(|(name, part)| seen.header_holds(name, part))?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The answer to {} allows `*`, as the \"any origin\" setting of the framework does ({name}: {}), and the \
                 request includes credentials.",
                seen.asked(),
                shown(&seen.refused_header(name)?),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.present(name))
            .all_evidence(seen.request_header("Origin")),
    )
}
