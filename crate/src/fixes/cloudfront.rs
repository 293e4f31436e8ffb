//! Amazon CloudFront: a response headers policy.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cloudfront",
    title: "Amazon CloudFront",
    versions: "CloudFormation",
    language: "yaml",
    file: "template.yaml: under `Resources:`; the cache behaviour names it as ResponseHeadersPolicyId and allows OPTIONS",
    restart: "Deploy the stack, then invalidate what is cached.",
    trap: "It adds headers and answers no preflight: the origin, or a function at viewer request, must answer OPTIONS with 2xx.",
    layer: Layer::Edge,
    fingerprints: &[
        strong("X-Amz-Cf-Id", Test::Present),
        strong("Via", Test::Holds("(cloudfront)")),
    ],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    cannot: seven_methods,
    ..BLANK
};

/// The methods that a policy knows; with another CloudFormation refuses the template.
fn seven_methods(policy: &Policy) -> Option<&'static str> {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let are_known = policy
        .methods
        .iter()
        .all(|method| KNOWN.contains(&&**method));
    (!are_known).then_some("CloudFront takes GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS only.")
}

/// The list may not be empty; `Accept` needs no permission.
const TEMPLATE: &str = r"  CorsHeaders:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig:
        Name: api-cors
        CorsConfig:
          AccessControlAllowOrigins: { Items: [<<origins>>] }
<<?credentials>>          AccessControlAllowCredentials: true
<<!credentials>>          AccessControlAllowCredentials: false
          AccessControlAllowMethods: { Items: [<<methods>>] }
<<?headers>>          AccessControlAllowHeaders: { Items: [<<headers>>] }
<<!headers>>          AccessControlAllowHeaders: { Items: [Accept] }
<<?expose>>          AccessControlExposeHeaders: { Items: [<<expose>>] }
          AccessControlMaxAgeSec: 600
          OriginOverride: true
";
