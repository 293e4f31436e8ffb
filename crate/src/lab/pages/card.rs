//! One scenario as a lesson: who sends what, what is answered, what to look for, and where the browser's outcome will
//! stand. The words about the failure are those of the scenario and of the catalogue of causes.

use super::html::escape;
use super::source::source;
use crate::causes::catalogue::{self, Entry};
use crate::lab::library::Place;
use crate::lab::scenario::{Action, Api, Expect, Logged, Outcome, Response, Scenario, Step};
use crate::lab::{Alias, Ports};
use std::fmt::Write as _;

/// Bodies longer than this are named by their length.
const SHOWN_BODY: usize = 300;

/// Where a card stands, so that its buttons know what they do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stands {
    /// On the scenario's own page: steps are numbered from 0.
    Alone,
    /// In the course: steps are numbered from here, as the page's script has them all in one list.
    InCourse(usize),
    /// In the course, but it asks from another page, to which the card leads.
    Elsewhere,
}

/// Can it be sent from the course's page? It asks from the same origin, with nothing that its policy forbids.
pub(super) fn is_sent_from_the_course(scenario: &Scenario) -> bool {
    scenario.page == Alias::App
        && scenario.page_headers.is_empty()
        && scenario.steps.iter().all(|step| {
            let answers = || step.answers.values();
            matches!(step.request.api, Api::Fetch | Api::Xhr | Api::EventSource | Api::Beacon)
                // A policy cannot name an IPv6 address.
                && answers().all(|answer| answer.at != Alias::AppIpv6)
                // Where a redirect leads elsewhere, the policy would have its say before CORS has.
                && answers().all(|answer| answer.actual.as_ref().is_none_or(leads_to_an_answer))
        })
}

fn leads_to_an_answer(response: &Response) -> bool {
    response
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("location"))
        .all(|(_, value)| {
            value.starts_with("{url:") || value.starts_with("{path:") || value.starts_with('/')
        })
}

/// The card of a scenario, without its title.
pub(super) fn card(ports: Ports, id: &str, scenario: &Scenario, stands: Stands) -> String {
    let mut body = String::new();
    let page = ports.origin(scenario.page);
    for (index, step) in scenario.steps.iter().enumerate() {
        let Some(place) = Place::of_answers(ports, id, scenario, index) else {
            continue;
        };
        let url = place
            .request_url(step.request.query.as_deref())
            .unwrap_or_default();
        let number = if scenario.steps.len() > 1 {
            format!("Step {}: t", index + 1)
        } else {
            "T".to_owned()
        };
        // Text written into a String cannot fail.
        let _ = writeln!(
            body,
            "<p class=\"label\">{number}he page at <code>{}</code> runs</p>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"Source\"><code>{}</code></pre>",
            escape(&page),
            escape(&source(&step.request, &url)),
        );
        match step.request.same_as_step {
            Some(earlier) => {
                let _ = writeln!(
                    body,
                    "<p class=\"label\">The server answers as in step {}.</p>",
                    earlier + 1
                );
            }
            None => body.push_str(&answers(place, step)),
        }
        let _ = writeln!(
            body,
            "<p class=\"look\" data-chromium=\"{}\" data-expect=\"{}\"><b>Look for:</b> {}</p>",
            escape(step.expect.chromium.as_deref().unwrap_or_default()),
            outcome_name(step.expect.outcome),
            look_for(place, &step.expect),
        );
        let send = match stands {
            Stands::Elsewhere => continue,
            Stands::Alone => index,
            Stands::InCourse(first) => first + index,
        };
        let label = if scenario.steps.len() > 1 {
            format!("Send step {}", index + 1)
        } else {
            "Send".to_owned()
        };
        let _ = writeln!(
            body,
            "<p class=\"send\"><button type=\"button\" data-step=\"{send}\">{label}<span class=\"unseen\">: {}</span></button> \
             <output data-outcome=\"{send}\"></output></p>",
            escape(&scenario.title),
        );
    }
    let links = match stands {
        Stands::Alone => String::new(),
        Stands::InCourse(_) => format!(
            "<a href=\"/page/{0}\">Its own page<span class=\"unseen\">: {1}</span></a>",
            escape(id),
            escape(&scenario.title)
        ),
        Stands::Elsewhere => format!(
            "<a class=\"button\" href=\"{}/page/{}\">Open its page to send it<span class=\"unseen\">: {}</span></a>",
            escape(&page),
            escape(id),
            escape(&scenario.title)
        ),
    };
    let links = if super::exercises::exercise_of(scenario).is_some() {
        let home = ports.origin(Alias::App);
        format!(
            "{links} <a href=\"{}/fix/{}\">Fix it<span class=\"unseen\">: {}</span></a>",
            escape(&home),
            escape(id),
            escape(&scenario.title)
        )
    } else {
        links
    };
    if !links.is_empty() {
        let _ = writeln!(body, "<p class=\"links\">{links}</p>");
    }
    body
}

const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Cors => "cors",
        Outcome::NotCors => "not-cors",
        Outcome::Unclear => "unclear",
        Outcome::Passes => "passes",
    }
}

/// The badge beside a scenario's title: what its steps come to.
pub(super) fn badge(scenario: &Scenario) -> (&'static str, &'static str) {
    let has = |wanted| {
        scenario
            .steps
            .iter()
            .any(|step| step.expect.outcome == wanted)
    };
    if has(Outcome::Cors) {
        ("cors", "blocked")
    } else if has(Outcome::NotCors) {
        ("not-cors", "not CORS")
    } else if has(Outcome::Unclear) {
        ("unclear", "unclear")
    } else {
        ("passes", "passes")
    }
}

