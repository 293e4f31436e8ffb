//! Koa with `@koa/cors`.

use super::detect::{Test, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "koa",
    title: "Koa (@koa/cors)",
    versions: "Koa 2 and 3 with @koa/cors 5",
    language: "js",
    file: "app.js: after `const app = new Koa()`, above every other `app.use`",
    restart: "Run `npm install @koa/cors` and restart the server.",
    trap: "Headers set by hand vanish when an error is thrown; `keepHeadersOnError` keeps these.",
    layer: Layer::App,
    fingerprints: &[weak("Content-Type", Test::Fits(is_plain_not_found))],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

/// `Not Found` as plain text, without a tag or a name of a server: Koa answers so, and a few others do.
fn is_plain_not_found(value: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    entry.status == 404
        && value == "text/plain; charset=utf-8"
        && headers
            .get("Content-Length")
            .is_some_and(|length| length == "9")
        && !["Server", "X-Powered-By", "ETag", "X-Content-Type-Options"]
            .iter()
            .any(|name| headers.contains(name))
}

/// Without a list it would allow whatever is asked for; `Accept` needs no permission.
const TEMPLATE: &str = r"app.use(require('@koa/cors')({
  origin: (ctx) => ([<<origins>>].includes(ctx.get('Origin')) ? ctx.get('Origin') : ''),
<<?credentials>>  credentials: true,
  allowMethods: [<<methods>>],
<<?headers>>  allowHeaders: [<<headers>>],
<<!headers>>  allowHeaders: ['Accept'],
<<?expose>>  exposeHeaders: [<<expose>>],
  maxAge: 600,
  keepHeadersOnError: true,
}));
";
