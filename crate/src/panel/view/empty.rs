//! What stands where the list will be: what will appear, how to try it, and what cannot be seen from here.

use super::dom::{El, el};
use super::mark::icon;
use crate::panel::words::say;

/// In place of a file's list: it had no failures, or was emptied by hand.
pub(super) fn empty_file(was_emptied: bool) -> Vec<El> {
    let (title, words) = if was_emptied {
        ("empty_cleared_title", &["empty_cleared_what"][..])
    } else {
        (
            "empty_file_title",
            &["empty_file_what", "empty_file_why"][..],
        )
    };
    let texts = words.iter().map(|words| el("p").text(say(words)));
    [icon("empty"), el("h1").text(say(title))]
        .into_iter()
        .chain(texts)
        .collect()
}

/// In place of the live list.
pub(super) fn empty() -> El {
    let blind = [
        say("blind_before"),
        say("blind_policy"),
        say("blind_mode"),
        say("blind_workers"),
        say("blind_scheme"),
        say("blind_file"),
    ];
    el("div")
        .class("empty")
        .test("empty")
        .add(&icon("empty"))
        .add(&el("h1").text(say("empty_title")))
        .add(&el("p").text(say("empty_what")))
        .add(&el("h2").text(say("empty_try")))
        .add(
            &el("ol")
                .add(
                    &el("li")
                        .text(say("empty_try_run"))
                        .add(&el("code").text("whycors lab")),
                )
                .add(
                    &el("li")
                        .text(say("empty_try_open"))
                        .add(&el("code").text("http://localhost:48101/")),
                )
                .add(&el("li").text(say("empty_try_press"))),
        )
        .add(&el("h2").text(say("empty_file")))
        .add(&el("p").text(say("empty_file_how")))
        .add(
            &el("details")
                .test("blind-spots")
                .add(&el("summary").text(say("blind_title")))
                .add(&el("ul").all(blind.into_iter().map(|words| el("li").text(words)))),
        )
}
