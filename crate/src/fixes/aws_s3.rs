//! AWS S3: a bucket's rules.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aws-s3",
    title: "AWS S3",
    versions: "S3 console; the AWS CLI wants `{\"CORSRules\": […]}` around it",
    language: "json",
    file: "Bucket, Permissions, Cross-origin resource sharing",
    restart: "Nothing: the rules hold at once. Purge a CDN in front of it.",
    trap: "A copy that was fetched without Origin has no headers and no Vary: a CDN or the browser may keep it.",
    layer: Layer::Storage,
    fingerprints: &[
        strong("Server", Test::Is("AmazonS3")),
        strong("X-Amz-Id-2", Test::Present),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: five_methods,
    ..BLANK
};

/// The methods that its rules know.
fn five_methods(policy: &Policy) -> Option<&'static str> {
    (!policy
        .methods
        .iter()
        .all(|method| matches!(&**method, "GET" | "HEAD" | "PUT" | "POST" | "DELETE")))
    .then_some("S3 takes GET, HEAD, PUT, POST and DELETE only.")
}

const TEMPLATE: &str = r#"[
  {
    "AllowedOrigins": [<<origins>>],
    "AllowedMethods": [<<methods>>],
    "AllowedHeaders": [<<headers>>],
    "ExposeHeaders": [<<expose>>],
    "MaxAgeSeconds": 600
  }
]
"#;
