//! Netlify functions.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "netlify",
    title: "Netlify functions",
    versions: "Netlify Functions 2",
    language: "js",
    file: "netlify/functions/…: where `work` is your handler, in place of its `export default`",
    restart: "Deploy the site.",
    trap: "`_headers` and `[[headers]]` hold for files only, although `netlify dev` applies them to functions too.",
    layer: Layer::App,
    fingerprints: &[
        strong("Server", Test::Is("Netlify")),
        strong("X-Nf-Request-Id", Test::Present),
        strong(
            ":host",
            Test::Fits(|host, _| host.ends_with(".netlify.app")),
        ),
    ],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"const withoutCors = work;
export default async (request, context) => {
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
    answer = await withoutCors(request, context);
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
