//! Express 4 with the `cors` package.

use super::detect::{Test, medium, strong, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "express4",
    title: "Express 4 (cors package)",
    versions: "Express 4 and cors 2.8",
    language: "js",
    file: "app.js: after `const app = express()`, above every route and every other `app.use`",
    restart: "Run `npm install cors` and restart the server.",
    trap: "Middleware that asks for sign-in must stand below it, or preflights get its 401 without headers.",
    layer: Layer::App,
    fingerprints: &[
        strong(
            "Allow",
            Test::Fits(|value, entry| is_own_options(value, entry, ",")),
        ),
        medium("X-Powered-By", Test::Is("Express")),
        weak("ETag", Test::Fits(|value, _| is_own_etag(value))),
    ],
    syntax: Syntax::JavaScript,
    template: super::express5::TEMPLATE,
    ..BLANK
};

/// Is it Express's own answer to OPTIONS? Version 4 joins the methods by a comma, version 5 by a comma and a space.
pub(super) fn is_own_options(allow: &str, entry: &Entry, comma: &str) -> bool {
    let is_express = entry
        .response_headers
        .get("X-Powered-By")
        .is_some_and(|value| value == "Express");
    let names: Vec<&str> = allow.split(',').map(str::trim).collect();
    is_express
        && names.len() > 1
        && entry.status == 200
        && &*entry.method == "OPTIONS"
        && allow == names.join(comma)
}

/// A weak tag of the length in hexadecimal and 27 letters of a digest, as Express writes it; proxies keep it.
pub(super) fn is_own_etag(value: &str) -> bool {
    let inner = value
        .strip_prefix("W/\"")
        .and_then(|value| value.strip_suffix('"'));
    inner
        .and_then(|inner| inner.split_once('-'))
        .is_some_and(|(length, digest)| {
            !length.is_empty()
                && length.bytes().all(|byte| byte.is_ascii_hexdigit())
                && digest.len() == 27
        })
}
