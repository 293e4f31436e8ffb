//! Fastify with `@fastify/cors`.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "fastify",
    title: "Fastify (@fastify/cors)",
    versions: "Fastify 5 and @fastify/cors 11",
    language: "js",
    file: "app.js: after `const app = fastify()`, above every hook and route",
    restart: "Run `npm install @fastify/cors` and restart the server.",
    trap: "A hook that asks for sign-in must be added below it: hooks run in the order in which they were added.",
    layer: Layer::App,
    fingerprints: &[strong("Content-Type", Test::Fits(is_own_not_found))],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

/// Its own 404 for OPTIONS: JSON, the length of its sentence with the path in it, names in small letters, and no one else's.
fn is_own_not_found(value: &str, entry: &Entry) -> bool {
    const WITHOUT_PATH: usize =
        r#"{"message":"Route OPTIONS: not found","error":"Not Found","statusCode":404}"#.len();
    let path = url::Url::parse(&entry.url).map(|url| {
        let query = url.query().map_or(0, |query| query.len() + 1);
        url.path().len() + query
    });
    let length = entry
        .response_headers
        .get("Content-Length")
        .and_then(|length| length.parse::<usize>().ok());
    entry.status == 404
        && &*entry.method == "OPTIONS"
        && value == "application/json; charset=utf-8"
        && !entry.response_headers.contains("X-Powered-By")
        && path.is_ok_and(|path| length == Some(WITHOUT_PATH + path))
}

const TEMPLATE: &str = r"app.register(require('@fastify/cors'), {
  origin: [<<origins>>],
<<?credentials>>  credentials: true,
  methods: [<<methods>>],
<<?headers>>  allowedHeaders: [<<headers>>],
<<!headers>>  allowedHeaders: [],
<<?expose>>  exposedHeaders: [<<expose>>],
  maxAge: 600,
});
";
