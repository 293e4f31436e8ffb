//! Gateway preflight passes, the function's answer lacks the headers.

use super::look::response_of;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "function-forgets-headers",
    title: "The gateway answers the preflight, the function forgets",
    explanation: include_str!("function_forgets_headers.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    if !seen.lacks_allow_origin() || seen.is_preflight() || seen.refused_status()? >= 400 {
        return None;
    }
    let name = ["x-amzn-RequestId", "x-amz-apigw-id", "apigw-requestid"]
        .into_iter()
        .find(|name| seen.refused_header(name).is_some())?;
    let (position, preflight) = seen.own_preflight_with_cors()?;
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The preflight was permitted, and the answer {} to the request came through an API gateway ({name}) without \
                 Access-Control-Allow-Origin.",
                seen.refused_status()?,
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.present(name))
            .evidence(response_of(position, preflight, "Access-Control-Allow-Origin")),
    )
}
