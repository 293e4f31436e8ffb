//! Envoy: a virtual host.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "envoy",
    title: "Envoy",
    versions: "Envoy 1.27 and later",
    language: "yaml",
    file: "envoy.yaml: in the virtual host, beside `routes:`; the cors filter stands first among `http_filters`",
    restart: "Restart Envoy.",
    trap: "The policy without `envoy.filters.http.cors` among the filters does nothing, and says nothing.",
    layer: Layer::Proxy,
    fingerprints: &[
        strong("Server", Test::Is("envoy")),
        strong("Server", Test::Is("istio-envoy")),
        strong("X-Envoy-Upstream-Service-Time", Test::Present),
    ],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"              typed_per_filter_config:
                envoy.filters.http.cors:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
                  allow_origin_string_match:
<<each>>
                  - exact: <<origin>>
<<end>>
<<?credentials>>                  allow_credentials: true
                  allow_methods: <<methods-text>>
<<?headers>>                  allow_headers: <<headers-text>>
<<?expose>>                  expose_headers: <<expose-text>>
                  max_age: "600"
              response_headers_to_add:
              - header: { key: Vary, value: Origin }
                append_action: APPEND_IF_EXISTS_OR_ADD
"#;
