//! The lab's own pages: the course, a page for each scenario, and the demonstration. Plain HTML; every text that is
//! not ours is escaped.

mod card;
mod course;
mod exercises;
mod html;
mod source;

use super::library::{Library, Place};
use super::scenario::{Outcome, Response, Scenario};
use super::{Alias, Ports};
use html::{data, escape};
use serde_json::{Value, json};

/// The script of every page: performs a step with the browser's own API.
const SCRIPT: &str = include_str!("pages/page.js");

/// The kinds of requests that need a worker, a frame or an element of their own.
const KINDS: &str = include_str!("pages/kinds.js");

/// Opens the scenario that the course's address names.
const COURSE: &str = include_str!("pages/course.js");

/// From a form to an address that answers so.
const ANSWERS: &str = include_str!("pages/answers.js");

/// Build your own.
const BUILD: &str = include_str!("pages/build.js");

/// Fix it.
const FIX: &str = include_str!("pages/fix.js");

/// What the core foretells, in a page.
const FORETOLD: &str = include_str!("pages/foretold.js");

/// The core for pages, beside the program: a module that `scripts/build` makes. Without it the lab works and foretells
/// nothing.
const CORE: &str = "whycors-lab.js";

/// What a scenario's service worker does.
const SERVICE_WORKER: &str = include_str!("pages/service-worker.js");

/// The look of every page.
const STYLE: &str = include_str!("pages/lab.css");

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
        "/" => Some(course::front(ports, library)),
        "/lab/lab.css" => Some(with_type("text/css; charset=utf-8", STYLE.to_owned())),
        "/lab/course.js" => Some(script(COURSE)),
        "/build" => Some(exercises::build(ports)),
        "/lab/answers.js" => Some(script(ANSWERS)),
        "/lab/build.js" => Some(script(BUILD)),
        "/lab/fix.js" => Some(script(FIX)),
        "/lab/foretold.js" => Some(script(FORETOLD)),
        "/lab/predict.js" => core(),
        "/lab/kinds.js" => Some(script(KINDS)),
        "/lab/page.js" => Some(script(SCRIPT)),
        "/demo" => {
            let items: Vec<Value> = DEMONSTRATION
                .iter()
                .filter_map(|id| Some((*id, library.get(id)?)))
                .filter_map(|(id, scenario)| failing_step(ports, id, scenario))
                .collect();
            let top = html::navigation("", "/demo", ports);
            Some(plain_page(
                "WhyCORS demonstration",
                &top,
                DEMONSTRATION_BODY,
                &json!(items),
            ))
        }
        // Its script performs what the differential test describes; there is nothing to see.
        "/differential" => Some(plain_page("Differential", "", "", &json!([]))),
        "/service-worker.js" => Some(script(SERVICE_WORKER)),
        "/scenarios.json" => Some(with_type(
            "application/json; charset=utf-8",
            scenarios(ports, library),
        )),
        _ if path.starts_with("/fix/") => {
            let id = path.strip_prefix("/fix/")?;
            exercises::fix(ports, id, library.get(id)?)
        }
        _ => {
            let id = path.strip_prefix("/page/")?;
            let scenario = library.get(id)?;
            let steps: Vec<Value> = (0..scenario.steps.len())
                .filter_map(|index| script_step(ports, id, scenario, index))
                .collect();
            let mut page = plain_page(
                &scenario.title,
                &course::scenario_navigation(ports),
                &course::scenario_body(ports, id, scenario),
                &json!(steps),
            );
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

/// Leads to the same page by the address that its origins are called by.
pub(super) fn moved(to: &str) -> Response {
    let mut moved = plain(307, "The lab is at its address.\n");
    moved.headers.push(("Location".to_owned(), to.to_owned()));
    moved
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
    Open DevTools (F12), choose the tab “CORS” and reload.</p>\n\
    <ol id=\"results\" aria-live=\"polite\"></ol>\n";

/// A page without a policy of its own, so that a scenario can give it one, with its script inside it: a scenario's
/// policy may forbid all others.
fn plain_page(title: &str, top: &str, body: &str, steps: &Value) -> Response {
    // The empty icon spares the log a request for /favicon.ico.
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n{top}<main>\n{body}</main>\n\
         {}<script>\n{KINDS}</script>\n<script>\n{SCRIPT}</script>\n</html>\n",
        escape(title),
        data("steps", steps),
    );
    with_type("text/html; charset=utf-8", page)
}

fn core() -> Option<Response> {
    let program = std::env::current_exe().ok()?;
    let text = std::fs::read_to_string(program.with_file_name(CORE)).ok()?;
    Some(script(&text))
}

/// A script of the lab.
fn script(text: &str) -> Response {
    with_type("text/javascript; charset=utf-8", text.to_owned())
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
        let page = plain_page("<b>", "", "", &json!(["</script><script>"]));
        assert!(page.body.contains("<title>&lt;b&gt;</title>"));
        assert!(page.body.contains(r#"["\u003c/script>\u003cscript>"]"#));
    }
}
