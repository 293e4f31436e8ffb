//! Vite: the development server's proxy.

use super::detect::{Test, medium, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "vite",
    title: "Vite server.proxy (development)",
    versions: "Vite 5 and later",
    language: "js",
    file: "vite.config.js: `server.proxy`; the page then calls the path alone, on its own origin",
    restart: "Restart the development server.",
    trap: "`changeOrigin` changes Host, not Origin: an API that checks Origin still refuses, so that the snippet removes it.",
    layer: Layer::Development,
    fingerprints: &[
        weak(
            "Vary",
            Test::Fits(|value, entry| {
                value == "Origin"
                    && super::express4::is_own_etag(
                        &entry.response_headers.get("ETag").unwrap_or_default(),
                    )
            }),
        ),
        medium(":host", Test::Fits(|host, _| is_default_port(host))),
    ],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

/// The ports that Vite takes unless told otherwise.
fn is_default_port(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|port| matches!(port, ":5173" | ":4173"))
    })
}

const TEMPLATE: &str = r"import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    proxy: {
<<each-path>>
      <<path>>: {
        target: <<api>>,
        changeOrigin: true,
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
<<end>>
    },
  },
});
";
