//! The Fix tab: what the server has to become, for the stack that was recognised or any other.

use super::diagnosis::prose;
use super::dom::{El, el, select};
use super::mark::icon;
use super::reproduce::code_block;
use super::store;
use crate::fixes::{ALL, by_key};
use crate::panel::plain::plain;
use crate::panel::state::State;
use crate::panel::words::{fill, say};
use crate::remedy::Remedy;
use crate::report;
use crate::report::v1::{Diagnosis, Fix};

pub(super) fn fix(state: &State, diagnosis: &Diagnosis) -> El {
    let fixes = &diagnosis.fixes;
    let policy = match &diagnosis.remedy {
        Remedy::Policy(policy) if !fixes.is_empty() => policy,
        Remedy::Policy(_) => return nothing(diagnosis, None),
        Remedy::None(reason) => return nothing(diagnosis, Some(reason)),
    };
    let preferred = state.settings().stack.as_deref();
    // What the reader chose is rendered when it is not among the fixes that come with the diagnosis.
    let chosen = preferred.and_then(|key| {
        let known = fixes.iter().find(|fix| fix.stack == key).cloned();
        known.or_else(|| Some(report::fixes::fix(by_key(key)?, policy, None, None)))
    });
    let Some(fix) = &chosen.or_else(|| fixes.first().cloned()) else {
        return nothing(diagnosis, None);
    };
    let mut options: Vec<(String, String)> = fixes
        .iter()
        .map(|each| {
            let words = match each.detected {
                Some(_) => fill("fix_recognised", &[&each.title]),
                None => each.title.clone(),
            };
            (each.stack.clone(), words)
        })
        .collect();
    let others = ALL
        .iter()
        .filter(|stack| fixes.iter().all(|fix| fix.stack != stack.key));
    options.extend(others.map(|stack| (stack.key.to_owned(), stack.title.to_owned())));
    let choice = select("stack", &options, &fix.stack, |key| {
        let key = key.to_owned();
        store::set(|it| it.stack = Some(key));
    });
    let notes = fix.notes.iter().map(|note| el("li").add(&prose(note)));
    el("article")
        .class("fix")
        .add(
            &el("label")
                .class("choice")
                .add(&el("span").text(say("stack")))
                .add(&choice),
        )
        .maybe(because(fix))
        .maybe(fix.widening.then(|| {
            el("p")
                .class("widening")
                .test("widening")
                .add(&icon("warning"))
                .text(say("fix_widening"))
        }))
        .add(&code_block(
            &plain(&fix.file).replace('`', ""),
            (!fix.text.is_empty()).then_some(fix.text.as_str()),
            "snippet",
            "copy-snippet",
            say("fix_not_here"),
        ))
        .add(&proof(fix))
        .add(&el("ul").class("notes").all(notes))
}

/// Where no setting of a server helps: why, and what to do instead.
fn nothing(diagnosis: &Diagnosis, reason: Option<&String>) -> El {
    el("article")
        .class("fix")
        .add(
            &el("p")
                .class("nothing")
                .test("no-fix")
                .text(say("fix_nothing")),
        )
        .maybe(reason.map(|reason| prose(reason)))
        .maybe((!diagnosis.advice.is_empty()).then(|| prose(&diagnosis.advice)))
}

/// By what the stack was recognised.
fn because(fix: &Fix) -> Option<El> {
    let because = fix.because.as_deref()?;
    Some(
        el("p")
            .class("lead")
            .test("detected")
            .text(&fill("fix_because", &[&plain(because)])),
    )
}

/// How it was proven that the snippet does what it says.
fn proof(fix: &Fix) -> El {
    let (words, long) = match fix.proof.as_str() {
        "ran" => (say("proof_ran"), say("proof_ran_long")),
        "emulator" => (say("proof_emulator"), say("proof_emulator_long")),
        "checked" => (say("proof_checked"), say("proof_checked_long")),
        _ => (say("proof_reviewed"), say("proof_reviewed_long")),
    };
    el("p")
        .class("proof")
        .test("proof")
        .attr("data-proof", &fix.proof)
        .add(&el("span").class("basis basis-observed").text(words))
        .text(" ")
        .text(long)
}
