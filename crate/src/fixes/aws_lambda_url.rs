//! AWS Lambda function URL.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aws-lambda-url",
    title: "AWS Lambda function URL",
    versions: "AWS CLI 2",
    language: "json",
    file: "cors.json",
    restart: "Run `aws lambda update-function-url-config --function-name NAME --cors file://cors.json`.",
    trap: "Remove every Access-Control header from the function's own answers: both would be sent.",
    layer: Layer::Proxy,
    fingerprints: &[strong(":host", Test::Holds(".lambda-url."))],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: short_methods,
    ..BLANK
};

/// The service refuses longer names.
fn short_methods(policy: &Policy) -> Option<&'static str> {
    policy
        .methods
        .iter()
        .any(|method| method.len() > 6)
        .then_some("A function URL takes method names of at most six letters.")
}

const TEMPLATE: &str = r#"{
  "AllowOrigins": [<<origins>>],
<<?credentials>>  "AllowCredentials": true,
  "AllowMethods": [<<methods>>],
<<?headers>>  "AllowHeaders": [<<headers-lower>>],
<<?expose>>  "ExposeHeaders": [<<expose-lower>>],
  "MaxAge": 600
}
"#;
