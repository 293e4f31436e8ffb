//! Google Cloud Storage: a bucket's rules.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "gcs",
    title: "Google Cloud Storage",
    versions: "gcloud",
    language: "json",
    file: "cors.json",
    restart: "Run `gcloud storage buckets update gs://BUCKET --cors-file=cors.json`.",
    trap: "One list names the request headers and the headers to expose; one that is missing answers 200 without headers.",
    layer: Layer::Storage,
    fingerprints: &[
        strong("X-Guploader-Uploadid", Test::Present),
        strong("X-Goog-Generation", Test::Present),
        strong("Server", Test::Is("UploadServer")),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: no_credentials,
    ..BLANK
};

/// It never sends Access-Control-Allow-Credentials.
fn no_credentials(policy: &Policy) -> Option<&'static str> {
    policy.credentials.are_allowed().then_some(
        "Cloud Storage allows no credentials: sign the address instead, and leave cookies out.",
    )
}

const TEMPLATE: &str = r#"[
  {
    "origin": [<<origins>>],
    "method": [<<methods>>],
    "responseHeader": [<<headers-and-expose>>],
    "maxAgeSeconds": 600
  }
]
"#;
