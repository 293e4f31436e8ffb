//! Kong Gateway: the cors plugin.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "kong",
    title: "Kong Gateway",
    versions: "Kong 3",
    language: "yaml",
    file: "kong.yml: under `plugins:` of the service or route",
    restart: "Run `kong reload` or `deck gateway sync`.",
    trap: "A route that lists `methods` must list OPTIONS too, or no route fits a preflight and the plugin never runs.",
    layer: Layer::Proxy,
    fingerprints: &[
        strong("Server", Test::Starts("kong/")),
        strong("Via", Test::Holds("kong/")),
        strong("X-Kong-Upstream-Latency", Test::Present),
        strong("X-Kong-Request-Id", Test::Present),
    ],
    syntax: Syntax::Yaml,
    template: TEMPLATE,
    cannot: patterns,
    ..BLANK
};

/// The plugin takes a name with other letters than these as a pattern.
fn patterns(policy: &Policy) -> Option<&'static str> {
    let is_plain = |origin: &str| {
        origin
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".:/-".contains(&byte))
    };
    (!policy.origins.iter().all(|origin| is_plain(origin)))
        .then_some("Kong takes an origin that holds `_`, `~` or brackets as a pattern.")
}

/// Without a list it would allow whatever is asked for; `Accept` needs no permission.
const TEMPLATE: &str = r"  - name: cors
    config:
      origins: [<<origins>>]
<<?credentials>>      credentials: true
      methods: [<<methods>>]
<<?headers>>      headers: [<<headers>>]
<<!headers>>      headers: [Accept]
<<?expose>>      exposed_headers: [<<expose>>]
      max_age: 600
      preflight_continue: false
";
