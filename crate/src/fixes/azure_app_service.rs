//! Azure App Service and Functions: the platform's setting.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "azure-app-service",
    title: "Azure App Service and Functions",
    versions: "ARM templates",
    language: "json",
    file: "The `Microsoft.Web/sites/config` resource named `web`, in its \"properties\"",
    restart: "Deploy the template.",
    trap: "The platform's setting wins over the application's own CORS: use one of them.",
    layer: Layer::Proxy,
    fingerprints: &[
        strong(
            ":host",
            Test::Fits(|host, _| host.ends_with(".azurewebsites.net")),
        ),
        strong("Set-Cookie", Test::Starts("ARRAffinity")),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: exposes_none,
    widens: Some("The platform cannot limit methods and headers: these origins may use every one."),
    ..BLANK
};

/// It has no setting for headers that pages may read.
fn exposes_none(policy: &Policy) -> Option<&'static str> {
    (!policy.expose.is_empty())
        .then_some("The platform exposes no response headers: clear its list and use the snippet of the framework.")
}

const TEMPLATE: &str = r#""cors": {
<<?credentials>>  "supportCredentials": true,
  "allowedOrigins": [<<origins>>]
}
"#;
