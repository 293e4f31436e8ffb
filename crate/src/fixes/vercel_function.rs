//! A Vercel function.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "vercel-function",
    title: "Vercel function (Node.js)",
    versions: "Vercel, functions of the form (request, response)",
    language: "js",
    file: "api/….js: where `work` is your handler, in place of its `export default`",
    restart: "Deploy the project.",
    trap: "Deployment Protection answers preflights with 401 before any function: allow OPTIONS there.",
    layer: Layer::App,
    fingerprints: &[medium("X-Vercel-Id", Test::Present)],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"export default async function handler(req, res) {
  const corsOrigin = req.headers.origin;
  const corsAllowed = [<<origins>>].includes(corsOrigin);
  const corsPreflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];
  res.setHeader('Vary', 'Origin');
  if (corsAllowed) {
    res.setHeader('Access-Control-Allow-Origin', corsOrigin);
<<?credentials>>    res.setHeader('Access-Control-Allow-Credentials', 'true');
<<?expose>>    res.setHeader('Access-Control-Expose-Headers', <<expose-text>>);
  }
  if (corsAllowed && corsPreflight) {
    res.setHeader('Access-Control-Allow-Methods', <<methods-text>>);
<<?headers>>    res.setHeader('Access-Control-Allow-Headers', <<headers-text>>);
    res.setHeader('Access-Control-Max-Age', '600');
  }
  if (corsPreflight) return res.status(204).end();
  try {
    return await work(req, res);
  } catch (error) {
    console.error(error);
    return res.status(500).json({ error: 'internal' });
  }
}
";
