//! The lab's own pages: the list of scenarios, a page for each, and the demonstration. Plain HTML; every text that is
//! not ours is escaped.

use super::library::{Library, Place};
use super::scenario::{Outcome, Response, Scenario, Topic};
use super::{Alias, Ports};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The script of every page: performs a step with the browser's own API.
const SCRIPT: &str = include_str!("pages/page.js");

/// The kinds of requests that need a worker, a frame or an element of their own.
const KINDS: &str = include_str!("pages/kinds.js");

/// What a scenario's service worker does.
const SERVICE_WORKER: &str = include_str!("pages/service-worker.js");

/// The look of every page.
const STYLE: &str = include_str!("pages/page.css");

/// What `/demo` runs, in this order: one of each kind that a newcomer meets first. Ids that the library lacks, or that
/// do not fail, are left out.
const DEMONSTRATION: [&str; 8] = [
    "allow-origin-trailing-slash",
    "preflight-auth-before-cors",
    "wildcard-with-credentials",
    "request-header-not-allowed",
    "allow-origin-added-twice",
    "method-lower-case",
    "preflight-no-options-route",
    "redirect-taints-origin",
];

/// The page at a path.
pub(super) fn at(path: &str, ports: Ports, library: &Library) -> Option<Response> {
    match path {
        "/" => Some(html("WhyCORS lab", &list(ports, library), &json!([]))),
        "/demo" => {
            let items: Vec<Value> = DEMONSTRATION
                .iter()
                .filter_map(|id| Some((*id, library.get(id)?)))
                .filter_map(|(id, scenario)| failing_step(ports, id, scenario))
                .collect();
            Some(html(
                "WhyCORS demonstration",
                DEMONSTRATION_BODY,
                &json!(items),
            ))
        }
        // Its script performs what the differential test describes; there is nothing to see.
        "/differential" => Some(html("Differential", "", &json!([]))),
        "/service-worker.js" => Some(with_type(
            "text/javascript; charset=utf-8",
            SERVICE_WORKER.to_owned(),
        )),
        "/scenarios.json" => Some(with_type(
            "application/json; charset=utf-8",
            scenarios(ports, library),
        )),
        _ => {
            let id = path.strip_prefix("/page/")?;
            let scenario = library.get(id)?;
            let steps: Vec<Value> = (0..scenario.steps.len())
                .filter_map(|index| script_step(ports, id, scenario, index))
                .collect();
            let mut page = html(&scenario.title, &scenario_body(id, scenario), &json!(steps));
            let filled = scenario.page_headers.iter().map(|(name, value)| {
                let value = super::library::fill(value, ports, |_, _| None);
                (name.clone(), value)
            });
            page.headers.extend(filled);
            Some(page)
        }
    }
}

/// A short text.
pub(super) fn plain(status: u16, text: &str) -> Response {
    Response {
        status,
        ..with_type("text/plain; charset=utf-8", text.to_owned())
    }
}

