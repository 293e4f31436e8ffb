//! The Reproduce tab: commands that show the same failure without a browser.

use super::copy::copy;
use super::dom::{El, button, el, heading, select};
use super::store;
use crate::panel::tab::Shell;
use crate::panel::words::say;
use crate::report::v1::{Command, Diagnosis};

pub(super) fn reproduce(diagnosis: &Diagnosis, shell: Shell) -> El {
    let Some(repro) = &diagnosis.repro else {
        return el("p").class("nothing").text(say("reproduce_nothing"));
    };
    let shells = Shell::ALL.map(|each| (each.key().to_owned(), each.label().to_owned()));
    let choice = select("shell", &shells, shell.key(), |key| {
        let shell = Shell::from_key(key);
        store::set(|it| it.shell = shell);
    });
    let actual = if repro.preflight.is_some() {
        say("reproduce_actual_second")
    } else {
        say("reproduce_actual")
    };
    el("article")
        .class("reproduce")
        .add(
            &el("label")
                .class("choice")
                .add(&el("span").text(say("shell")))
                .add(&choice),
        )
        .add(&el("p").class("lead").text(say("reproduce_lead")))
        .maybe(
            repro
                .preflight
                .as_ref()
                .map(|command| snippet("preflight", say("reproduce_preflight"), command, shell)),
        )
        .add(&snippet("actual", actual, &repro.actual, shell))
}

fn snippet(name: &str, words: &str, command: &Command, shell: Shell) -> El {
    let text = match shell {
        Shell::Bash => Some(&command.bash),
        Shell::PowerShell => command.powershell.as_ref(),
        Shell::Cmd => command.cmd.as_ref(),
    };
    code_block(
        words,
        text.map(String::as_str),
        &format!("curl-{name}"),
        &format!("copy-curl-{name}"),
        say("reproduce_not_here"),
    )
}

/// A piece of text to be taken away: its heading, a button that copies it, and the text; or why there is none.
pub(super) fn code_block(
    words: &str,
    text: Option<&str>,
    testid: &str,
    copy_testid: &str,
    none: &str,
) -> El {
    let copied = text.map(str::to_owned);
    let take = button(copy_testid, say("copy")).attr(
        "aria-label",
        &crate::panel::words::fill("copy_what", &[words]),
    );
    let take = match copied {
        Some(text) => take.click(move || copy(&text)),
        None => take.attr("disabled", ""),
    };
    el("section")
        .add(
            &el("div")
                .class("snippet-head")
                .add(&heading(words))
                .add(&take),
        )
        .add(
            &el("pre")
                .class("snippet")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", words)
                .test(testid)
                .text(text.unwrap_or(none)),
        )
}
