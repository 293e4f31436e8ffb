//! Each step of an exchange in a sentence, for who steps through it. A sentence says what the recording shows of this very
//! exchange; what it leaves open stays open.

use super::detail::Detail;
use super::message::{Message, Role};
use super::plain::shorten;
use super::sequence::{Step, stops};
use super::walk::{is_undecided, name};
use super::words::{fill, say};
use crate::exchange::AskedFirst;
use crate::report::v1::{Check, CredentialsMode, Outcome};

/// Longest origin that a sentence names.
const LONGEST: usize = 100;

/// The step at a position in a sentence; empty beyond the last.
pub fn narration(model: &Detail, position: usize) -> String {
    let message = |at: usize| model.messages.get(at);
    let said = match model.steps.get(position) {
        Some(Step::Call) => Some(say(call(model.asked)).to_owned()),
        Some(Step::Send(at)) => message(*at).map(|it| send(model, *at, it)),
        Some(Step::NotSent(at)) => Some(say(not_sent(model, *at)).to_owned()),
        Some(Step::Answer(at)) => message(*at).map(|it| answer(model, position, it)),
        Some(Step::Check(at)) => check_at(model, *at).map(|it| check(model, position, it)),
        Some(Step::End) => Some(say(end(model)).to_owned()),
        None => None,
    };
    said.unwrap_or_default()
}

/// The method of the page's own call: a redirect may have changed it since.
pub fn called_method(model: &Detail) -> &str {
    let mut messages = model.messages.iter();
    let first = messages.find(|message| message.role != Role::Preflight);
    first.map_or(&model.diagnosis.method, |message| &message.method)
}

fn call(asked: AskedFirst) -> &'static str {
    match asked {
        AskedFirst::Yes => "tell_call_preflight",
        AskedFirst::Forced => "tell_call_forced",
        AskedFirst::Unseen => "tell_call_unseen",
        AskedFirst::OwnOrigin => "tell_call_own_origin",
        AskedFirst::OtherMode => "tell_call_other_mode",
        AskedFirst::Simple => "tell_call",
        AskedFirst::Unknown => "tell_call_unknown",
    }
}

fn send(model: &Detail, at: usize, message: &Message) -> String {
    let is_question = message.role == Role::Preflight;
    if !message.is_seen_sent() {
        let key = if is_question {
            "tell_send_preflight_unseen"
        } else {
            "tell_send_unseen"
        };
        return say(key).to_owned();
    }
    if is_question {
        return say("tell_send_preflight").to_owned();
    }
    let mut before = model.messages.iter().take(at);
    let is_following = before.any(|it| matches!(it.role, Role::Redirected(_)));
    let Some(origin) = message.origin() else {
        return say(if is_following {
            "tell_follow_no_origin"
        } else {
            "tell_send_no_origin"
        })
        .to_owned();
    };
    let page = model.page.as_deref();
    let key = match (origin, is_following) {
        ("null", false) => "tell_send_null",
        ("null", true) if page.is_some_and(|page| page != "null") => "tell_follow_null",
        (origin, false) if page == Some(origin) => "tell_send",
        (origin, true) if page == Some(origin) => "tell_follow",
        _ => return fill("tell_send_origin", &[&shorten(origin, LONGEST)]),
    };
    say(key).to_owned()
}

fn not_sent(model: &Detail, at: usize) -> &'static str {
    let before = at.checked_sub(1).and_then(|at| model.messages.get(at));
    if before.is_some_and(|it| it.status.is_none()) {
        "tell_not_sent_unanswered"
    } else {
        "tell_not_sent"
    }
}

fn answer(model: &Detail, position: usize, message: &Message) -> String {
    let Some(status) = message.status else {
        return say("tell_no_answer").to_owned();
    };
    let next = match model.steps.get(position + 1) {
        Some(Step::Check(at)) => check_at(model, *at),
        _ => None,
    };
    let is_checked = next.is_some_and(|check| check.passed.is_some() || is_undecided(check));
    let status = status.to_string();
    match (message.role, message.is_redirected(), is_checked) {
        (_, true, true) => fill("tell_answer_redirect", &[&status]),
        (_, true, false) => fill("tell_answer_elsewhere", &[&status]),
        (Role::Preflight, _, true) => fill("tell_answer_preflight", &[&status]),
        (_, false, true) => fill("tell_answer", &[&status]),
        (_, false, false) => fill("tell_answer_unchecked", &[&status]),
    }
}

fn check(model: &Detail, position: usize, check: &Check) -> String {
    let question = &[name(&check.id)][..];
    let is_of_credentials = check.id.ends_with("allow-credentials");
    match check.passed {
        // Without credentials nothing need be allowed for them.
        Some(true)
            if is_of_credentials
                && model.diagnosis.credentials.mode != CredentialsMode::Include =>
        {
            fill("tell_passed_credentials", question)
        }
        Some(true) => fill("tell_passed", question),
        Some(false) => fill("tell_failed", question),
        None if is_undecided(check) => fill("tell_undecided", question),
        None if is_stopped_before(model, position) => fill("tell_not_reached", question),
        None => fill("tell_not_seen", question),
    }
}

/// Did a check before this step end the exchange?
fn is_stopped_before(model: &Detail, position: usize) -> bool {
    model.steps.iter().take(position).any(|step| match step {
        Step::Check(at) => check_at(model, *at).is_some_and(stops),
        _ => false,
    })
}

fn end(model: &Detail) -> &'static str {
    match model.diagnosis.outcome {
        Outcome::Cors => "tell_end_blocked",
        Outcome::NotCors => "tell_end_failed",
        Outcome::Unclear if has_failed(model) => "tell_end_unclear",
        Outcome::Unclear => "tell_end_unknown",
    }
}

/// Does the recording say that the request failed, whatever the reason?
pub fn has_failed(model: &Detail) -> bool {
    let last = model.messages.last();
    last.is_some_and(|message| message.error.is_some())
}

fn check_at(model: &Detail, at: usize) -> Option<&Check> {
    model.diagnosis.checks.get(at)
}

#[cfg(test)]
#[path = "narration_tests.rs"]
mod tests;
