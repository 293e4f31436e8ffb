//! The Diagnosis tab: what happened, why the browser does this, what to do, and what says so.

use super::dom::{El, button, el, heading};
use super::evidence::evidence;
use super::mark::icon;
use super::problems::{alternatives, preflight_reasons, problems};
use super::{host, store};
use crate::panel::detail::Detail;
use crate::panel::endpoints::Later;
use crate::panel::plain::{Stretch, plain, stretches};
use crate::panel::state::{Event, State};
use crate::panel::tab::Tab;
use crate::panel::words::{fill, say};
use crate::report::advice::Door;
use crate::report::v1::{
    Basis, Certainty, CredentialsMode, Diagnosis, FirefoxBasis, Initiator, Outcome, Step,
};

pub(super) fn diagnosis(state: &State, model: &Detail) -> El {
    let diagnosis = &model.diagnosis;
    let words = |title: &'static str, testid: &str, text: &str| {
        (!text.is_empty()).then(|| {
            el("section")
                .add(&heading(title))
                .add(&prose(text).test(testid))
        })
    };
    el("article")
        .class("diagnosis")
        .maybe(later_note(state).map(|(mark, note)| {
            el("p")
                .class(&format!("later-note later-{mark}"))
                .test("later")
                .add(&icon(mark))
                .text(&note)
        }))
        .add(&verdict(diagnosis))
        .maybe(words(say("heading_what"), "what", &diagnosis.what))
        .maybe(alternatives(diagnosis))
        .maybe(words(say("heading_do"), "do", &diagnosis.advice))
        .maybe(diagnosis.door.as_ref().map(door))
        .add(&ways(diagnosis))
        .maybe(words(say("heading_why"), "why", &diagnosis.why))
        .maybe(
            diagnosis
                .step
                .as_ref()
                .map(|step| standard(step).test("step")),
        )
        .maybe(problems(diagnosis))
        .maybe(evidence(diagnosis))
        .add(&facts(diagnosis, state.file().is_none()))
        .maybe(preflight_reasons(diagnosis))
        .maybe(blind_spots(diagnosis))
}

/// What became of the endpoint later: its mark, and a sentence.
pub(super) fn later_note(state: &State) -> Option<(&'static str, String)> {
    match state.sheet().later(state.selected_row()?) {
        Later::Same => None,
        Later::Fixed => Some(("passed", say("later_fixed_long").to_owned())),
        Later::FixedWithoutCredentials => Some(("passed", say("later_fixed_without").to_owned())),
        Later::FailsOtherwise(title) => {
            Some(("warning", fill("later_otherwise_long", &[&plain(title)])))
        }
    }
}

/// Text whose values, between backticks, stand out as code; line breaks are kept by the style sheet.
pub(super) fn prose(text: &str) -> El {
    let whole = plain(text);
    let parts = stretches(&whole).into_iter().map(|stretch| match stretch {
        Stretch::Words(words) => el("span").text(words),
        Stretch::Code(value) => el("code").text(value),
    });
    el("p").class("prose").all(parts)
}

/// A step of a standard: its name, its number, and where it stands.
pub(super) fn standard(step: &Step) -> El {
    let place = fill(
        "standard_step",
        &[&plain(&step.algorithm), &plain(&step.number)],
    );
    el("p").class("step").add(&link(&step.url, &place))
}

/// A link to a document of the web, opened in a tab of its own when it is clicked, and only then. Anything but https is
/// shown as text.
fn link(url: &str, words: &str) -> El {
    if !url.starts_with("https://") {
        return el("span").text(words);
    }
    el("a")
        .class("link")
        .attr("href", url)
        .attr("target", "_blank")
        .attr("rel", "noreferrer noopener")
        .attr("title", url)
        .text(words)
}

/// Which team's door to knock on: who can change it, and why they.
fn door(door: &Door) -> El {
    let teams = door
        .teams
        .iter()
        .map(|team| el("span").class("team").text(&plain(team)));
    el("section")
        .test("door")
        .add(&heading(say("heading_door")))
        .add(&el("p").class("teams").all(teams))
        .add(&prose(&door.say))
}

/// How sure it is, and the browsers' own names for it.
fn verdict(diagnosis: &Diagnosis) -> El {
    let (name, words, meaning) = match diagnosis.certainty {
        Certainty::Certain => ("certain", say("certain"), say("certain_long")),
        Certainty::Likely => ("likely", say("likely"), say("likely_long")),
        Certainty::Possible => ("possible", say("possible"), say("possible_long")),
    };
    let code = |testid: &str, browser: &'static str, name: &String| {
        el("span")
            .class("code")
            .add(&el("span").class("browser").text(browser))
            .text(" ")
            .add(&el("span").test(testid).text(&plain(name)))
    };
    el("p")
        .class("verdict")
        .add(
            &el("span")
                .class(&format!("certainty certainty-{name}"))
                .test("certainty")
                .attr("title", meaning)
                .text(words),
        )
        .maybe(
            diagnosis
                .chromium
                .as_ref()
                .map(|name| code("chromium", say("chromium"), name)),
        )
        .maybe(diagnosis.firefox.as_ref().map(|name| {
            let shown = code("firefox", say("firefox"), name);
            match diagnosis.firefox_basis {
                Some(FirefoxBasis::Derived) => shown.attr("title", say("firefox_derived")),
                Some(FirefoxBasis::Measured) | None => shown.attr("title", say("firefox_measured")),
            }
        }))
}

