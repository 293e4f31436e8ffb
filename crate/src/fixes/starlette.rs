//! Starlette, with the middleware around the whole application.

use super::detect::{Test, medium, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "starlette",
    title: "Starlette",
    versions: "Starlette 0.27 and later",
    language: "python",
    file: "main.py: below all else, above `uvicorn.run`, where `app` is the application",
    restart: "Restart the server.",
    trap: "Around the application, not in its `middleware` list: errors that nobody catches are answered outside that list.",
    layer: Layer::App,
    fingerprints: &[
        medium("Server", Test::Fits(is_uvicorn_as_text)),
        weak("Server", Test::Is("uvicorn")),
    ],
    syntax: Syntax::Python,
    template: TEMPLATE,
    ..BLANK
};

/// Uvicorn's 404 or 405 as plain text; FastAPI answers JSON.
fn is_uvicorn_as_text(value: &str, entry: &Entry) -> bool {
    let content_type = entry.response_headers.get("Content-Type");
    value == "uvicorn"
        && matches!(entry.status, 404 | 405)
        && content_type.is_some_and(|value| value == "text/plain; charset=utf-8")
}

const TEMPLATE: &str = r"from starlette.middleware.cors import CORSMiddleware

app = CORSMiddleware(
    app,
    allow_origins=[<<origins>>],
<<?credentials>>    allow_credentials=True,
    allow_methods=[<<methods>>],
<<?headers>>    allow_headers=[<<headers>>],
<<?expose>>    expose_headers=[<<expose>>],
    max_age=600,
)
";
