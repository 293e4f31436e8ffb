//! Cloudflare in front of a server.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cloudflare-cdn",
    title: "Cloudflare in front of a server",
    versions: "Cloudflare",
    language: "text",
    file: "The server behind it",
    restart: "Purge the cache after the server changed.",
    trap: "`Vary: Origin` is not part of its cache key: bypass the cache for the API.",
    layer: Layer::Edge,
    fingerprints: &[
        strong("Server", Test::Is("cloudflare")),
        strong("CF-Ray", Test::Present),
        strong("CF-Cache-Status", Test::Present),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: nothing,
    ..BLANK
};

/// Rules at the edge answer no preflight.
#[expect(clippy::unnecessary_wraps, reason = "the shape that every stack has")]
fn nothing(_: &Policy) -> Option<&'static str> {
    Some(
        "Its rules set headers and answer no preflight: mend the server behind it, or put a Worker there (cloudflare-workers).",
    )
}

const TEMPLATE: &str = "";
