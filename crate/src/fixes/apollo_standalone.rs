//! Apollo Server by itself.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "apollo-standalone",
    title: "Apollo Server, startStandaloneServer",
    versions: "Apollo Server 4 and 5",
    language: "js",
    file: "index.js",
    restart: "Restart the server.",
    trap: "It allows every origin, and no origin with credentials.",
    layer: Layer::App,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    cannot: nothing,
    ..BLANK
};

/// It takes no settings for CORS.
#[expect(clippy::unnecessary_wraps, reason = "the shape that every stack has")]
fn nothing(_: &Policy) -> Option<&'static str> {
    Some(
        "startStandaloneServer always allows `*` and takes no settings: swap to expressMiddleware, and use the snippet of apollo.",
    )
}

const TEMPLATE: &str = "";
