//! IIS with the CORS module.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "iis",
    title: "IIS (CORS module)",
    versions: "IIS 10 with the IIS CORS module 1.0",
    language: "xml",
    file: "web.config: inside `<system.webServer>`",
    restart: "IIS reads a changed web.config by itself.",
    trap: "Without the module installed, `<cors>` is a configuration error (500.19).",
    layer: Layer::Proxy,
    fingerprints: &[
        strong("Server", Test::Starts("Microsoft-IIS/")),
        strong("Public", Test::Present),
        medium("X-Powered-By", Test::Is("ASP.NET")),
    ],
    syntax: Syntax::Xml,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"<cors enabled="true">
<<each>>
<<?credentials>>  <add origin=<<origin>> allowCredentials="true" maxAge="600">
<<!credentials>>  <add origin=<<origin>> maxAge="600">
    <allowHeaders>
<<*headers>>      <add header=<<name>> />
    </allowHeaders>
    <allowMethods>
<<*methods>>      <add method=<<name>> />
    </allowMethods>
    <exposeHeaders>
<<*expose>>      <add header=<<name>> />
    </exposeHeaders>
  </add>
<<end>>
</cors>
"#;
