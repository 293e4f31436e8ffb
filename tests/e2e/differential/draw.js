// @ts-check
/** Draws a request and what the servers answer: a step of a scenario, more often nearly right than hopeless. */
import { allowCredentials, allowHeaders, allowMethods, allowOrigin, maxAge, noise } from './values.js';

/**
 * @typedef {import('./random.js').Random} Random
 * @typedef {[string, string][]} Headers
 * @typedef {{ action?: 'respond' | 'reset', status: number, headers: Headers, body?: string }} Response
 * @typedef {{ at: string, preflight?: Response, actual?: Response }} Answer
 * @typedef {{ api: 'fetch' | 'xhr', to: string, method: string, headers: Headers, credentials: string, body: string | null,
 *   mode: string, redirect: string, integrity?: string, uploadListener?: boolean }} Request
 * @typedef {{ request: Request, answers: Record<string, Answer> }} Step
 */

/** Of the sizes that the safelist draws its lines at. */
const A128 = 'a'.repeat(128);

/** Headers that an author may set. @type {Headers} */
const AUTHOR_HEADERS = [
  ['X-A', '1'], ['X-B', ''], ['x-lower', 'a, b'], ['X-Requested-With', 'XMLHttpRequest'], ['Authorization', 'Bearer abc'], ['Cache-Control', 'no-cache'],
  ['If-None-Match', '"a"'], ['traceparent', '00-1-2-01'], ['Access-Control-Allow-Origin', '*'], ['X-Custom.Name', '!'], ['Accept', 'application/json'],
  ['Accept', A128], ['Accept', `${A128}a`], ['Accept', 'text/html;a="b"'], ['Accept', 'a(b)'], ['Accept', 'a\u00e9'], ['Accept-Language', 'en'],
  ['Accept-Language', 'de_DE'], ['Accept-Language', `${A128}a`], ['Content-Language', 'en, pl;q=0.5'], ['Content-Language', 'en:'], ['Range', 'bytes=0-10'],
  ['Range', 'bytes=0-'], ['Range', 'bytes=-10'], ['Range', 'bytes=10-0'], ['Range', 'bytes=0-1,3-4'], ['Range', 'bytes = 0-1'], ['Content-Type', 'text/plain'],
  ['Content-Type', 'text/plain;charset=utf-8'], ['Content-Type', 'application/json'], ['Content-Type', 'APPLICATION/X-WWW-FORM-URLENCODED'],
  ['Content-Type', 'multipart/form-data; boundary=a'], ['Content-Type', 'text/plain; a="b"'], ['Content-Type', 'text/plain, application/json'], ['Content-Type', ''],
  ['Content-Type', 'text/plain;'], ['Content-Type', `text/plain; a=${A128}`], ['DPR', '2'], ['Save-Data', 'on'], ['Save-Data', 'off'], ['Viewport-Width', '100'],
  ['Device-Memory', 'abc'], ['Last-Event-ID', '1'], ['Priority', 'u=1'], ['Pragma', 'no-cache'], ['Origin-X', 'null'],
];

/** Four that are safelisted one by one, and each as long as it may be. @type {Headers} */
const LARGE = [['Accept', A128], ['Accept-Language', A128], ['Content-Language', A128], ['Content-Type', `text/plain;${'a'.repeat(117)}`], ['DPR', A128], ['Device-Memory', A128], ['Downlink', A128], ['RTT', A128], ['Width', 'a']];

/** @type {[number, string][]} */
const METHODS = [[40, 'GET'], [18, 'POST'], [8, 'PUT'], [7, 'DELETE'], [5, 'PATCH'], [4, 'patch'], [4, 'HEAD'], [2, 'OPTIONS'], [2, 'put'], [2, 'get'], [2, 'post'], [2, 'PROPFIND'], [1, 'Query'], [1, '*'], [1, 'x!#$%']];

const ORIGINS = /** @type {[number, string][]} */ ([[52, 'api'], [16, 'api2'], [22, 'api-loopback'], [7, 'app'], [2, 'app-www'], [1, 'closed']]);

/** @param {Random} random @returns {Step} */
export function draw(random) {
  const request = drawRequest(random);
  /** @type {Record<string, Answer>} */
  const answers = {};
  const names = ['main', 'second', 'third', 'last'];
  let at = request.to;
  for (const [index, name] of names.entries()) {
    const next = random.weighted([[34, 'api'], [24, 'api2'], [18, 'api-loopback'], [18, 'app'], [4, at], [2, 'app-www']]);
    const goesOn = index + 1 < names.length && random.chance(index === 0 ? 16 : 35);
    answers[name] = drawAnswer(random, request, at, goesOn ? { name: names[index + 1], at: next } : null);
    if (!goesOn) break;
    at = next;
  }
  if (request.to === 'closed') answers.main = { at: 'closed', actual: /** @type {any} */ ({ action: 'refuse' }) };
  return { request, answers };
}

