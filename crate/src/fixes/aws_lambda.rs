//! An AWS Lambda handler behind API Gateway or a function URL.

use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aws-lambda",
    title: "AWS Lambda handler (Node.js)",
    versions: "Node.js 18 and later, proxy integrations and function URLs",
    language: "js",
    file: "index.mjs: at its end, where your own function is named `work`, is not exported and returns { statusCode, … }",
    restart: "Deploy the function, and route OPTIONS to it without an authoriser.",
    trap: "An exception that escapes becomes a 502 without headers; API Gateway adds none to a proxy integration.",
    layer: Layer::App,
    syntax: Syntax::JavaScript,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"export const handler = async (event, context) => {
  const origin = event.headers?.origin ?? event.headers?.Origin;
  const method = event.requestContext?.http?.method ?? event.httpMethod;
  const headers = { Vary: 'Origin' };
  const preflight = method === 'OPTIONS';
  if ([<<origins>>].includes(origin)) {
    headers['Access-Control-Allow-Origin'] = origin;
<<?credentials>>    headers['Access-Control-Allow-Credentials'] = 'true';
<<?expose>>    headers['Access-Control-Expose-Headers'] = <<expose-text>>;
    if (preflight) {
      headers['Access-Control-Allow-Methods'] = <<methods-text>>;
<<?headers>>      headers['Access-Control-Allow-Headers'] = <<headers-text>>;
      headers['Access-Control-Max-Age'] = '600';
    }
  }
  if (preflight) return { statusCode: 204, headers };
  let answer;
  try {
    answer = await work(event, context);
  } catch (error) {
    console.error(error);
    answer = { statusCode: 500, body: JSON.stringify({ error: 'internal' }) };
  }
  // In whatever case the function writes them: its own CORS headers go, its Vary is added to.
  const multiValueHeaders = { ...answer.multiValueHeaders };
  for (const own of [{ ...answer.headers }, multiValueHeaders]) {
    for (const [name, value] of Object.entries(own)) {
      const lower = name.toLowerCase();
      if (lower === 'vary') headers.Vary = [value, headers.Vary].flat().join(', ');
      if (lower === 'vary' || lower.startsWith('access-control-')) delete own[name];
      else if (own !== multiValueHeaders) headers[name] = value;
    }
  }
  return { ...answer, headers, ...(answer.multiValueHeaders && { multiValueHeaders }) };
};
";
