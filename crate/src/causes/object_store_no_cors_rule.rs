//! Bucket without a rule.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "object-store-no-cors-rule",
    title: "The storage bucket has no CORS rule for this request",
    explanation: include_str!("object_store_no_cors_rule.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

/// Headers that only object stores send.
const STORE_HEADERS: [&str; 4] = [
    "x-amz-id-2",
    "x-guploader-uploadid",
    "x-ms-version",
    "x-goog-stored-content-length",
];
/// What object stores call themselves, lower-case.
const STORES: [&str; 4] = ["amazons3", "minio", "windows-azure-blob", "uploadserver"];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let name = STORE_HEADERS
        .iter()
        .find(|name| seen.refused_header(name).is_some())
        .copied()
        .or_else(|| {
            STORES
                .iter()
                .any(|store| seen.header_holds("Server", store))
                .then_some("Server")
        })?;
    if !seen.lacks_allow_origin() || status >= 500 {
        return None;
    }
    let certainty = if seen.is_preflight() && matches!(status, 400 | 403) {
        Certainty::Certain
    } else {
        Certainty::Likely
    };
    Some(
        Finding::new(&CAUSE, certainty)
            .what(format!(
                "An object store answered {} with {status} and without Access-Control-Allow-Origin; its \
                 header {name} tells.",
                seen.asked(),
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present(name))
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Content-Type"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
