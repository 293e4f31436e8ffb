//! Caddy: a site block.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "caddy",
    title: "Caddy",
    versions: "Caddy 2",
    language: "caddyfile",
    file: "Caddyfile: in the site block, above its other directives",
    restart: "Check it with `caddy validate`, then run `caddy reload`.",
    trap: "`basic_auth` and `forward_auth` run before `respond`, wherever it stands: put it first in a `route { }`, where the order is as written.",
    layer: Layer::Proxy,
    fingerprints: &[
        strong("Server", Test::Is("Caddy")),
        strong("Via", Test::Holds("caddy")),
    ],
    syntax: Syntax::Caddyfile,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"@cors_origin {
<<each>>
	header Origin <<origin>>
<<end>>
}
@cors_preflight {
	method OPTIONS
	header Access-Control-Request-Method *
}
@cors_preflight_allowed {
	method OPTIONS
	header Access-Control-Request-Method *
<<each>>
	header Origin <<origin>>
<<end>>
}
@cors_stranger {
	not {
<<each>>
		header Origin <<origin>>
<<end>>
	}
}
header +Vary Origin
# Set at once, so that Caddy's own errors carry them too.
header @cors_origin {
	Access-Control-Allow-Origin {header.Origin}
<<?credentials>>	Access-Control-Allow-Credentials true
<<?expose>>	Access-Control-Expose-Headers <<expose-text>>
}
# And set again at the end: what the application sets itself would be a second value.
header @cors_origin {
	Access-Control-Allow-Origin {header.Origin}
<<?credentials>>	Access-Control-Allow-Credentials true
<<?expose>>	Access-Control-Expose-Headers <<expose-text>>
	defer
}
header @cors_stranger {
	-Access-Control-Allow-Origin
	-Access-Control-Allow-Credentials
}
header @cors_preflight_allowed {
	Access-Control-Allow-Methods <<methods-text>>
<<?headers>>	Access-Control-Allow-Headers <<headers-text>>
	Access-Control-Max-Age 600
}
respond @cors_preflight 204
";
