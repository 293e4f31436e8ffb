//! The box of advice: what works and could be better. It is asked for; nothing of it stands among the failures.

use super::diagnosis::prose;
use super::dom::{El, el};
use super::reproduce::code_block;
use super::settings::{dialog, fill_dialog, show};
use super::store;
use crate::panel::plain::plain;
use crate::panel::words::{count, fill, say};
use crate::report::advice::Advice;

/// Pieces shown at once; a log of a whole session may hold hundreds.
const MOST: usize = 100;

/// The box.
pub(super) struct AdviceBox {
    pub(super) root: El,
}

impl AdviceBox {
    pub(super) fn new() -> Self {
        Self {
            root: dialog("advice-box", say("advice")),
        }
    }

    /// Opens it, with what the log that is shown gives now.
    pub(super) fn open(&self) {
        let all = store::library(|library| library.advice());
        let lead = if all.is_empty() {
            say("advice_none").to_owned()
        } else {
            count("advice_count_one", "advice_count_many", all.len())
        };
        let items = all.iter().take(MOST).map(item);
        let list = el("ol").class("advice-list").all(items);
        let rest = all.len().saturating_sub(MOST);
        let content = [
            Some(el("p").class("lead").text(&lead)),
            (!all.is_empty()).then_some(list),
            (rest > 0).then(|| {
                el("p")
                    .class("note")
                    .text(&count("advice_more_one", "advice_more_many", rest))
            }),
        ];
        fill_dialog(&self.root, say("advice"), content.into_iter().flatten());
        show(&self.root);
    }
}

fn item(advice: &Advice) -> El {
    let seen = count("advice_seen_one", "advice_seen_many", advice.count);
    el("li")
        .test("advice-item")
        .attr("data-advice", &advice.id)
        .add(&el("h2").text(&plain(&advice.title)))
        .add(
            &el("p")
                .class("note")
                .add(&el("span").class("mono").text(&plain(&advice.endpoint)))
                .text(" ")
                .add(&el("span").text(&seen)),
        )
        .add(&prose(&advice.what))
        .add(&prose(&advice.why))
        .add(&prose(&fill("advice_do", &[&advice.advice])))
        .maybe(advice.test.as_ref().map(|test| {
            code_block(
                say("advice_test"),
                Some(test),
                "advice-test",
                "copy-advice-test",
                "",
            )
        }))
}
