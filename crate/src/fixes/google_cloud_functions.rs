//! Cloud Run functions.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "google-cloud-functions",
    title: "Cloud Run functions",
    versions: "functions-framework 3 and later",
    language: "js",
    file: "index.js: at the start of the function that `functions.http` is given, `(req, res) => { … }`",
    restart: "Deploy the function.",
    trap: "With `--no-allow-unauthenticated`, Google answers preflights with 403 before this.",
    layer: Layer::App,
    fingerprints: &[medium("X-Google-Status", Test::Present)],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

pub(super) const TEMPLATE: &str = r"  const corsOrigin = req.get('Origin');
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
  if (corsPreflight) {
    res.status(204).send('');
    return;
  }
";
