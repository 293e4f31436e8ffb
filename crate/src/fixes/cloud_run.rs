//! Google Cloud Run.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cloud-run",
    title: "Google Cloud Run",
    versions: "Cloud Run",
    language: "text",
    file: "The container",
    restart: "Deploy the container.",
    trap: "A preflight never carries Authorization: a service that only signed-in callers may invoke refuses it before the container.",
    layer: Layer::Edge,
    fingerprints: &[
        strong("Server", Test::Is("Google Frontend")),
        strong(":host", Test::Fits(|host, _| host.ends_with(".run.app"))),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: nothing,
    ..BLANK
};

/// The container must answer.
#[expect(clippy::unnecessary_wraps, reason = "the shape that every stack has")]
fn nothing(_: &Policy) -> Option<&'static str> {
    Some(
        "Cloud Run has no CORS settings: use the snippet of the framework in the container, and let preflights through to it.",
    )
}

const TEMPLATE: &str = "";
