//! The lines of a page that send a step's request, as a learner would write them: only what differs from the default.

use crate::lab::scenario::{Api, Credentials, Mode, Redirect, Request};
use serde_json::json;

/// The source of one request.
pub(super) fn source(request: &Request, url: &str) -> String {
    let text = json!(url).to_string();
    let with_credentials = request.credentials == Credentials::Include;
    let cross_origin = if with_credentials {
        "use-credentials"
    } else {
        "anonymous"
    };
    let asked = |place: &str| format!("// {place}\n{}", fetch(request, &text));
    match request.api {
        Api::Fetch => fetch(request, &text),
        Api::Xhr => xhr(request, &text),
        Api::EventSource if with_credentials => {
            format!("new EventSource({text}, {{ withCredentials: true }});")
        }
        Api::EventSource => format!("new EventSource({text});"),
        Api::Image if request.mode == Mode::NoCors => format!("<img src={text}>"),
        Api::Image => format!("<img crossorigin=\"{cross_origin}\" src={text}>"),
        Api::Script => format!("<script crossorigin=\"{cross_origin}\" src={text}></script>"),
        Api::ModuleScript => {
            format!("<script type=\"module\" crossorigin=\"{cross_origin}\" src={text}></script>")
        }
        Api::Font => format!(
            "await new FontFace('lab', {}).load();",
            json!(format!("url({text})"))
        ),
        Api::Style => {
            format!("<link rel=\"stylesheet\" crossorigin=\"{cross_origin}\" href={text}>")
        }
        Api::Worker => asked("in a dedicated worker"),
        Api::SharedWorker => asked("in a shared worker"),
        Api::ServiceWorker => {
            asked("in a page whose service worker answers with a fetch of its own")
        }
        Api::SrcdocFrame => asked("in <iframe srcdoc>"),
        Api::DataFrame => asked("in a frame with a data: address"),
        Api::Beacon => beacon(request, &text),
    }
}

fn fetch(request: &Request, url: &str) -> String {
    let mut options = Vec::new();
    let mut option = |name: &str, value: String| options.push(format!("  {name}: {value},\n"));
    if request.method != "GET" {
        option("method", json!(request.method).to_string());
    }
    if !request.headers.is_empty() {
        option("headers", headers(&request.headers));
    }
    match request.credentials {
        Credentials::SameOrigin => {}
        Credentials::Omit => option("credentials", "\"omit\"".to_owned()),
        Credentials::Include => option("credentials", "\"include\"".to_owned()),
    }
    match request.mode {
        Mode::Cors => {}
        Mode::NoCors => option("mode", "\"no-cors\"".to_owned()),
        Mode::SameOrigin => option("mode", "\"same-origin\"".to_owned()),
    }
    match request.redirect {
        Redirect::Follow => {}
        Redirect::Error => option("redirect", "\"error\"".to_owned()),
        Redirect::Manual => option("redirect", "\"manual\"".to_owned()),
    }
    if let Some(body) = &request.body {
        option("body", body_text(body));
    }
    if let Some(integrity) = &request.integrity {
        option("integrity", json!(integrity).to_string());
    }
    if request.keepalive {
        option("keepalive", "true".to_owned());
    }
    if let Some(milliseconds) = request.abort_after {
        option("signal", format!("AbortSignal.timeout({milliseconds})"));
    }
    if let Some(space) = &request.target_address_space {
        option("targetAddressSpace", json!(space).to_string());
    }
    if options.is_empty() {
        format!("await fetch({url});")
    } else {
        format!("await fetch({url}, {{\n{}}});", options.concat())
    }
}

/// Bodies of scenarios that test sizes are long and say nothing.
fn body_text(body: &str) -> String {
    if body.chars().count() > 200 {
        format!("/* {} characters */", body.chars().count())
    } else {
        json!(body).to_string()
    }
}

fn headers(headers: &[(String, String)]) -> String {
    let mut names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < headers.len() {
        // An object keeps one value of a name.
        return json!(headers).to_string();
    }
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{}: {}", json!(name), json!(value)));
    format!("{{ {} }}", lines.collect::<Vec<_>>().join(", "))
}

fn xhr(request: &Request, url: &str) -> String {
    let mut lines = vec![
        "const xhr = new XMLHttpRequest();".to_owned(),
        format!("xhr.open({}, {url});", json!(request.method)),
    ];
    if request.credentials == Credentials::Include {
        lines.push("xhr.withCredentials = true;".to_owned());
    }
    for (name, value) in &request.headers {
        lines.push(format!(
            "xhr.setRequestHeader({}, {});",
            json!(name),
            json!(value)
        ));
    }
    if request.upload_listener {
        lines.push("xhr.upload.addEventListener(\"progress\", () => {});".to_owned());
    }
    if let Some(milliseconds) = request.abort_after {
        lines.push(format!("xhr.timeout = {milliseconds};"));
    }
    let body = request.body.as_deref().map(body_text).unwrap_or_default();
    lines.push(format!("xhr.send({body});"));
    lines.join("\n")
}

fn beacon(request: &Request, url: &str) -> String {
    let body = body_text(request.body.as_deref().unwrap_or_default());
    let content_type = request
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    match content_type {
        None => format!("navigator.sendBeacon({url}, new Blob([{body}]));"),
        Some((_, value)) => {
            format!(
                "navigator.sendBeacon({url}, new Blob([{body}], {{ type: {} }}));",
                json!(value)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(request: &str) -> String {
        source(&serde_json::from_str(request).unwrap(), "http://a/")
    }

    #[test]
    fn only_what_differs_from_the_default_is_written() {
        assert_eq!(
            of(r#"{"api":"fetch","to":"api"}"#),
            "await fetch(\"http://a/\");"
        );
        assert_eq!(
            of(
                r#"{"api":"fetch","to":"api","method":"PUT","headers":[["X-A","\""],["x","2"]],"credentials":"include","body":"{}"}"#
            ),
            "await fetch(\"http://a/\", {\n  method: \"PUT\",\n  headers: { \"X-A\": \"\\\"\", \"x\": \"2\" },\n  \
             credentials: \"include\",\n  body: \"{}\",\n});"
        );
        assert_eq!(
            of(r#"{"api":"xhr","to":"api","credentials":"include","headers":[["A","1"]]}"#),
            "const xhr = new XMLHttpRequest();\nxhr.open(\"GET\", \"http://a/\");\nxhr.withCredentials = true;\n\
             xhr.setRequestHeader(\"A\", \"1\");\nxhr.send();"
        );
        assert_eq!(
            of(
                r#"{"api":"beacon","to":"api","method":"POST","body":"a","headers":[["Content-Type","text/plain"]]}"#
            ),
            "navigator.sendBeacon(\"http://a/\", new Blob([\"a\"], { type: \"text/plain\" }));"
        );
    }
}
