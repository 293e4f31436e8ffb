//! The Headers tab: every header of every message, those of CORS marked.

use super::dom::{El, el};
use super::exchange::{message_name, outcome_words};
use super::mark::icon;
use crate::panel::detail::Detail;
use crate::panel::message::{Line, Message, matters};
use crate::panel::plain::{plain, shorten};
use crate::panel::words::{count, say};

/// Longest value drawn in a line.
const LONGEST: usize = 1_000;

/// Most lines drawn of one list: a server may send thousands.
const MOST: usize = 200;

pub(super) fn headers(model: &Detail) -> El {
    if model.messages.is_empty() {
        return el("p").class("nothing").text(say("headers_nothing"));
    }
    el("article")
        .class("headers")
        .add(
            &el("p")
                .class("lead")
                .add(&icon("cors"))
                .text(say("headers_lead")),
        )
        .all(model.messages.iter().map(message))
}

fn message(message: &Message) -> El {
    let answer = match message.status {
        Some(_) => lines(say("headers_response"), &message.response),
        None => el("p").class("nothing").text(&outcome_words(message)),
    };
    let provisional =
        (!message.is_final).then(|| el("p").class("note").text(say("headers_provisional")));
    el("section")
        .class("message")
        .test("message")
        .add(&el("h2").text(&message_name(message)))
        .add(
            &el("p")
                .class("address")
                .add(&el("span").class("method").text(&plain(&message.method)))
                .text(" ")
                .add(&el("span").class("mono").text(&plain(&message.url))),
        )
        .add(&lines(say("headers_request"), &message.request))
        .maybe(provisional)
        .maybe(
            message
                .status
                .map(|_| el("p").class("answer-status").text(&outcome_words(message))),
        )
        .add(&answer)
}

fn lines(words: &str, lines: &[Line]) -> El {
    let drawn = lines.iter().take(MOST).map(|(name, value)| {
        let is_ours = matters(name);
        let marked = is_ours.then(|| icon("cors"));
        el("tr")
            .class(if is_ours { "cors" } else { "" })
            .test("header")
            .attr("data-header", name)
            .add(
                &el("th")
                    .attr("scope", "row")
                    .maybe(marked)
                    .text(&shorten(name, LONGEST))
                    .maybe(is_ours.then(|| el("span").class("unseen").text(say("headers_cors")))),
            )
            .add(
                &el("td")
                    .class("mono")
                    .attr("title", &plain(value))
                    .text(&shorten(value, LONGEST)),
            )
    });
    let more = lines.len().saturating_sub(MOST);
    let table = el("table")
        .class("header-lines")
        .add(&el("caption").text(words))
        .add(&el("tbody").all(drawn));
    let section = el("div").add(&table);
    match (lines.is_empty(), more) {
        (true, _) => el("div")
            .add(&el("h3").text(words))
            .add(&el("p").class("note").text(say("headers_none"))),
        (false, 0) => section,
        (false, more) => section.add(&el("p").class("note").text(&count(
            "lines_more_one",
            "lines_more_many",
            more,
        ))),
    }
}
