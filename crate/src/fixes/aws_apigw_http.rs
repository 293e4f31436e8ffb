//! AWS API Gateway, HTTP API, as a SAM template.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aws-apigw-http",
    title: "AWS API Gateway HTTP API (SAM)",
    versions: "AWS SAM",
    language: "yaml",
    file: "template.yaml: in the Properties of the AWS::Serverless::HttpApi",
    restart: "Deploy the stack.",
    trap: "It replaces what the function sends; a `$default` route with an authoriser swallows preflights.",
    layer: Layer::Proxy,
    fingerprints: &[strong("Apigw-Requestid", Test::Present)],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"      CorsConfiguration:
        AllowOrigins: [<<origins>>]
<<?credentials>>        AllowCredentials: true
        AllowMethods: [<<methods>>]
<<?headers>>        AllowHeaders: [<<headers-lower>>]
<<?expose>>        ExposeHeaders: [<<expose-lower>>]
        MaxAge: 600
";
