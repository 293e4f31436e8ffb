//! Express 4 and 5 without a package.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "express-by-hand",
    title: "Express 4 and 5, by hand",
    versions: "Express 4 and 5",
    language: "js",
    file: "app.js: after `const app = express()`, above every route and every other `app.use`",
    restart: "Restart the server.",
    trap: "Middleware that asks for sign-in must stand below it, or preflights get its 401 without headers.",
    layer: Layer::App,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

pub(super) const TEMPLATE: &str = r"app.use((req, res, next) => {
  const corsOrigin = req.get('Origin');
  const corsAllowed = [<<origins>>].includes(corsOrigin);
  const corsPreflight = req.method === 'OPTIONS' && req.get('Access-Control-Request-Method');
  res.vary('Origin');
  if (corsAllowed) {
    res.set('Access-Control-Allow-Origin', corsOrigin);
<<?credentials>>    res.set('Access-Control-Allow-Credentials', 'true');
<<?expose>>    res.set('Access-Control-Expose-Headers', <<expose-text>>);
  }
  if (corsAllowed && corsPreflight) {
    res.set('Access-Control-Allow-Methods', <<methods-text>>);
<<?headers>>    res.set('Access-Control-Allow-Headers', <<headers-text>>);
    res.set('Access-Control-Max-Age', '600');
  }
  return corsPreflight ? res.status(204).end() : next();
});
";
