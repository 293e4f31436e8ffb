//! Nginx, whatever stands behind it.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "nginx",
    title: "Nginx",
    versions: "nginx 1.7.5 and later",
    language: "nginx",
    file: "nginx.conf or the site's own file: in the `server { }` block, above its locations; not in a `location { }`",
    restart: "Check it with `nginx -t`, then run `nginx -s reload`.",
    trap: "A location with an `add_header` of its own loses these: repeat the `add_header` lines there, and nothing else. A matching `if` in a location undoes its `try_files`.",
    layer: Layer::Proxy,
    fingerprints: &[strong(
        "Server",
        Test::Fits(|value, _| value == "nginx" || value.starts_with("nginx/")),
    )],
    syntax: Syntax::Nginx,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"set $cors_origin "";
<<each>>
if ($http_origin = <<origin>>) { set $cors_origin <<origin>>; }
<<end>>
set $cors_asks "$request_method $http_access_control_request_method";
set $cors_case "none";
if ($cors_origin) { set $cors_case "answer"; }
if ($cors_asks ~ "^OPTIONS .") { set $cors_case "preflight $cors_origin"; }
<<?credentials>>set $cors_credentials "";
<<?credentials>>if ($cors_origin) { set $cors_credentials "true"; }
<<?expose>>set $cors_expose "";
<<?expose>>if ($cors_case = "answer") { set $cors_expose <<expose-text>>; }
set $cors_methods "";
<<?headers>>set $cors_headers "";
set $cors_max_age "";
if ($cors_case ~ "^preflight .") {
    set $cors_methods <<methods-text>>;
<<?headers>>    set $cors_headers <<headers-text>>;
    set $cors_max_age "600";
}
# A header whose value is empty is not sent. A location with an add_header of its own needs these lines again.
add_header Access-Control-Allow-Origin $cors_origin always;
<<?credentials>>add_header Access-Control-Allow-Credentials $cors_credentials always;
<<?expose>>add_header Access-Control-Expose-Headers $cors_expose always;
add_header Access-Control-Allow-Methods $cors_methods always;
<<?headers>>add_header Access-Control-Allow-Headers $cors_headers always;
add_header Access-Control-Max-Age $cors_max_age always;
add_header Vary Origin always;
# What the application sets itself would be a second value (for FastCGI: fastcgi_hide_header).
proxy_hide_header Access-Control-Allow-Origin;
proxy_hide_header Access-Control-Allow-Credentials;
proxy_hide_header Access-Control-Expose-Headers;
# Before sign-in, and before the application.
if ($cors_case ~ "^preflight") { return 204; }
"#;