/** @param {Random} random @returns {Request} */
function drawRequest(random) {
  const api = random.weighted(/** @type {[number, 'fetch' | 'xhr'][]} */ ([[7, 'fetch'], [3, 'xhr']]));
  const method = random.weighted(METHODS);
  const mode = api === 'fetch' ? random.weighted([[93, 'cors'], [4, 'no-cors'], [3, 'same-origin']]) : 'cors';
  const simple = mode === 'no-cors';
  const hasBody = !['GET', 'HEAD'].includes(method.toUpperCase()) && random.chance(50);
  const headers = random.chance(3) ? LARGE : random.some(AUTHOR_HEADERS, random.weighted([[50, 0], [26, 1], [14, 2], [7, 3], [3, 5]]));
  return {
    api,
    to: random.weighted(ORIGINS),
    // Another method throws in the page before anything is sent.
    method: simple ? random.pick(['GET', 'POST', 'HEAD']) : method,
    headers,
    credentials: api === 'xhr' ? random.pick(['same-origin', 'include']) : random.weighted([[45, 'same-origin'], [40, 'include'], [15, 'omit']]),
    body: hasBody && !simple ? random.pick(['', 'a=1', '{"a":1}']) : null,
    mode,
    redirect: api === 'fetch' ? random.weighted([[88, 'follow'], [7, 'error'], [5, 'manual']]) : 'follow',
    ...(api === 'fetch' && random.chance(4) ? { integrity: `sha256-${'A'.repeat(43)}=` } : {}),
    ...(api === 'xhr' && random.chance(20) ? { uploadListener: true } : {}),
  };
}

/**
 * @param {Random} random
 * @param {Request} request
 * @param {string} at
 * @param {{ name: string, at: string } | null} next where a redirect leads
 * @returns {Answer}
 */
function drawAnswer(random, request, at, next) {
  const included = request.credentials === 'include';
  const names = [...new Set(request.headers.map(([name]) => name))];
  if (random.chance(1)) return { at, preflight: { action: 'reset', status: 200, headers: [] }, actual: { action: 'reset', status: 200, headers: [] } };
  const preflightStatus = random.weighted([[60, 204], [20, 200], [2, 201], [2, 299], [2, 300], [2, 304], [2, 400], [2, 401], [3, 403], [2, 404], [2, 405], [1, 407], [2, 500], [1, 503], [3, 302]]);
  const preflight = {
    status: preflightStatus,
    headers: shuffled(random, [...allowOrigin(random), ...allowCredentials(random, included), ...allowMethods(random, request.method), ...allowHeaders(random, names),
      ...maxAge(random), ...noise(random), ...(preflightStatus === 302 && random.chance(60) ? location('{path:self}/') : [])]),
  };
  const status = next ? random.pick([301, 302, 303, 307, 308]) : random.weighted([[70, 200], [4, 204], [3, 206], [4, 401], [4, 403], [4, 404], [4, 500], [2, 503], [1, 304], [1, 407], [2, 302], [1, 300]]);
  // A page cannot read an opaque body, and a body that nobody reads never ends.
  const isOpaque = request.mode === 'no-cors';
  /** @type {Response} */
  const actual = {
    status,
    headers: shuffled(random, [...allowOrigin(random), ...allowCredentials(random, included), ...noise(random), ...(next ? redirectTo(random, at, next) : []), ...(isOpaque ? [] : damage(random))]),
    ...(status === 200 && !isOpaque ? { body: '{}' } : {}),
  };
  // A lone error of the connection, where the question before was answered.
  if (random.chance(1)) return { at, preflight, actual: { action: 'reset', status: 200, headers: [] } };
  return { at, preflight, actual };
}

/** @param {string} value @returns {Headers} */
const location = (value) => [['Location', value.replace('{path:self}/', '/elsewhere')]];

/** @param {Random} random @param {string} at @param {{ name: string, at: string }} next @returns {Headers} */
function redirectTo(random, at, { name, at: host }) {
  const url = `{url:${name}}`;
  const path = `{host:${host}}{path:${name}}`;
  return random.weighted(/** @type {[number, Headers][]} */ ([
    [70, location(url)], [6, location(at === host ? `{path:${name}}` : url)], [6, location(`http://user:pass@${path}`)], [2, location(`http://user@${path}`)], [2, location(`http://:@${path}`)],
    [4, location(`//${path}`)], [2, location(`${url}#part`)], [1, location('')], [1, []], [1, location('http://[')], [1, location(`ftp://${path}`)], [1, location(`https://${path}`)],
    [1, location('data:,x')], [1, location('javascript:0')], [1, [...location(url), ...location(url)]], [1, [...location(url), ...location('/other')]], [1, location(`http://{host:closed}{path:${name}}`)], [1, location(`HTTP://${path}`)],
  ]));
}

/** What breaks a response for another reason than CORS. @param {Random} random @returns {Headers} */
function damage(random) {
  return random.weighted(/** @type {[number, Headers][]} */ ([[965, []], [10, [['Content-Encoding', 'gzip']]], [10, [['Content-Length', '999']]], [5, [['Transfer-Encoding', 'chunked']]], [10, [['Content-Disposition', 'attachment']]]]));
}

/** Header lines in another order, now and then. @param {Random} random @param {Headers} headers @returns {Headers} */
function shuffled(random, headers) {
  return random.chance(20) ? random.some(headers, headers.length) : headers;
}
