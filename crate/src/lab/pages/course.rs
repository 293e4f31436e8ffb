//! The front page: all scenarios as a course, and the page of one scenario.

use super::card::{Stands, badge, card, is_sent_from_the_course};
use super::html::{data, escape, navigation};
use super::script_step;
use crate::lab::scenario::{Response, Scenario, Topic};
use crate::lab::{Alias, Library, Ports};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The lessons in their order, each with what it is about.
const TOPICS: [(Topic, &str, &str); 8] = [
    (
        Topic::Origins,
        "Same origin and origins",
        "Scheme, host and port make an origin; the header must hold it byte for byte.",
    ),
    (
        Topic::Simple,
        "Simple requests",
        "They are sent at once, and the server has acted before the browser hides the answer.",
    ),
    (
        Topic::Preflight,
        "Preflight",
        "Another method or header than a form could send: the browser asks first, with OPTIONS.",
    ),
    (
        Topic::Credentials,
        "Credentials",
        "Cookies need the exact origin and Access-Control-Allow-Credentials: true; * no longer counts.",
    ),
    (
        Topic::Redirects,
        "Redirects",
        "Every hop is checked, a preflight must not be redirected, and a second origin turns Origin into null.",
    ),
    (
        Topic::Caches,
        "Caches and Vary",
        "An answer made for one origin and kept for another.",
    ),
    (
        Topic::Proxies,
        "Proxies and error responses",
        "Whoever answers instead of the application forgets the headers.",
    ),
    (
        Topic::NotCors,
        "Not CORS at all",
        "Failures that look alike in the console and have other reasons.",
    ),
];

/// The front page.
pub(super) fn front(ports: Ports, library: &Library) -> Response {
    let mut steps: Vec<Value> = Vec::new();
    let mut contents = String::new();
    let mut lessons = String::new();
    for (number, (topic, heading, about)) in TOPICS.iter().enumerate() {
        let mut cards = String::new();
        let mut count = 0;
        for (id, scenario) in library
            .iter()
            .filter(|(_, scenario)| scenario.topic == *topic)
        {
            count += 1;
            let stands = if is_sent_from_the_course(scenario) {
                Stands::InCourse(steps.len())
            } else {
                Stands::Elsewhere
            };
            if matches!(stands, Stands::InCourse(_)) {
                steps.extend(
                    (0..scenario.steps.len())
                        .filter_map(|index| script_step(ports, id, scenario, index)),
                );
            }
            let (class, word) = badge(scenario);
            // Text written into a String cannot fail.
            let _ = writeln!(
                cards,
                "<details class=\"scenario\" id=\"{id}\"><summary><span class=\"title\">{}</span> <span class=\"badge {class}\">{word}</span></summary>\n\
                 <div class=\"card\">\n{}</div></details>",
                escape(&scenario.title),
                card(ports, id, scenario, stands),
                id = escape(id),
            );
        }
        if count == 0 {
            continue;
        }
        let number = number + 1;
        let _ = writeln!(
            contents,
            "<li><a href=\"#lesson-{number}\">{heading}</a> <span class=\"count\">{count}</span></li>"
        );
        let _ = writeln!(
            lessons,
            "<section aria-labelledby=\"lesson-{number}\">\n<h2 id=\"lesson-{number}\">{number}. {heading}</h2>\n<p>{about}</p>\n{cards}</section>"
        );
    }
    let more = if ports.is_open_by_address() {
        "<p>You opened the lab by an address of the network: the scenarios that need <code>localhost</code>, another name of its \
         machine, https or a secure page are on that machine only.</p>\n"
    } else if library.iter().any(|(_, scenario)| scenario.needs_https()) {
        ""
    } else {
        "<p>There are more over https and HTTP/2: start the lab with <code>--https</code>.</p>\n"
    };
    let body = format!(
        "<h1>Why a cross-origin request was blocked: the course</h1>\n\
         <p>Each scenario really sends a request from this page, <code>{}</code>, to another origin on the same machine. Open \
         DevTools (F12), choose the tab “CORS”, then open a scenario and send it. Nothing is asked of anyone else.</p>\n\
         {more}<nav aria-label=\"Lessons\"><ol class=\"contents\">\n{contents}</ol></nav>\n{lessons}{}",
        escape(&ports.origin(Alias::App)),
        data("steps", &json!(steps)),
    );
    super::html::course(
        ports,
        "/",
        "WhyCORS lab: the course",
        &body,
        &["/lab/kinds.js", "/lab/page.js", "/lab/course.js"],
    )
}

/// What the page of one scenario shows.
pub(super) fn scenario_body(ports: Ports, id: &str, scenario: &Scenario) -> String {
    format!(
        "<h1>{}</h1>\n<p><code>{}</code></p>\n<div class=\"card\">\n{}</div>\n",
        escape(&scenario.title),
        escape(id),
        card(ports, id, scenario, Stands::Alone),
    )
}

/// The navigation of a scenario's page, which may stand at another origin than the course.
pub(super) fn scenario_navigation(ports: Ports) -> String {
    navigation(&ports.origin(Alias::App), "", ports)
}
