//! The drawn part of an exchange: three lanes, page, browser and server, and one line for each step between them.

use super::diagnosis::standard;
use super::dom::{El, el};
use super::mark::mark;
use crate::panel::detail::Detail;
use crate::panel::message::{Line, Message};
use crate::panel::narration::{called_method, has_failed};
use crate::panel::plain::{plain, shorten};
use crate::panel::sequence::Step;
use crate::panel::walk::{is_undecided, name};
use crate::panel::words::{fill, say};
use crate::report::v1::{Check, Outcome};

/// Longest value drawn beside an arrow.
const LINE: usize = 160;

/// Most header lines drawn beside an arrow.
const MOST: usize = 12;

/// The names over the lanes.
pub(super) fn lane_heads() -> El {
    let heads = [say("lane_page"), say("lane_browser"), say("lane_server")];
    el("div")
        .class("lane-heads")
        .attr("aria-hidden", "true")
        .all(heads.map(|words| el("span").text(words)))
}

/// One step as it is drawn.
pub(super) fn draw(model: &Detail, position: usize, step: Step) -> El {
    let item = el("li")
        .class("step-line")
        .attr("id", &format!("step-{position}"));
    let message = |at: usize| model.messages.get(at);
    match step {
        Step::Call => {
            let words = fill("call", &[&plain(called_method(model))]);
            item.class("step-line lane-left")
                .add(&arrow("out", "", &words))
        }
        Step::Send(at) => item
            .class("step-line lane-right")
            .maybe(message(at).map(|it| {
                let state = if it.is_seen_sent() { "" } else { "unseen-sent" };
                arrow("out", state, &sent(it)).all(lines(it.asked(), "asked"))
            })),
        Step::NotSent(at) => item
            .class("step-line lane-right")
            .maybe(message(at).map(|it| arrow("out", "not-sent", &fill("not_sent", &[&sent(it)])))),
        Step::Answer(at) => item
            .class("step-line lane-right")
            .maybe(message(at).map(|it| {
                let state = if it.status.is_none() { "lost" } else { "" };
                arrow("back", state, &answered(it)).all(lines(it.answered(), "answered"))
            })),
        Step::Check(at) => match model.diagnosis.checks.get(at) {
            Some(check) => check_line(item, check),
            None => item,
        },
        Step::End => {
            let (state, words) = end(model);
            item.class("step-line lane-left")
                .add(&arrow("back", state, words))
        }
    }
}

fn arrow(direction: &str, state: &str, words: &str) -> El {
    el("div")
        .class(&format!("arrow arrow-{direction} {state}"))
        .add(&el("p").class("said").text(words))
        .add(&el("span").class("shaft").attr("aria-hidden", "true"))
}

fn sent(message: &Message) -> String {
    let path = message
        .url
        .splitn(4, '/')
        .nth(3)
        .map_or_else(|| "/".to_owned(), |path| format!("/{path}"));
    format!(
        "{} {}",
        shorten(&message.method, LINE),
        shorten(&path, LINE)
    )
}

/// The status of an answer, or that there was none.
pub(super) fn answered(message: &Message) -> String {
    match (message.status, &message.error) {
        (Some(status), _) => fill("answer_status", &[&status.to_string()]),
        (None, Some(error)) => fill("answer_none", &[&plain(error)]),
        (None, None) => say("answer_unknown").to_owned(),
    }
}

fn lines<'a>(headers: impl Iterator<Item = &'a Line>, class: &str) -> Option<El> {
    let drawn: Vec<El> = headers
        .take(MOST)
        .map(|(name, value)| {
            el("li")
                .add(&el("span").class("header-name").text(&shorten(name, LINE)))
                .text(": ")
                .add(&el("span").text(&shorten(value, LINE)))
        })
        .collect();
    (!drawn.is_empty()).then(|| el("ul").class(&format!("mattered mono {class}")).all(drawn))
}

/// What the page gets in the end.
fn end(model: &Detail) -> (&'static str, &'static str) {
    match model.diagnosis.outcome {
        Outcome::Cors => ("failed", say("end_blocked")),
        Outcome::NotCors => ("", say("end_failed")),
        Outcome::Unclear if has_failed(model) => ("lost", say("end_unclear")),
        Outcome::Unclear => ("lost", say("end_unknown")),
    }
}

fn check_line(item: El, check: &Check) -> El {
    let (state, words) = state_of(check);
    let shape = if is_undecided(check) {
        "unclear"
    } else {
        state
    };
    item.class(&format!("step-line check check-{state}"))
        .test("check")
        .attr("data-check", &check.id)
        .attr("data-state", state)
        .add(&mark(shape, words))
        .add(
            &el("div")
                .class("check-words")
                .add(
                    &el("p")
                        .add(&el("span").class("check-name").text(name(&check.id)))
                        .text(" ")
                        .add(&el("span").class("state").text(words)),
                )
                .add(&el("p").class("note").text(&shorten(&check.note, 400)))
                .add(&standard(&check.step)),
        )
}

fn state_of(check: &Check) -> (&'static str, &'static str) {
    match check.passed {
        Some(true) => ("passed", say("passed")),
        Some(false) => ("failed", say("failed")),
        None if is_undecided(check) => ("undecided", say("not_decided")),
        None => ("not-reached", say("not_reached")),
    }
}
