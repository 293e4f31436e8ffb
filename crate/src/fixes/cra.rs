//! Create React App: its proxy file.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cra",
    title: "Create React App proxy (development)",
    versions: "react-scripts 4 and 5 with http-proxy-middleware 3 or later",
    language: "js",
    file: "src/setupProxy.js: the whole file; the page then calls the path alone, on its own origin",
    restart: "Run `npm install http-proxy-middleware` (react-scripts brings version 2 for itself, which reads other options) and restart the development server.",
    trap: "`\"proxy\"` in package.json skips requests that accept HTML; this file does not.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"const { createProxyMiddleware } = require('http-proxy-middleware');

module.exports = (app) => {
  app.use(createProxyMiddleware({
    pathFilter: [<<paths>>],
    target: <<api>>,
    changeOrigin: true,
    on: { proxyReq: (request) => request.removeHeader('origin') },
  }));
};
";
