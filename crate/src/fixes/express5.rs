//! Express 5 with the `cors` package.

use super::detect::{Test, medium, strong, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "express5",
    title: "Express 5 (cors package)",
    versions: "Express 5 and cors 2.8 (CommonJS; in a module, import cors)",
    language: "js",
    file: "app.js: after `const app = express()`, above every route and every other `app.use`",
    restart: "Run `npm install cors` and restart the server.",
    trap: "Middleware that asks for sign-in must stand below it, or preflights get its 401 without headers.",
    layer: Layer::App,
    fingerprints: &[
        strong(
            "Allow",
            Test::Fits(|value, entry| super::express4::is_own_options(value, entry, ", ")),
        ),
        medium("X-Powered-By", Test::Is("Express")),
        weak(
            "ETag",
            Test::Fits(|value, _| super::express4::is_own_etag(value)),
        ),
    ],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

pub(super) const TEMPLATE: &str = r"app.use(require('cors')({
  origin: [<<origins>>],
<<?credentials>>  credentials: true,
  methods: [<<methods>>],
<<?headers>>  allowedHeaders: [<<headers>>],
<<!headers>>  allowedHeaders: [],
<<?expose>>  exposedHeaders: [<<expose>>],
  maxAge: 600,
}));
";
