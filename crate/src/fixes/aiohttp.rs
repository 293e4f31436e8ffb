//! aiohttp without a package.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aiohttp",
    title: "aiohttp server",
    versions: "aiohttp 3",
    language: "python",
    file: "app.py: after `app = web.Application(…)`",
    restart: "Restart the server.",
    trap: "aiohttp-cors leaves out `Vary: Origin` and the headers of 404 answers; this middleware does not.",
    layer: Layer::App,
    fingerprints: &[strong("Server", Test::Holds(" aiohttp/"))],
    syntax: Syntax::Python,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r#"ALLOWED_ORIGINS = {<<origins>>}


@web.middleware
async def cors(request, handler):
    preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    try:
        response = web.Response(status=204) if preflight else await handler(request)
    except web.HTTPException as answer:
        response = answer
    except Exception:
        request.app.logger.exception("unhandled error")
        response = web.json_response({"error": "internal"}, status=500)
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin in ALLOWED_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
<<?credentials>>        response.headers["Access-Control-Allow-Credentials"] = "true"
<<?expose>>        response.headers["Access-Control-Expose-Headers"] = <<expose-text>>
        if preflight:
            response.headers["Access-Control-Allow-Methods"] = <<methods-text>>
<<?headers>>            response.headers["Access-Control-Allow-Headers"] = <<headers-text>>
            response.headers["Access-Control-Max-Age"] = "600"
    if isinstance(response, web.HTTPException):
        raise response
    return response


app.middlewares.insert(0, cors)
"#;
