//! The exchange as a sequence of steps between page, browser and server: what was sent, what came back, which check the
//! browser made of it, and what the page got.

use super::message::{Message, Role};
use super::walk::{Leg, is_undecided, legs};
use crate::report::v1::{Check, Outcome};

/// One step of the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The page calls.
    Call,
    /// The browser sends the message at this position.
    Send(usize),
    /// The browser would have sent it, had the check before been passed.
    NotSent(usize),
    /// The server answers the message at this position, or nothing answers.
    Answer(usize),
    /// The browser makes the check at this position of the walk.
    Check(usize),
    /// The page gets what is left.
    End,
}

/// The steps, in order.
pub fn steps(messages: &[Message], checks: &[Check], outcome: Outcome) -> Vec<Step> {
    let mut steps = vec![Step::Call];
    let mut legs: Vec<Leg> = legs(checks);
    legs.reverse();
    let mut refused = false;
    for (position, message) in messages.iter().enumerate() {
        if refused && !message.is_final && message.status.is_none() {
            steps.push(Step::NotSent(position));
        } else {
            steps.extend([Step::Send(position), Step::Answer(position)]);
        }
        // The walk may leave out messages that nothing was checked on: a leg belongs to the next message of its kind.
        let preflight = message.role == Role::Preflight;
        if let Some(leg) = legs.pop_if(|leg| leg.preflight == preflight) {
            refused |= leg
                .checks
                .clone()
                .any(|at| checks.get(at).is_some_and(stops));
            steps.extend(leg.checks.map(Step::Check));
        }
        // A question that was not answered lets nothing through either.
        refused |= preflight && message.status.is_none();
    }
    // Checks of answers that the log does not hold are still part of the walk.
    while let Some(leg) = legs.pop() {
        steps.extend(leg.checks.map(Step::Check));
    }
    if outcome == Outcome::Cors || !messages.is_empty() {
        steps.push(Step::End);
    }
    steps
}

/// Whether the browser stopped here, or may have: where readings differ, each of them refuses.
pub fn stops(check: &Check) -> bool {
    check.passed == Some(false) || is_undecided(check)
}

/// Where stepping begins: the check that failed, else the end.
pub fn first_step(steps: &[Step], checks: &[Check]) -> usize {
    let is_stop = |step: &Step| match step {
        Step::Check(at) => checks.get(*at).is_some_and(stops),
        _ => false,
    };
    let here = steps.iter().position(is_stop);
    here.unwrap_or(steps.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn message(role: Role, status: Option<u16>, is_final: bool) -> Message {
        Message {
            role,
            method: "PUT".into(),
            url: "http://a.test/".into(),
            version: String::new(),
            request: Vec::new(),
            status,
            response: Vec::new(),
            error: None,
            is_final,
        }
    }

    fn check(id: &str, passed: Option<bool>) -> Check {
        Check {
            id: id.to_owned(),
            passed,
            ..sample::diagnosis().checks.remove(0)
        }
    }

    #[test]
    fn a_refused_preflight_ends_before_the_request_is_sent() {
        let messages = [
            message(Role::Preflight, Some(401), true),
            message(Role::Request, None, false),
        ];
        let checks = [
            check("preflight-allow-origin", Some(false)),
            check("preflight-status", None),
            check("allow-origin", None),
        ];
        let steps = steps(&messages, &checks, Outcome::Cors);
        assert_eq!(
            steps,
            [
                Step::Call,
                Step::Send(0),
                Step::Answer(0),
                Step::Check(0),
                Step::Check(1),
                Step::NotSent(1),
                Step::Check(2),
                Step::End
            ]
        );
        assert_eq!(first_step(&steps, &checks), 3);
    }

    #[test]
    fn what_a_question_without_an_answer_asked_for_is_not_sent() {
        let messages = [
            message(Role::Preflight, None, true),
            message(Role::Request, None, false),
        ];
        assert_eq!(
            steps(&messages, &[], Outcome::NotCors),
            [
                Step::Call,
                Step::Send(0),
                Step::Answer(0),
                Step::NotSent(1),
                Step::End
            ]
        );
    }

    #[test]
    fn a_redirect_is_answered_and_checked_hop_by_hop() {
        let messages = [
            message(Role::Redirected(1), Some(302), true),
            message(Role::Request, Some(200), true),
        ];
        let checks = [
            check("allow-origin", Some(true)),
            check("redirect-credentials", Some(true)),
            check("allow-origin", Some(false)),
        ];
        assert_eq!(
            steps(&messages, &checks, Outcome::Cors),
            [
                Step::Call,
                Step::Send(0),
                Step::Answer(0),
                Step::Check(0),
                Step::Check(1),
                Step::Send(1),
                Step::Answer(1),
                Step::Check(2),
                Step::End
            ]
        );
    }

    #[test]
    fn without_checks_stepping_begins_at_the_end() {
        let steps = steps(&[message(Role::Request, None, true)], &[], Outcome::Unclear);
        assert_eq!(
            steps,
            [Step::Call, Step::Send(0), Step::Answer(0), Step::End]
        );
        assert_eq!(first_step(&steps, &[]), 3);
    }
}
