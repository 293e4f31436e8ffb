//! Flask without a package.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "flask",
    title: "Flask",
    versions: "Flask 2 and 3",
    language: "python",
    file: "app.py: after `app = Flask(…)`, above every other `before_request`",
    restart: "Restart the server.",
    trap: "A `before_request` for sign-in above it answers preflights with its 401.",
    layer: Layer::App,
    fingerprints: &[
        strong("Server", Test::Starts("Werkzeug/")),
        medium("Allow", Test::Fits(is_own_options)),
    ],
    syntax: Syntax::Python,
    template: TEMPLATE,
    ..BLANK
};

/// Its own answer to OPTIONS: 200, empty, HTML, OPTIONS and HEAD among the methods, and none of Django's headers.
fn is_own_options(allow: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    let names: Vec<&str> = allow.split(", ").collect();
    entry.status == 200
        && &*entry.method == "OPTIONS"
        && names.contains(&"OPTIONS")
        && !names.contains(&"TRACE")
        && headers
            .get("Content-Type")
            .is_some_and(|value| value == "text/html; charset=utf-8")
        && headers
            .get("Content-Length")
            .is_some_and(|length| length == "0")
        && ![
            "X-Frame-Options",
            "Referrer-Policy",
            "X-Powered-By",
            "Public",
        ]
        .iter()
        .any(|name| headers.contains(name))
}

const TEMPLATE: &str = r#"from flask import request

ALLOWED_ORIGINS = {<<origins>>}


def is_preflight():
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


@app.before_request
def answer_preflight():
    if is_preflight():
        return "", 204


@app.after_request
def add_cors_headers(response):
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin in ALLOWED_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
<<?credentials>>        response.headers["Access-Control-Allow-Credentials"] = "true"
<<?expose>>        response.headers["Access-Control-Expose-Headers"] = <<expose-text>>
        if is_preflight():
            response.headers["Access-Control-Allow-Methods"] = <<methods-text>>
<<?headers>>            response.headers["Access-Control-Allow-Headers"] = <<headers-text>>
            response.headers["Access-Control-Max-Age"] = "600"
    return response
"#;
