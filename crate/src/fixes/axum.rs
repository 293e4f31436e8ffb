//! axum with `tower-http`.

use super::detect::{Test, weak};
use super::quote::{Quoted, Syntax};
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "axum",
    title: "axum (tower-http)",
    versions: "axum 0.7 and later, tower-http 0.5 and later with feature `cors`",
    language: "rust",
    file: "src/main.rs: after every route of `app`, as its last layer",
    restart: "Run `cargo add tower-http --features cors` and build again.",
    trap: "A layer covers only what was added before it, and the last one runs first: sign-in must be added above.",
    layer: Layer::App,
    fingerprints: &[weak("Allow", Test::Fits(is_own_method_not_allowed))],
    syntax: Syntax::Rust,
    item: Some(item),
    template: TEMPLATE,
    ..BLANK
};

/// Its own 405: empty, the methods joined by a comma alone, no name of a server.
fn is_own_method_not_allowed(allow: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    entry.status == 405
        && !allow.contains(' ')
        && headers
            .get("Content-Length")
            .is_some_and(|length| length == "0")
        && !headers.contains("Server")
        && !headers.contains("Content-Type")
}

/// Methods and names in types of the `http` crate.
fn item(list: &str, name: &str) -> Option<Quoted> {
    const KNOWN: [&str; 9] = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
    ];
    let literal = Syntax::Rust.literal(name);
    match list {
        "methods" if KNOWN.contains(&name) => Some(Ok(format!("axum::http::Method::{name}"))),
        "methods" => {
            Some(literal.map(|name| format!("axum::http::Method::from_bytes(b{name}).unwrap()")))
        }
        _ => None,
    }
}

const TEMPLATE: &str = r"    let app = app.layer(
        tower_http::cors::CorsLayer::new()
            .allow_origin([<<origins>>].map(axum::http::HeaderValue::from_static))
<<?credentials>>            .allow_credentials(true)
            .allow_methods([<<methods>>])
<<?headers>>            .allow_headers([<<headers-lower>>].map(axum::http::HeaderName::from_static))
<<?expose>>            .expose_headers([<<expose-lower>>].map(axum::http::HeaderName::from_static))
            .max_age(std::time::Duration::from_secs(600)),
    );
";
