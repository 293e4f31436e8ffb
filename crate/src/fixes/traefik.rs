//! Traefik: the headers middleware.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "traefik",
    title: "Traefik",
    versions: "Traefik 2 and 3",
    language: "yaml",
    file: "dynamic.yml: under `http:` and `middlewares:`; the router names it first, `middlewares: [cors]`",
    restart: "Traefik reads a changed file by itself.",
    trap: "In the router, cors must stand before sign-in, or preflights get its 401 without headers.",
    layer: Layer::Proxy,
    fingerprints: &[strong(
        "WWW-Authenticate",
        Test::Is("Basic realm=\"traefik\""),
    )],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"    cors:
      headers:
        accessControlAllowOriginList: [<<origins>>]
<<?credentials>>        accessControlAllowCredentials: true
        accessControlAllowMethods: [<<methods>>]
<<?headers>>        accessControlAllowHeaders: [<<headers>>]
<<?expose>>        accessControlExposeHeaders: [<<expose>>]
        accessControlMaxAge: 600
        addVaryHeader: true
";