fn answers(place: Place<'_>, step: &Step) -> String {
    let mut text = String::new();
    for (name, answer) in ordered(step) {
        let at = place.ports.origin(answer.at);
        let kinds = [
            ("a preflight (OPTIONS)", &answer.preflight),
            ("the request", &answer.actual),
            ("a request that revalidates", &answer.revalidated),
        ];
        for (kind, response) in kinds {
            let Some(response) = response else { continue };
            let who = if name == "main" {
                String::new()
            } else {
                format!(" as “{}”", escape(name))
            };
            // Text written into a String cannot fail.
            let _ = writeln!(
                text,
                "<p class=\"label\"><code>{}</code>{who} answers {kind} with</p>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"Answer\"><code>{}</code></pre>",
                escape(&at),
                escape(&on_the_wire(place, response)),
            );
        }
    }
    text
}

/// `main` first: the request goes there.
fn ordered(step: &Step) -> impl Iterator<Item = (&str, &crate::lab::scenario::Answer)> {
    let all = || {
        step.answers
            .iter()
            .map(|(name, answer)| (name.as_str(), answer))
    };
    all()
        .filter(|(name, _)| *name == "main")
        .chain(all().filter(|(name, _)| *name != "main"))
}

/// A response as it goes over the wire; bytes outside ASCII are written as `\xE2`.
fn on_the_wire(place: Place<'_>, response: &Response) -> String {
    match response.action {
        Action::Reset => return "(the connection is reset)".to_owned(),
        Action::Hang => return "(nothing: the connection stays open)".to_owned(),
        Action::Refuse => return "(nothing: nobody listens there)".to_owned(),
        Action::Respond => {}
    }
    let mut text = format!("{} {}", response.status, crate::lab::http::reason(response));
    for (name, value) in &response.headers {
        let _ = write!(text, "\n{name}: {}", place.fill(value));
    }
    let mut shown: String = text.chars().flat_map(printed).collect();
    if response.body.len() > SHOWN_BODY {
        let _ = write!(shown, "\n\n({} bytes)", response.body.len());
    } else if !response.body.is_empty() {
        let _ = write!(shown, "\n\n{}", response.body);
    }
    shown
}

fn printed(character: char) -> Vec<char> {
    if matches!(character, ' '..='~' | '\n') {
        vec![character]
    } else {
        format!("\\x{:02X}", u32::from(character)).chars().collect()
    }
}

/// What to look for in the CORS tab, from the scenario's expectation alone.
fn look_for(place: Place<'_>, expect: &Expect) -> String {
    match expect.logged {
        Logged::Nothing => {
            return "DevTools tells no extension of this request: the tab shows nothing."
                .to_owned();
        }
        Logged::Success => {
            return "the page’s call fails; the log shows the request as successful, so the tab shows nothing."
                .to_owned();
        }
        Logged::NoResponse => {
            return format!(
                "DevTools hands this request over without its response: the tab says “unclear”.{}",
                said(place, expect)
            );
        }
        Logged::Whole | Logged::PageToo => {}
    }
    match expect.outcome {
        Outcome::Passes => "it passes, and the tab lists nothing.".to_owned(),
        Outcome::Cors if expect.undecided => format!(
            "a row that names two readings, because the log does not state the credentials mode.{}",
            said(place, expect)
        ),
        Outcome::Cors => format!("{}{}{}", cause(expect), said(place, expect), also(expect)),
        Outcome::NotCors => match &expect.cause {
            Some(_) => format!("no row under “CORS only”; under “All failures” {}", cause(expect)),
            None => "no row under “CORS only”: CORS passes. Under “All failures” a row with the status of the answer.".to_owned(),
        },
        Outcome::Unclear => format!("a row that says “unclear” and names what it may have been.{}", said(place, expect)),
    }
}

fn title(id: &str) -> String {
    match catalogue::find(id) {
        Some(Entry::Cause(cause)) => cause.title.to_owned(),
        Some(Entry::BlindSpot(_)) | None => id.to_owned(),
    }
}

fn cause(expect: &Expect) -> String {
    let id = expect.cause.as_deref().unwrap_or_default();
    let words = expect.title.clone().unwrap_or_else(|| title(id));
    format!("“{}” (<code>{}</code>).", escape(&words), escape(id))
}

fn said(place: Place<'_>, expect: &Expect) -> String {
    let Some(name) = &expect.chromium else {
        return String::new();
    };
    let parameter = expect
        .parameter
        .as_deref()
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| {
            format!(
                " and prints <code>{}</code>",
                escape(
                    &place
                        .fill(parameter)
                        .chars()
                        .flat_map(printed)
                        .collect::<String>()
                )
            )
        });
    format!(
        " Chromium calls it <code>{}</code>{}.",
        escape(name),
        parameter.unwrap_or_default()
    )
}

fn also(expect: &Expect) -> String {
    if expect.also.is_empty() {
        return String::new();
    }
    let names: Vec<String> = expect
        .also
        .iter()
        .map(|id| format!("“{}”", escape(&title(id))))
        .collect();
    format!(" Once that is mended: {}.", names.join(", "))
}
