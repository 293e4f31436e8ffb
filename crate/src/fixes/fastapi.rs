//! FastAPI with its own middleware.

use super::detect::{Test, medium, strong, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "fastapi",
    title: "FastAPI",
    versions: "FastAPI 0.100 and later",
    language: "python",
    file: "main.py: below every other `add_middleware`, above `uvicorn.run`",
    restart: "Restart the server.",
    trap: "The middleware that was added last runs first: one for sign-in that is added below answers preflights with its 401.",
    layer: Layer::App,
    fingerprints: &[
        strong("Content-Type", Test::Fits(is_own_method_not_allowed)),
        medium("Server", Test::Fits(is_own_not_found)),
        weak("Server", Test::Is("uvicorn")),
    ],
    syntax: Syntax::Python,
    template: TEMPLATE,
    ..BLANK
};

/// `{"detail":"Method Not Allowed"}` for OPTIONS.
fn is_own_method_not_allowed(value: &str, entry: &Entry) -> bool {
    entry.status == 405
        && value == "application/json"
        && is_long(entry, 31)
        && entry.response_headers.contains("Allow")
}

/// Uvicorn's 404 as JSON, as long as `{"detail":"Not Found"}`.
fn is_own_not_found(value: &str, entry: &Entry) -> bool {
    let content_type = entry.response_headers.get("Content-Type");
    entry.status == 404
        && value == "uvicorn"
        && content_type.is_some_and(|value| value == "application/json")
        && is_long(entry, 22)
}

fn is_long(entry: &Entry, length: usize) -> bool {
    entry
        .response_headers
        .get("Content-Length")
        .is_some_and(|value| value == length.to_string())
}

pub(super) const TEMPLATE: &str = r#"from fastapi import Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse


@app.middleware("http")
async def errors_get_cors_headers(request: Request, call_next):
    # An exception that nobody catches is answered outside every middleware: catch it here, within CORS.
    try:
        return await call_next(request)
    except Exception:
        import logging

        logging.getLogger("uvicorn.error").exception("unhandled error")
        return JSONResponse({"detail": "Internal Server Error"}, status_code=500)


app.add_middleware(
    CORSMiddleware,
    allow_origins=[<<origins>>],
<<?credentials>>    allow_credentials=True,
    allow_methods=[<<methods>>],
<<?headers>>    allow_headers=[<<headers>>],
<<?expose>>    expose_headers=[<<expose>>],
    max_age=600,
)
"#;
