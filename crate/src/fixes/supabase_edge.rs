//! Supabase Edge Functions.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "supabase-edge",
    title: "Supabase Edge Functions",
    versions: "Deno, Supabase Edge Runtime",
    language: "ts",
    file: "index.ts: where `work` is your handler, in place of its `Deno.serve(…)`",
    restart: "Run `supabase functions deploy`.",
    trap: "A bad token is refused by the gateway before the function, without headers: then the token is at fault.",
    layer: Layer::App,
    fingerprints: &[
        strong("Sb-Project-Ref", Test::Present),
        strong("Sb-Gateway-Version", Test::Present),
        strong("X-Sb-Edge-Region", Test::Present),
        strong(
            ":host",
            Test::Fits(|host, _| host.ends_with(".supabase.co")),
        ),
    ],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"Deno.serve(async (request: Request): Promise<Response> => {
  const headers = new Headers({ Vary: 'Origin' });
  const origin = request.headers.get('Origin') ?? '';
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
  let answer: Response;
  try {
    answer = await work(request);
  } catch (error) {
    console.error(error);
    answer = new Response('Internal Server Error', { status: 500 });
  }
  const response = new Response(answer.body, answer);
  // The function's own CORS headers would be for anyone who asks.
  for (const name of [...response.headers.keys()]) if (name.startsWith('access-control-')) response.headers.delete(name);
  headers.forEach((value, name) => (name === 'vary' ? response.headers.append(name, value) : response.headers.set(name, value)));
  return response;
});
";
