//! Two header lines, or one that two were joined to: the application and something in front of it both add the header.

use super::text::listed;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "allow-origin-added-twice",
    title: "Access-Control-Allow-Origin is added twice",
    explanation: include_str!("allow_origin_added_twice.md"),
    general: false,
    remedy: RemedyKind::PolicyAnd(
        "Only one layer may set the headers: remove them from the other one.",
    ),
    explains,
};

/// The values of one line that two layers may have written: no list of allowed origins names one twice, nor `*` beside another.
pub(super) fn joined_values(line: &str) -> Option<Vec<&str>> {
    let values: Vec<&str> = line
        .split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect();
    let first = values.first()?;
    let is_of_layers = values.contains(&"*") || values.iter().all(|value| value == first);
    (values.len() > 1 && is_of_layers).then_some(values)
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    seen.differing_value()?;
    let (_, refused) = seen.refused()?;
    let lines: Vec<&str> = refused
        .response_headers
        .lines("Access-Control-Allow-Origin")
        .collect();
    let finding = match lines.as_slice() {
        [line] => {
            let values = joined_values(line)?;
            Finding::new(&CAUSE, Certainty::Likely).what(format!(
                "The answer to {} carries one Access-Control-Allow-Origin line with {} values, {}: that is what remains of several \
                 lines that were joined on the way.",
                seen.asked(),
                values.len(),
                listed(&values),
            ))
        }
        lines => Finding::new(&CAUSE, Certainty::Certain).what(format!(
            "The answer to {} carries {} Access-Control-Allow-Origin lines: {}.",
            seen.asked(),
            lines.len(),
            listed(lines),
        )),
    };
    Some(
        finding
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.request_header("Origin")),
    )
}
