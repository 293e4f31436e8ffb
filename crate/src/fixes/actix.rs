//! actix-web with `actix-cors`.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "actix",
    title: "actix-web (actix-cors)",
    versions: "actix-web 4 and actix-cors 0.7",
    language: "rust",
    file: "src/main.rs: right after `App::new()`; further `.wrap(…)` lines go above it",
    restart: "Run `cargo add actix-cors` and build again.",
    trap: "The last `.wrap()` runs first: sign-in must be wrapped before it, not after.",
    layer: Layer::App,
    syntax: Syntax::Rust,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"            .wrap(
                actix_cors::Cors::default()
<<each>>
                    .allowed_origin(<<origin>>)
<<end>>
<<?credentials>>                    .supports_credentials()
                    .allowed_methods([<<methods>>])
<<?headers>>                    .allowed_headers([<<headers-lower>>])
<<?expose>>                    .expose_headers([<<expose-lower>>])
                    .max_age(600),
            )
";
