//! The pages that a learner fills in: a request and answers of their own, and a scenario's answers to be mended.

use super::card::is_sent_from_the_course;
use super::html::{course, data, escape};
use super::source::source;
use crate::lab::http::{BODY_LIMIT, HEAD_LIMIT};
use crate::lab::library::{Place, fill};
use crate::lab::scenario::{Action, Answer, Api, Outcome, Response, Scenario, Step};
use crate::lab::{Alias, Ports};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The form of `/build`.
const BUILD: &str = include_str!("build.html");

/// The servers that a form can ask.
const SERVERS: [Alias; 3] = [Alias::Api, Alias::Api2, Alias::ApiLoopback];

/// Origins that answer 404 to whatever they do not know.
const ANSWERING: [Alias; 6] = [
    Alias::App,
    Alias::Api,
    Alias::Api2,
    Alias::AppLoopback,
    Alias::AppWww,
    Alias::ApiLoopback,
];

/// `/build`.
pub(super) fn build(ports: Ports) -> Response {
    let reached = SERVERS.iter().filter(|alias| ports.reaches(**alias));
    let servers = reached.fold(String::new(), |text, alias| {
        let origin = ports.origin(*alias);
        text + &format!(
            "<option value=\"{}\">{}</option>",
            alias.name(),
            escape(&origin)
        )
    });
    let body = BUILD
        .replace("SERVERS", &servers)
        .replace("PAGE", &escape(&ports.origin(Alias::App)))
        + &data("lab", &json!(surroundings(ports)));
    course(
        ports,
        "/build",
        "WhyCORS lab: build your own",
        &body,
        &["/lab/kinds.js", "/lab/page.js", "/lab/build.js"],
    )
}

/// What every form needs to know of the lab.
fn surroundings(ports: Ports) -> Map<String, Value> {
    // What stands between braces, and what the lab fills in for it.
    let placeholders: Map<String, Value> = Alias::ALL
        .iter()
        .flat_map(|alias| {
            let name = alias.name();
            [
                name.to_owned(),
                format!("host:{name}"),
                format!("port:{name}"),
            ]
        })
        .map(|inside| {
            let value = fill(&format!("{{{inside}}}"), ports, |_, _| None);
            (inside, json!(value))
        })
        .collect();
    let answering: Vec<String> = ANSWERING
        .into_iter()
        .filter(|alias| ports.reaches(*alias))
        .map(|alias| ports.origin(alias))
        .collect();
    [
        ("page", json!(ports.origin(Alias::App))),
        ("placeholders", Value::Object(placeholders)),
        ("answering", json!(answering)),
        ("limits", json!({ "head": HEAD_LIMIT, "body": BODY_LIMIT })),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

/// The step of a scenario that can be mended: the first that CORS refuses, by its answers alone.
pub(super) fn exercise_of(scenario: &Scenario) -> Option<&Step> {
    let first = scenario
        .steps
        .iter()
        .find(|step| step.expect.outcome == Outcome::Cors)?;
    let is_plain = |response: &Option<Response>| {
        response
            .as_ref()
            .is_none_or(|response| response.action == Action::Respond)
    };
    let fits = is_sent_from_the_course(scenario)
        && matches!(first.request.api, Api::Fetch | Api::Xhr)
        && first.request.same_as_step.is_none()
        // What a cache, another program or the network refuses is mended elsewhere.
        && !scenario.steps.iter().any(|step| step.request.same_as_step.is_some())
        && first.answers.values().all(|answer| !answer.at.is_silent() && is_plain(&answer.preflight) && is_plain(&answer.actual));
    fits.then_some(first)
}

/// `/fix/<id>`.
pub(super) fn fix(ports: Ports, id: &str, scenario: &Scenario) -> Option<Response> {
    let step = exercise_of(scenario)?;
    let index = scenario.steps.iter().position(|one| one == step)?;
    let place = Place::of_answers(ports, id, scenario, index)?;
    let url = place.request_url(step.request.query.as_deref())?;
    let mut exercise = surroundings(ports);
    exercise.insert("request".to_owned(), json!(step.request));
    let mut answers = Map::new();
    let mut fields = String::new();
    for (name, answer) in &step.answers {
        answers.insert(name.clone(), answer_data(ports, step, answer));
        let kinds = [
            ("preflight", "a preflight", &answer.preflight),
            ("actual", "the request", &answer.actual),
        ];
        for (kind, words, response) in kinds {
            if response.is_none() {
                continue;
            }
            let name = escape(name);
            // Text written into a String cannot fail.
            let _ = writeln!(
                fields,
                "<fieldset><legend><code>{}</code>{} answers {words}</legend>\n\
                 <label>Status <input name=\"{name}.{kind}.status\" inputmode=\"numeric\" maxlength=\"3\"></label>\n\
                 <label>Header lines <textarea name=\"{name}.{kind}.headers\" rows=\"6\" spellcheck=\"false\"></textarea></label></fieldset>",
                escape(&ports.origin(answer.at)),
                if name == "main" {
                    String::new()
                } else {
                    format!(" as “{name}”")
                },
            );
        }
    }
    exercise.insert("answers".to_owned(), Value::Object(answers));
    let others = step
        .answers
        .keys()
        .find(|name| *name != "main")
        .map(|name| {
            let name = escape(name);
            format!(", <code>{{url:{name}}}</code> for the address of the answer “{name}”")
        })
        .unwrap_or_default();
    let body = format!(
        "<h1>Fix it: {}</h1>\n<p>The page runs this, and the browser refuses it. Change what the servers answer until the page gets \
         its answer. <code>{{app}}</code> stands for the page’s origin{others}.</p>\n\
         <pre tabindex=\"0\" role=\"group\" aria-label=\"Source\"><code>{}</code></pre>\n\
         <form id=\"fix\" autocomplete=\"off\">\n<div class=\"pair\">\n{fields}</div>\n\
         <p class=\"send\"><button>Send</button> <button type=\"button\" class=\"quiet\" id=\"again\">Start again</button> \
         <span id=\"note\" role=\"status\"></span></p>\n</form>\n<div id=\"result\" role=\"status\"></div>\n\
         <p class=\"links\"><a href=\"/#{}\">Back to the course</a></p>\n{}",
        escape(&scenario.title),
        escape(&source(&step.request, &url)),
        escape(id),
        data("exercise", &Value::Object(exercise)),
    );
    let title = format!("Fix it: {}", scenario.title);
    Some(course(
        ports,
        "/fix",
        &title,
        &body,
        &["/lab/kinds.js", "/lab/page.js", "/lab/fix.js"],
    ))
}

/// An answer with its aliases filled; what points to another answer stays, as the learner may move it.
fn answer_data(ports: Ports, step: &Step, answer: &Answer) -> Value {
    let told = |response: &Option<Response>| {
        let mut told = response.clone()?;
        for (_, value) in &mut told.headers {
            *value = fill(value, ports, |kind, name| {
                let is_known = step.answers.contains_key(name) || name == "self";
                is_known.then(|| format!("{{{kind}:{name}}}"))
            });
        }
        Some(told)
    };
    json!({
        "at": answer.at,
        "origin": ports.origin(answer.at),
        "preflight": told(&answer.preflight),
        "actual": told(&answer.actual),
    })
}
