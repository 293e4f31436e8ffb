//! Node without a framework.

use super::detect::{Test, weak};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "node-http",
    title: "Node.js http",
    versions: "Node.js 18 and later",
    language: "js",
    file: "server.js: at the start of the request listener `(req, res) => { … }`",
    restart: "Restart the server.",
    trap: "`res.writeHead(200, { Vary: … })` replaces the `Vary` that was set here.",
    layer: Layer::App,
    fingerprints: &[weak("Keep-Alive", Test::Is("timeout=5"))],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"const corsOrigin = req.headers.origin;
const corsAllowed = [<<origins>>].includes(corsOrigin);
const corsPreflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];
res.setHeader('Vary', 'Origin');
if (corsAllowed) {
  res.setHeader('Access-Control-Allow-Origin', corsOrigin);
<<?credentials>>  res.setHeader('Access-Control-Allow-Credentials', 'true');
<<?expose>>  res.setHeader('Access-Control-Expose-Headers', <<expose-text>>);
}
if (corsAllowed && corsPreflight) {
  res.setHeader('Access-Control-Allow-Methods', <<methods-text>>);
<<?headers>>  res.setHeader('Access-Control-Allow-Headers', <<headers-text>>);
  res.setHeader('Access-Control-Max-Age', '600');
}
if (corsPreflight) {
  res.writeHead(204);
  res.end();
  return;
}
";
