//! The frame of every page, and the one way by which text becomes markup.

use crate::lab::scenario::Response;
use crate::lab::{Alias, Ports};
use serde_json::Value;

/// Written wherever a text that is not ours stands in a page.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// JSON inside a script element: only `<` could end the text, and JSON can write it as an escape.
pub(super) fn data(id: &str, value: &Value) -> String {
    let text = value.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{id}\">{text}</script>\n")
}

/// Where one can go from every page of the course.
const NAVIGATION: [(&str, &str); 4] = [
    ("/", "Course"),
    ("/build", "Build your own"),
    ("/demo", "Demonstration"),
    ("/log", "Log"),
];

/// The navigation; `home` is the origin of the course, which is another one for pages that stand elsewhere.
pub(super) fn navigation(home: &str, current: &str, ports: Ports) -> String {
    let shown = NAVIGATION
        .into_iter()
        // The log is shown on the lab's own machine only.
        .filter(|(path, _)| *path != "/log" || !ports.is_open_by_address());
    let links = shown.map(|(path, name)| {
        let here = if path == current {
            " aria-current=\"page\""
        } else {
            ""
        };
        format!("<a href=\"{}{path}\"{here}>{name}</a>", escape(home))
    });
    format!(
        "<header><nav aria-label=\"Lab\"><span class=\"brand\">WhyCORS lab</span>{}</nav></header>\n",
        links.collect::<String>()
    )
}

/// A page of the course: no script or style but the lab's own files, no request but to the lab's origins.
pub(super) fn course(
    ports: Ports,
    path: &str,
    title: &str,
    body: &str,
    scripts: &[&str],
) -> Response {
    let scripts = scripts.iter().fold(String::new(), |text, script| {
        text + "<script src=\"" + script + "\" type=\"module\"></script>\n"
    });
    // The empty icon spares the log a request for /favicon.ico.
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<link rel=\"stylesheet\" href=\"/lab/lab.css\">\n{}<main>\n{body}</main>\n{scripts}</html>\n",
        escape(title),
        navigation("", path, ports),
    );
    let mut page = super::with_type("text/html; charset=utf-8", text);
    page.headers
        .push(("Content-Security-Policy".to_owned(), policy(ports)));
    page
}

/// What a page of the course may do: its own scripts and style, and requests to the lab's origins.
fn policy(ports: Ports) -> String {
    let origins: Vec<String> = Alias::ALL
        .iter()
        // A policy cannot name an IPv6 address.
        .filter(|alias| **alias != Alias::AppIpv6 && ports.reaches(**alias))
        .map(|alias| ports.origin(*alias))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self' {}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        origins.join(" ")
    )
}
