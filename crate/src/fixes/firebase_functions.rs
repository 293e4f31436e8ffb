//! Firebase Functions, second generation.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "firebase-functions",
    title: "Firebase Functions v2",
    versions: "firebase-functions 4 and later",
    language: "js",
    file: "index.js: at the start of the function that `onRequest` is given, `(req, res) => { … }`",
    restart: "Run `firebase deploy --only functions`.",
    trap: "The `cors` option of `onRequest` never allows credentials; a function that is not public answers 403 before this.",
    layer: Layer::App,
    fingerprints: &[
        strong("Function-Execution-Id", Test::Present),
        strong(":host", Test::Holds(".cloudfunctions.net")),
    ],
    syntax: Syntax::JavaScript,
    template: super::google_cloud_functions::TEMPLATE,
    ..BLANK
};
