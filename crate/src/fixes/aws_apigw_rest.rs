//! AWS API Gateway, REST API, as a SAM template.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aws-apigw-rest",
    title: "AWS API Gateway REST API (SAM)",
    versions: "AWS SAM",
    language: "yaml",
    file: "template.yaml: in the Properties of the AWS::Serverless::Api",
    restart: "Deploy the stack: a change in the console needs a new deployment of the stage.",
    trap: "With a proxy integration the function must send the headers of real answers itself; the quotes within quotes are needed.",
    layer: Layer::Proxy,
    fingerprints: &[
        strong("X-Amz-Apigw-Id", Test::Present),
        strong(
            "X-Amzn-ErrorType",
            Test::Is("MissingAuthenticationTokenException"),
        ),
    ],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    cannot: one_origin,
    ..BLANK
};

/// Its answers are fixed texts.
fn one_origin(policy: &Policy) -> Option<&'static str> {
    (policy.origins.len() > 1).then_some(
        "A REST API answers preflights with one fixed origin: for several let the function answer (aws-lambda).",
    )
}

const TEMPLATE: &str = r#"      Cors:
        AllowOrigin: <<origins-inner>>
<<?credentials>>        AllowCredentials: true
        AllowMethods: <<methods-inner>>
<<?headers>>        AllowHeaders: <<headers-inner>>
        MaxAge: "'600'"
      Auth:
        AddDefaultAuthorizerToCorsPreflight: false
      GatewayResponses:
        DEFAULT_4XX:
          ResponseParameters:
            Headers:
              Access-Control-Allow-Origin: <<origins-inner>>
<<?credentials>>              Access-Control-Allow-Credentials: "'true'"
        DEFAULT_5XX:
          ResponseParameters:
            Headers:
              Access-Control-Allow-Origin: <<origins-inner>>
<<?credentials>>              Access-Control-Allow-Credentials: "'true'"
"#;