/// A text of that type.
pub(super) fn with_type(content_type: &str, body: String) -> Response {
    let headers = [
        ("Content-Type", content_type),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    Response {
        action: super::scenario::Action::Respond,
        status: 200,
        reason: None,
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        body,
    }
}

/// All scenarios with their placeholders filled, for scripts that compare the expectations.
fn scenarios(ports: Ports, library: &Library) -> String {
    let all: serde_json::Map<String, Value> = library
        .iter()
        .map(|(id, scenario)| {
            let mut value = json!(scenario);
            value["url"] = json!(format!("{}/page/{id}", ports.origin(scenario.page)));
            for index in 0..scenario.steps.len() {
                if let Some(place) = Place::of_answers(ports, id, scenario, index) {
                    let step = &scenario.steps[index];
                    value["steps"][index]["url"] =
                        json!(place.request_url(step.request.query.as_deref()));
                    let parameter = step
                        .expect
                        .parameter
                        .as_deref()
                        .map(|text| place.fill(text));
                    value["steps"][index]["expect"]["parameter"] = json!(parameter);
                }
            }
            (id.to_owned(), value)
        })
        .collect();
    Value::Object(all).to_string()
}

/// What the script needs to perform a step.
fn script_step(ports: Ports, id: &str, scenario: &Scenario, index: usize) -> Option<Value> {
    let request = &scenario.steps.get(index)?.request;
    let url =
        Place::of_answers(ports, id, scenario, index)?.request_url(request.query.as_deref())?;
    Some(json!({ "title": scenario.title, "url": url, "request": request }))
}

/// The first step that CORS blocks, of a scenario whose page is the usual one.
fn failing_step(ports: Ports, id: &str, scenario: &Scenario) -> Option<Value> {
    let index = scenario
        .steps
        .iter()
        .position(|step| step.expect.outcome == Outcome::Cors)?;
    (scenario.page == Alias::App)
        .then(|| script_step(ports, id, scenario, index))
        .flatten()
}

const DEMONSTRATION_BODY: &str = "<h1>Demonstration</h1>\n\
    <p>This page has just asked other origins for things they do not share. \
    Open DevTools (F12), choose the tab “CORS” and reload. <a href=\"/\">All scenarios</a></p>\n\
    <ol id=\"results\" aria-live=\"polite\"></ol>\n";

fn list(ports: Ports, library: &Library) -> String {
    let mut body = "<h1>WhyCORS lab</h1>\n\
        <p>Each scenario is a page that asks servers on this machine. Open DevTools (F12), choose the tab “CORS”, \
        then run one. The <a href=\"/demo\">demonstration</a> runs several at once; the <a href=\"/log\">log</a> \
        shows every request that the servers saw.</p>\n"
        .to_owned();
    for (topic, heading) in TOPICS {
        let mut rows = String::new();
        for (id, scenario) in library
            .iter()
            .filter(|(_, scenario)| scenario.topic == topic)
        {
            let url = format!("{}/page/{id}", ports.origin(scenario.page));
            let (url, id, title) = (escape(&url), escape(id), escape(&scenario.title));
            // Text written into a String cannot fail.
            let _ = writeln!(
                rows,
                "<tr><td><a href=\"{url}\">{title}</a></td><td><code>{id}</code></td></tr>"
            );
        }
        if !rows.is_empty() {
            let _ = writeln!(body, "<h2>{heading}</h2>\n<table>\n{rows}</table>");
        }
    }
    body
}

const TOPICS: [(Topic, &str); 8] = [
    (Topic::Origins, "Which origin is allowed"),
    (Topic::Simple, "Requests without a preflight"),
    (Topic::Preflight, "Preflights"),
    (Topic::Credentials, "Cookies and other credentials"),
    (Topic::Redirects, "Redirects"),
    (Topic::Caches, "Caches"),
    (Topic::Proxies, "Proxies and error pages"),
    (Topic::NotCors, "Failures that are not CORS"),
];

fn scenario_body(id: &str, scenario: &Scenario) -> String {
    let mut body = format!(
        "<h1>{}</h1>\n<p><code>{}</code> · page at <code>{}</code> · <a href=\"/\">All scenarios</a></p>\n",
        escape(&scenario.title),
        escape(id),
        escape(scenario.page.name()),
    );
    for (index, step) in scenario.steps.iter().enumerate() {
        let expected = match &step.expect.chromium {
            Some(name) => format!("Chromium should say {name}"),
            None if step.expect.outcome == Outcome::Passes => "should pass".to_owned(),
            None => "fails for another reason than CORS, or its answer is an error".to_owned(),
        };
        // Text written into a String cannot fail.
        let _ = writeln!(
            body,
            "<p><button type=\"button\" data-step=\"{index}\">Run step {}</button> {} {} — {}</p>",
            index + 1,
            escape(&step.request.method),
            escape(step.request.to.name()),
            escape(&expected),
        );
    }
    body + "<ol id=\"results\" aria-live=\"polite\"></ol>\n"
}

fn html(title: &str, body: &str, steps: &Value) -> Response {
    // Inside a script element only `<` could end the text; JSON can write it as an escape.
    let steps = steps.to_string().replace('<', "\\u003c");
    // The empty icon spares the log a request for /favicon.ico.
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n<main>\n{body}</main>\n\
         <script type=\"application/json\" id=\"steps\">{steps}</script>\n<script>\n{KINDS}</script>\n<script>\n{SCRIPT}</script>\n</html>\n",
        escape(title),
    );
    with_type("text/html; charset=utf-8", page)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_ours_is_escaped() {
        assert_eq!(
            escape("<a href='x'>&\""),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
        );
        let page = html("<b>", "", &json!(["</script><script>"]));
        assert!(page.body.contains("<title>&lt;b&gt;</title>"));
        assert!(page.body.contains(r#"["\u003c/script>\u003cscript>"]"#));
    }
}
