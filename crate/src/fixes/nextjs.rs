//! Next.js: one file in front of every route handler.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "nextjs",
    title: "Next.js (proxy.js)",
    versions: "Next.js 16; up to 15 the file is middleware.js and the function `middleware`",
    language: "js",
    file: "proxy.js: a new file beside the `app` or `pages` folder",
    restart: "Build and restart the server.",
    trap: "Route handlers answer OPTIONS with 204 by themselves, without headers: it looks healthy and is not.",
    layer: Layer::App,
    fingerprints: &[
        strong("Vary", Test::Holds("next-router-state-tree")),
        strong("X-Powered-By", Test::Is("Next.js")),
        strong("X-Nextjs-Cache", Test::Present),
        strong("X-Nextjs-Prerender", Test::Present),
    ],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"import { NextResponse } from 'next/server';

const allowedOrigins = [<<origins>>];

export function proxy(request) {
  const origin = request.headers.get('origin');
  const preflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  const response = preflight ? new NextResponse(null, { status: 204 }) : NextResponse.next();
  response.headers.append('Vary', 'Origin');
  if (allowedOrigins.includes(origin)) {
    response.headers.set('Access-Control-Allow-Origin', origin);
<<?credentials>>    response.headers.set('Access-Control-Allow-Credentials', 'true');
<<?expose>>    response.headers.set('Access-Control-Expose-Headers', <<expose-text>>);
    if (preflight) {
      response.headers.set('Access-Control-Allow-Methods', <<methods-text>>);
<<?headers>>      response.headers.set('Access-Control-Allow-Headers', <<headers-text>>);
      response.headers.set('Access-Control-Max-Age', '600');
    }
  }
  return response;
}

export const config = { matcher: [<<paths-matcher>>] };
";
