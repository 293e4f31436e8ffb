//! Rocket with a fairing.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "rocket",
    title: "Rocket",
    versions: "Rocket 0.5",
    language: "rust",
    file: "src/main.rs: where `server` is the `Rocket<Build>` that is launched",
    restart: "Build and restart the server.",
    trap: "A fairing that only adds headers leaves preflights at 404: this one answers them.",
    layer: Layer::App,
    fingerprints: &[strong("Server", Test::Is("Rocket"))],
    syntax: Syntax::Rust,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"    struct Cors;

    #[rocket::async_trait]
    impl rocket::fairing::Fairing for Cors {
        fn info(&self) -> rocket::fairing::Info {
            rocket::fairing::Info {
                name: "CORS",
                kind: rocket::fairing::Kind::Response,
            }
        }

        async fn on_response<'r>(&self, request: &'r rocket::Request<'_>, response: &mut rocket::Response<'r>) {
            let asks = request.headers().contains("Access-Control-Request-Method");
            let preflight = asks && request.method() == rocket::http::Method::Options;
            response.adjoin_raw_header("Vary", "Origin");
            if preflight {
                response.set_status(rocket::http::Status::NoContent);
                let _ = response.body_mut().take();
            }
            let origin = request.headers().get_one("Origin").unwrap_or_default();
            if ![<<origins>>].contains(&origin) {
                return;
            }
            response.set_raw_header("Access-Control-Allow-Origin", origin.to_owned());
<<?credentials>>            response.set_raw_header("Access-Control-Allow-Credentials", "true");
<<?expose>>            response.set_raw_header("Access-Control-Expose-Headers", <<expose-text>>);
            if preflight {
                response.set_raw_header("Access-Control-Allow-Methods", <<methods-text>>);
<<?headers>>                response.set_raw_header("Access-Control-Allow-Headers", <<headers-text>>);
                response.set_raw_header("Access-Control-Max-Age", "600");
            }
        }
    }

    let server = server.attach(Cors);
"#;