/// The two things most readers want next.
fn ways(diagnosis: &Diagnosis) -> El {
    let go = |testid: &str, words: &'static str, tab: Tab| {
        button(testid, words).click(move || {
            store::dispatch(Event::Tab(tab));
            super::dom::focus(tab.id());
        })
    };
    el("p")
        .class("ways")
        .maybe((!diagnosis.fixes.is_empty()).then(|| go("go-fix", say("go_fix"), Tab::Fix)))
        .maybe(
            diagnosis
                .repro
                .is_some()
                .then(|| go("go-reproduce", say("go_reproduce"), Tab::Reproduce)),
        )
        .add(&go("go-exchange", say("go_exchange"), Tab::Exchange))
}

/// What is known of the request besides. DevTools knows the code and the requests of the page that `is_live`, not a file's.
fn facts(diagnosis: &Diagnosis, is_live: bool) -> El {
    let fact = |name: &'static str, value: El| el("div").add(&el("dt").text(name)).add(&value);
    let network = (is_live && host::can_show_network()).then(|| {
        let url = diagnosis.url.clone();
        button("show-network", say("show_network")).click(move || host::show_network(&url))
    });
    el("section")
        .add(&heading(say("heading_request")))
        .add(
            &el("dl")
                .class("facts")
                .add(&fact(
                    say("fact_credentials"),
                    el("dd").test("credentials").add(&credentials(diagnosis)),
                ))
                .maybe(diagnosis.origin.as_ref().map(|origin| {
                    fact(
                        say("fact_origin"),
                        el("dd").class("mono").test("origin").text(&plain(origin)),
                    )
                }))
                .maybe(diagnosis.initiator.as_ref().map(|initiator| {
                    fact(
                        say("fact_initiator"),
                        el("dd").add(&call(initiator, is_live)),
                    )
                })),
        )
        .maybe(network.map(|button| el("p").class("ways").add(&button)))
}

/// The mode, how it is known, and why.
fn credentials(diagnosis: &Diagnosis) -> El {
    let mode = match diagnosis.credentials.mode {
        CredentialsMode::Include => say("credentials_include"),
        CredentialsMode::NotInclude => say("credentials_not_include"),
        CredentialsMode::Unknown => say("credentials_unknown"),
    };
    let said = el("span").text(mode);
    let said = match diagnosis.credentials.basis {
        Basis::Observed => said.text(" ").add(&basis("observed", say("observed"))),
        Basis::Inferred => said.text(" ").add(&basis("inferred", say("inferred"))),
        Basis::Unknown => said,
    };
    let because = &diagnosis.credentials.because;
    let hints = diagnosis.credentials.hints.iter().map(|hint| {
        let words = match hint.mode {
            CredentialsMode::Include => fill("hint_include", &[&plain(&hint.because)]),
            CredentialsMode::NotInclude => fill("hint_not_include", &[&plain(&hint.because)]),
            CredentialsMode::Unknown => plain(&hint.because),
        };
        prose(&words).test("credentials-hint")
    });
    said.maybe(
        (!because.is_empty()).then(|| el("span").class("note because").text(&plain(because))),
    )
    .all(hints)
}

/// How something is known: a word in a frame of its own kind.
pub(super) fn basis(name: &str, words: &str) -> El {
    el("span").class(&format!("basis basis-{name}")).text(words)
}

/// Where the page's code made the call; of the live page it opens in Sources.
fn call(initiator: &Initiator, is_live: bool) -> El {
    let line = initiator.line.unwrap_or(1);
    let column = initiator.column.unwrap_or(1);
    let file = initiator.url.split(['?', '#']).next().unwrap_or_default();
    let name = file
        .rsplit('/')
        .next()
        .filter(|it| !it.is_empty())
        .unwrap_or(file);
    let place = plain(&format!("{name}:{line}"));
    let function = initiator.function.as_deref().filter(|it| !it.is_empty());
    let words = match function {
        Some(function) => fill("initiator_function", &[&plain(function), &place]),
        None => place,
    };
    let url = initiator.url.clone();
    if !is_live {
        return el("span")
            .class("mono")
            .test("initiator")
            .attr("title", &plain(&url))
            .text(&words);
    }
    el("button")
        .attr("type", "button")
        .class("link-button mono")
        .test("initiator")
        .attr(
            "title",
            &fill(
                "open_source",
                &[&plain(&url), &line.to_string(), &column.to_string()],
            ),
        )
        .text(&words)
        .click(move || host::open_source(&url, line, column))
}

/// What the recording cannot show, said where it may be the reason that something is open.
fn blind_spots(diagnosis: &Diagnosis) -> Option<El> {
    let is_open =
        diagnosis.outcome == Outcome::Unclear || diagnosis.certainty == Certainty::Possible;
    is_open.then(|| {
        el("section")
            .test("blind-spots")
            .add(&heading(say("blind_title")))
            .add(
                &el("ul").class("plain-list").all(
                    [
                        say("blind_here_cache"),
                        say("blind_here_worker"),
                        say("blind_here_credentials"),
                    ]
                    .map(|words| el("li").text(words)),
                ),
            )
    })
}
