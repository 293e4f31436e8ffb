//! Next.js: rewrites.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "nextjs-rewrites",
    title: "Next.js rewrites() (development)",
    versions: "Next.js 12 and later",
    language: "js",
    file: "next.config.js: `rewrites`; the page then calls the path alone, on its own origin",
    restart: "Restart the development server.",
    trap: "A rewrite also holds in production, where the server then carries the traffic of the API.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"module.exports = {
  async rewrites() {
    return [
<<each-path>>
      { source: <<path-matcher>>, destination: <<api>> + <<path-matcher>> },
<<end>>
    ];
  },
};
";
