//! NestJS on Express or Fastify.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "nestjs",
    title: "NestJS (enableCors)",
    versions: "NestJS 10 and later",
    language: "ts",
    file: "src/main.ts: after `NestFactory.create`, above `app.listen`",
    restart: "Build and restart the server.",
    trap: "After `listen()` it has no effect; without `methods`, Nest on Fastify allows GET, HEAD and POST only.",
    layer: Layer::App,
    fingerprints: &[strong("Content-Type", Test::Fits(is_own_not_found))],
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

/// Its own 404 for OPTIONS where Express alone would answer 200 or HTML: JSON of the length of its sentence.
fn is_own_not_found(value: &str, entry: &Entry) -> bool {
    const WITHOUT_PATH: usize =
        r#"{"message":"Cannot OPTIONS ","error":"Not Found","statusCode":404}"#.len();
    let path = url::Url::parse(&entry.url).map(|url| {
        let query = url.query().map_or(0, |query| query.len() + 1);
        url.path().len() + query
    });
    let length = entry
        .response_headers
        .get("Content-Length")
        .and_then(|length| length.parse::<usize>().ok());
    entry.status == 404
        && &*entry.method == "OPTIONS"
        && value == "application/json; charset=utf-8"
        && path.is_ok_and(|path| length == Some(WITHOUT_PATH + path))
}

const TEMPLATE: &str = r"app.enableCors({
  origin: [<<origins>>],
<<?credentials>>  credentials: true,
  methods: [<<methods>>],
<<?headers>>  allowedHeaders: [<<headers>>],
<<!headers>>  allowedHeaders: [],
<<?expose>>  exposedHeaders: [<<expose>>],
  maxAge: 600,
});
";
