//! Cloudflare Workers.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "cloudflare-workers",
    title: "Cloudflare Workers",
    versions: "Workers with modules",
    language: "js",
    file: "src/index.js: where `worker` is the object that is exported, above `export default worker`",
    restart: "Run `wrangler deploy`.",
    trap: "An exception that escapes becomes an error page of Cloudflare without headers; this catches it.",
    layer: Layer::App,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"const withoutCors = worker.fetch.bind(worker);
worker.fetch = async (request, env, context) => {
  const headers = new Headers({ Vary: 'Origin' });
  const origin = request.headers.get('Origin');
  const preflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
  if ([<<origins>>].includes(origin)) {
    headers.set('Access-Control-Allow-Origin', origin);
<<?credentials>>    headers.set('Access-Control-Allow-Credentials', 'true');
<<?expose>>    headers.set('Access-Control-Expose-Headers', <<expose-text>>);
    if (preflight) {
      headers.set('Access-Control-Allow-Methods', <<methods-text>>);
<<?headers>>      headers.set('Access-Control-Allow-Headers', <<headers-text>>);
      headers.set('Access-Control-Max-Age', '600');
    }
  }
  if (preflight) return new Response(null, { status: 204, headers });
  let answer;
  try {
    answer = await withoutCors(request, env, context);
  } catch (error) {
    console.error(error);
    answer = new Response('Internal Server Error', { status: 500 });
  }
  const response = new Response(answer.body, answer);
  // The function's own CORS headers would be for anyone who asks.
  for (const name of [...response.headers.keys()]) if (name.startsWith('access-control-')) response.headers.delete(name);
  headers.forEach((value, name) => (name === 'vary' ? response.headers.append(name, value) : response.headers.set(name, value)));
  return response;
};
";
