//! Apollo Server behind Express.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "apollo",
    title: "Apollo Server 4 and 5 with Express",
    versions: "Apollo Server 4 and 5 with expressMiddleware",
    language: "js",
    file: "app.js: above `app.use('/graphql', …)` and every other `app.use`",
    restart: "Run `npm install cors` and restart the server.",
    trap: "`expressMiddleware` adds no CORS headers: without this, preflights get a 4xx of Apollo's own check against forged requests.",
    layer: Layer::App,
    syntax: Syntax::JavaScript,
    template: super::express5::TEMPLATE,
    ..BLANK
};
