//! http-proxy-middleware in a development server of one's own.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "http-proxy-middleware",
    title: "http-proxy-middleware (development)",
    versions: "http-proxy-middleware 3 and later",
    language: "js",
    file: "server.mjs: after `const app = express()`; the page then calls the path alone, on its own origin",
    restart: "Run `npm install http-proxy-middleware` and restart the server.",
    trap: "`app.use('/api', …)` would cut `/api` off: `pathFilter` keeps it.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"import { createProxyMiddleware } from 'http-proxy-middleware';

app.use(createProxyMiddleware({
  pathFilter: [<<paths>>],
  target: <<api>>,
  changeOrigin: true,
  on: { proxyReq: (request) => request.removeHeader('origin') },
}));
";
