//! Vercel: `vercel.json`.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "vercel",
    title: "Vercel (vercel.json)",
    versions: "Vercel",
    language: "json",
    file: "vercel.json: at its top level",
    restart: "Deploy the project.",
    trap: "It adds headers and answers no preflight: a function that knows no OPTIONS still says 405 (vercel-function).",
    layer: Layer::Edge,
    fingerprints: &[
        strong("Server", Test::Is("Vercel")),
        strong("X-Vercel-Id", Test::Present),
        strong(":host", Test::Fits(|host, _| host.ends_with(".vercel.app"))),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#""headers": [
  { "source": "/(.*)", "headers": [{ "key": "Vary", "value": "Origin" }] },
<<each>>
  {
    "source": "/(.*)",
    "has": [{ "type": "header", "key": "origin", "value": <<origin-regex-literal>> }],
    "headers": [
      { "key": "Access-Control-Allow-Origin", "value": <<origin>> },
<<?credentials>>      { "key": "Access-Control-Allow-Credentials", "value": "true" },
<<?expose>>      { "key": "Access-Control-Expose-Headers", "value": <<expose-text>> },
<<?headers>>      { "key": "Access-Control-Allow-Headers", "value": <<headers-text>> },
      { "key": "Access-Control-Allow-Methods", "value": <<methods-text>> },
      { "key": "Access-Control-Max-Age", "value": "600" }
    ]
  }<<,>>
<<end>>
]
"#;
