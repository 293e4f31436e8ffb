//! Create React App: its proxy file.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cra",
    title: "Create React App proxy (development)",
    versions: "react-scripts 4 and 5",
    language: "js",
    file: "src/setupProxy.js: the whole file; the page then calls the path alone, on its own origin",
    restart: "Restart the development server.",
    trap: "`\"proxy\"` in package.json skips requests that accept HTML; this file does not.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"const { createProxyMiddleware } = require('http-proxy-middleware');

module.exports = (app) => {
  app.use(createProxyMiddleware([<<paths>>], {
    target: <<api>>,
    changeOrigin: true,
    onProxyReq: (request) => request.removeHeader('origin'),
  }));
};
";
