//! Ended by the page or by a navigation.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen, Side};
use crate::exchange::Answer;
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "request-aborted",
    title: "The request was ended by the page; this is not CORS",
    explanation: include_str!("request_aborted.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The page, or a navigation, ended the request itself: there is nothing to mend at the server.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    // First, because it is none for whatever CORS blocked, and sentences cost.
    let neighbour = seen.neighbour()?;
    let entry = seen.main_entry()?;
    let asked = format!("{} {}", shown(&entry.method), shown(&entry.url));
    let time = entry.time.max(0.0).round();
    let finding = Finding::new(&CAUSE, Certainty::Certain);
    let finding = match neighbour {
        Neighbour::BodyNotRead => finding
            .title("The answer's body was not read to its end")
            .what(format!(
                "{asked} was answered with {}{}, and its body was not read to the end before the page went on.",
                entry.status,
                match seen.answer() {
                    Answer::Passes | Answer::Depends => ", every CORS check passed",
                    Answer::NotAsked | Answer::NotKnown | Answer::Refuses(_) => "",
                }
            ))
            .advice("Nothing, if the page does not need the body. A page that reads it keeps no connection waiting."),
        Neighbour::Aborted if is_whole_number_of_half_seconds(time) => finding
            .title("The page's own time limit ended the request")
            .certainty(Certainty::Likely)
            .what(format!(
                "{asked} was ended after {time} ms without an answer. So round a time is typical of a limit in the page: \
                 `timeout`, or `AbortSignal.timeout()`."
            ))
            .advice("Find out why the server takes so long, or give it more time."),
        Neighbour::Aborted => finding.what(format!(
            "{asked} was ended after {time} ms, before an answer came: by the page's code or by leaving the page."
        )),
        _ => return None,
    };
    Some(finding.all_evidence(seen.net_error()).evidence(header(
        seen.main_position()?,
        Side::Response,
        ":status",
        Some(entry.status.to_string()),
    )))
}

/// From a second on, within what timers and rounding add.
fn is_whole_number_of_half_seconds(time: f64) -> bool {
    let rest = time % 500.0;
    time >= 990.0 && (rest <= 20.0 || rest >= 490.0)
}
