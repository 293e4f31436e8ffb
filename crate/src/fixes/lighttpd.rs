//! lighttpd: conditions on the Origin header.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "lighttpd",
    title: "lighttpd",
    versions: "lighttpd 1.4.60 and later",
    language: "lighttpd",
    file: "lighttpd.conf: above the conditions that name a proxy or an application",
    restart: "Check it with `lighttpd -tt -f lighttpd.conf`, then restart.",
    trap: "For these headers `setenv.add-response-header` would send two values, and `%0` is not filled in: one block an origin.",
    layer: Layer::Proxy,
    fingerprints: &[strong("Server", Test::Starts("lighttpd/"))],
    syntax: Syntax::Lighttpd,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"# Before a proxy, so that its own errors carry the headers too.
server.modules := ( "mod_setenv", "mod_redirect" ) + server.modules
setenv.add-response-header += ( "Vary" => "Origin" )
<<each>>
$REQUEST_HEADER["Origin"] == <<origin>> {
    setenv.set-response-header = (
        "Access-Control-Allow-Origin" => <<origin>>,
<<?credentials>>        "Access-Control-Allow-Credentials" => "true",
<<?expose>>        "Access-Control-Expose-Headers" => <<expose-text>>,
        "Access-Control-Allow-Methods" => <<methods-text>>,
<<?headers>>        "Access-Control-Allow-Headers" => <<headers-text>>,
        "Access-Control-Max-Age" => "600"
    )
}
<<end>>
# Preflights are answered here; a Location beside 204 means nothing.
$HTTP["request-method"] == "OPTIONS" {
    $REQUEST_HEADER["Access-Control-Request-Method"] =~ "." {
        url.redirect = ( "" => "/" )
        url.redirect-code = 204
    }
}
"#;
