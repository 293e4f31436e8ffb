//! Angular CLI: its proxy file.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "angular",
    title: "Angular proxy.conf (development)",
    versions: "Angular 17 and later",
    language: "js",
    file: "src/proxy.conf.mjs: the whole file, named in angular.json as serve, options, proxyConfig; the page then calls the path alone, on its own origin",
    restart: "Restart `ng serve`.",
    trap: "A JSON file cannot remove Origin: it must be a module.",
    layer: Layer::Development,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"export default {
<<each-path>>
  <<path>>: {
    target: <<api>>,
    changeOrigin: true,
    configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
  },
<<end>>
};
";
