//! Hono with `hono/cors`.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "hono",
    title: "Hono (hono/cors)",
    versions: "Hono 4",
    language: "js",
    file: "app.js: after `const app = new Hono()`, above every route",
    restart: "Restart the server.",
    trap: "Below the routes only preflights get the headers; `/api/` as a path fits that one path only.",
    layer: Layer::App,
    fingerprints: &[medium("Content-Type", Test::Fits(is_own_not_found))],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

/// `404 Not Found` as plain text with its character set in capitals.
fn is_own_not_found(value: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    let length = headers.get("Content-Length");
    entry.status == 404
        && value == "text/plain; charset=UTF-8"
        && length.is_none_or(|length| length == "13")
        && !headers.contains("Server")
}

/// Without a list it would allow whatever is asked for; `Accept` needs no permission.
const TEMPLATE: &str = r"import { cors } from 'hono/cors';

app.use('*', cors({
  origin: [<<origins>>],
<<?credentials>>  credentials: true,
  allowMethods: [<<methods>>],
<<?headers>>  allowHeaders: [<<headers>>],
<<!headers>>  allowHeaders: ['Accept'],
<<?expose>>  exposeHeaders: [<<expose>>],
  maxAge: 600,
}));
";
