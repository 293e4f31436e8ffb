//! Root causes: the explanation above the code. One `<id>.rs` and one `<id>.md` each.
//!
//! A cause reads what was seen and never changes the verdict. Several may explain one failure; the most certain comes
//! first, and among equals the one that stands first in [`ALL`] (specific before general).

mod finding;
mod seen;

mod allow_origin_missing;
mod allow_origin_trailing_slash;
mod network_failure;
mod preflight_auth_before_cors;
mod unexplained;

pub use finding::{Cause, Certainty, Evidence, Finding, Side};
pub use seen::Seen;

/// All causes, specific before general. `unexplained` is last and always explains.
pub const ALL: &[Cause] = &[
    preflight_auth_before_cors::CAUSE,
    allow_origin_trailing_slash::CAUSE,
    allow_origin_missing::CAUSE,
    network_failure::CAUSE,
    unexplained::CAUSE,
];

/// All findings for a failure, the best first. Never empty for a failure: [`ALL`] ends with `unexplained`.
pub fn explain(seen: &Seen<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = ALL
        .iter()
        .filter_map(|cause| (cause.explains)(seen))
        .collect();
    // A stable sort keeps the order of `ALL` among equals.
    findings.sort_by_key(|finding| (finding.cause == unexplained::CAUSE.id, finding.certainty));
    findings
}

/// The cause of an id.
pub fn by_id(id: &str) -> Option<&'static Cause> {
    ALL.iter().find(|cause| cause.id == id)
}
