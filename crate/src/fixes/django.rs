//! Django with `django-cors-headers`.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "django",
    title: "Django (django-cors-headers)",
    versions: "Django 4.2 and later, django-cors-headers 4",
    language: "python",
    file: "settings.py: at its end",
    restart: "Run `pip install django-cors-headers` and restart the server.",
    trap: "With session cookies, a POST may then fail with 403 (CSRF): that is `CSRF_TRUSTED_ORIGINS`, not CORS.",
    layer: Layer::App,
    fingerprints: &[
        strong("Referrer-Policy", Test::Fits(has_security_defaults)),
        strong("Set-Cookie", Test::Holds("csrftoken=")),
        medium("Set-Cookie", Test::Starts("sessionid=")),
    ],
    syntax: Syntax::Python,
    template: TEMPLATE,
    ..BLANK
};

/// The headers of its security middleware, all together.
fn has_security_defaults(value: &str, entry: &Entry) -> bool {
    let is = |name: &str, wanted: &str| {
        entry
            .response_headers
            .get(name)
            .is_some_and(|value| value == wanted)
    };
    value == "same-origin"
        && is("X-Frame-Options", "DENY")
        && is("X-Content-Type-Options", "nosniff")
        && is("Cross-Origin-Opener-Policy", "same-origin")
}

const TEMPLATE: &str = r#"INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
# First: above whatever answers or redirects by itself.
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]
CORS_ALLOWED_ORIGINS = [<<origins>>]
<<?credentials>>CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_METHODS = [<<methods>>]
CORS_ALLOW_HEADERS = [<<headers-lower>>]
<<?expose>>CORS_EXPOSE_HEADERS = [<<expose>>]
CORS_PREFLIGHT_MAX_AGE = 600
"#;
