//! webpack-dev-server.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "webpack-dev-server",
    title: "webpack-dev-server (development)",
    versions: "webpack-dev-server 6; in 5 write `onProxyReq` in place of `on`",
    language: "js",
    file: "webpack.config.js: in `devServer`; the page then calls the path alone, on its own origin",
    restart: "Restart the development server.",
    trap: "Since version 5 `proxy` is a list: as an object the server does not start.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"    proxy: [
      {
        context: [<<paths>>],
        target: <<api>>,
        changeOrigin: true,
        on: { proxyReq: (request) => request.removeHeader('origin') },
      },
    ],
";
