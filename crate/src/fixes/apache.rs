//! Apache httpd: a virtual host or `.htaccess`.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "apache",
    title: "Apache httpd",
    versions: "Apache httpd 2.4",
    language: "apache",
    file: "The `<VirtualHost>` block, above ProxyPass; or `.htaccess` where AllowOverride permits FileInfo",
    restart: "Run `a2enmod headers setenvif rewrite` (elsewhere, LoadModule them), check with `apachectl configtest`, then reload.",
    trap: "In `.htaccess` sign-in comes before these rules: put `<LimitExcept OPTIONS>` around its `Require`, or use the virtual host.",
    layer: Layer::Proxy,
    fingerprints: &[strong(
        "Server",
        Test::Fits(|value, _| value == "Apache" || value.starts_with("Apache/")),
    )],
    syntax: Syntax::Apache,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"<<each>>
SetEnvIf Origin "<<origin-regex>>" CORS_ORIGIN=$0
<<end>>

# What the application sets itself would be a second value.
Header onsuccess unset Access-Control-Allow-Origin
Header onsuccess unset Access-Control-Allow-Credentials
Header onsuccess unset Access-Control-Expose-Headers

Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
<<?credentials>>Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
<<?expose>>Header always set Access-Control-Expose-Headers <<expose-text>> env=CORS_ORIGIN
Header always set Access-Control-Allow-Methods <<methods-text>> env=CORS_ORIGIN
<<?headers>>Header always set Access-Control-Allow-Headers <<headers-text>> env=CORS_ORIGIN
Header always set Access-Control-Max-Age "600" env=CORS_ORIGIN
Header always merge Vary Origin

# Preflights are answered here, before sign-in and before the application.
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteCond %{HTTP:Access-Control-Request-Method} .
RewriteRule ^ - [R=204,L]
"#;
