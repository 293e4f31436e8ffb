//! Firebase Hosting: headers of static files.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "firebase-hosting",
    title: "Firebase Hosting",
    versions: "firebase-tools 13 and later",
    language: "json",
    file: "firebase.json: in `\"hosting\"`",
    restart: "Run `firebase deploy --only hosting`.",
    trap: "Headers here are no substitute where a path is rewritten to a function: that one must answer OPTIONS.",
    layer: Layer::Storage,
    fingerprints: &[
        strong(
            ":host",
            Test::Fits(|host, _| host.ends_with(".web.app") || host.ends_with(".firebaseapp.com")),
        ),
        strong("Vary", Test::Holds("x-fh-requested-host")),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: files_only,
    ..BLANK
};

/// Fixed headers for files.
fn files_only(policy: &Policy) -> Option<&'static str> {
    let is_simple = policy.headers.is_empty()
        && policy
            .methods
            .iter()
            .all(|method| matches!(&**method, "GET" | "HEAD"));
    (policy.origins.len() > 1 || policy.credentials.are_allowed() || !is_simple).then_some(
        "Firebase Hosting sends fixed headers and answers no preflight: rewrite the path to a function (firebase-functions).",
    )
}

const TEMPLATE: &str = r#""headers": [
  {
    "source": "**",
    "headers": [
      { "key": "Vary", "value": "Origin" },
      { "key": "Access-Control-Allow-Origin", "value": <<origins>> }
    ]
  }
]
"#;
