// @ts-check
/** What a person can write into the form of "Build your own" and a drawn step does not hold: it has fields for anything. */

/**
 * @typedef {import('./random.js').Random} Random
 * @typedef {import('./draw.js').Step} Step
 * @typedef {import('./draw.js').Headers} Headers
 */

/** Some throw in the page, some have their letters changed, some are nobody's. */
const METHODS = ['CONNECT', 'trace', 'TRACK', 'GE T', '', 'caf\u00e9', 'Get', 'head', 'pAtCh', 'options', 'QUERY', 'delete', 'a'.repeat(40)];

/** Left out by the browser, refused by the page's own call, or long. @type {Headers} */
const LINES = [
  ['Cookie', 'a=1'], ['Origin', 'http://evil.test'], ['Referer', 'http://evil.test/'], ['Host', 'evil.test'], ['Sec-Fetch-Mode', 'cors'], ['Proxy-Authorization', 'a'], ['User-Agent', 'mine'],
  ['Access-Control-Request-Method', 'PUT'], ['Access-Control-Request-Private-Network', 'true'], ['X-HTTP-Method-Override', 'TRACE'], ['X-HTTP-Method', 'GET, track'], ['X-Method-Override', 'PUT'], ['Date', 'now'],
  ['Content-Length', '3'], ['Transfer-Encoding', 'chunked'], ['Accept-Charset', 'utf-8'], ['Keep-Alive', '1'], ['DNT', '1'], ['TE', 'trailers'], ['Set-Cookie', 'a=1'], ['Connection', 'close'], ['Upgrade', 'h2c'],
  ['X A', '1'], ['X\u00e9', '1'], ['X-Nul', 'a\u0000b'], ['X-Control', 'a\u0001b'], ['X-Delete', 'a\u007f'], ['X-Byte', '\u00e9'], ['X-Long', 'x'.repeat(5000)], ['X-Tab', 'a\tb'], ['X-Only-Blanks', '  '],
  ['Content-Type', 'text/plain;charset=iso-8859-1'], ['Content-Type', 'text/plain; charset="utf-8"'], ['Content-Type', 'text/plain;a="b";charset=latin1'], ['Content-Type', 'text/html'], ['Content-Type', 'text/plain\u00e9'],
  ['Content-Type', 'text/plain;charset=(x)'], ['Content-Type', `text/plain;charset=${'a'.repeat(109)}`], ['Content-Type', `text/plain;charset=${'a'.repeat(110)}`], ['Content-Type', `text/plain;a=${'a'.repeat(100)};charset=x`], ['Content-Type', 'text/plain;charset=UTF-8;charset=x'], ['Accept', '*/*'], ['Accept', ''], ['Accept', 'text/html'], ['Accept-Language', ''], ['ECT', '4g'], ['ECT', '5g'], ['RTT', '50'], ['Downlink', '1.5'],
  ['DPR', '-1'], ['DPR', '1e3'], ['DPR', '.5'], ['DPR', 'inf'], ['DPR', '+1'], ['DPR', '0x1'], ['DPR', '1.'], ['Width', '+1'], ['Width', '-1'], ['Width', '99999999999'], ['Save-Data', 'ON'], ['Intervention', 'x'], ['Range', 'bytes=5-'], ['Range', 'BYTES=0-1'],
];

/** On the safelist as long as their values may be, so that their sum is near the most that it may be. */
const SAFE = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type', 'DPR', 'Device-Memory', 'Downlink', 'RTT', 'Width', 'Viewport-Width', 'Intervention', 'Save-Data', 'ECT', 'User-Agent'];

/** On answers, beside what a drawn one holds; not `Basic`, for which the browser asks whoever sits before it. @type {Headers} */
const ANSWERED = [
  ['Set-Cookie', 'a=1; SameSite=Lax'], ['Location', '/elsewhere'], ['Refresh', '0; url=/elsewhere'], ['Retry-After', '1'], ['Content-Type', 'text/html'], ['Content-Type', ''], ['ETag', '"a"'],
  ['Strict-Transport-Security', 'max-age=9'], ['Cross-Origin-Resource-Policy', 'same-site'], ['Cross-Origin-Resource-Policy', 'same-origin'], ['Cross-Origin-Resource-Policy', 'nonsense'], ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'], ['Access-Control-Allow-Methods', '*'], ['Access-Control-Allow-Headers', 'x a'], ['Access-Control-Max-Age', '-1'], ['X-Byte', '\u00ff'], ['X-Empty', ''], ['Age', '99'],
  ['WWW-Authenticate', 'Negotiate'], ['Content-Language', 'pl'], ['X A', 'b'], ['Access-Control-Allow-Origin\t', '*'], ['Vary', 'Origin, Origin'], ['Alt-Svc', 'clear'], ['Accept-CH', 'DPR, Width'], ['Critical-CH', 'DPR'],
];

/** What contradicts itself or the body, and what only looks so. A preflight's body and a redirect's are read by nobody. @type {Headers} */
const BROKEN = [
  ['Content-Encoding', 'gzip'], ['Content-Encoding', 'x-gzip'], ['Content-Encoding', 'BR'], ['Content-Encoding', 'zstd'], ['Content-Encoding', 'deflate'], ['Content-Encoding', 'identity'], ['Content-Encoding', 'foo, gzip'], ['Content-Encoding', ''],
  ['Content-Encoding', 'gzip, deflate'], ['Content-Encoding', 'deflate, gzip'], ['Content-Length', '0'], ['Content-Length', '1'], ['Content-Length', '2'], ['Content-Length', '3'], ['Content-Length', '100'], ['Content-Length', 'abc'], ['Content-Length', '+9'], ['Content-Length', '-1'],
  ['Content-Length', '2, 2'], ['Content-Length', '2, 3'], ['Content-Length', ''], ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'Chunked'], ['Transfer-Encoding', 'gzip, chunked'], ['Transfer-Encoding', 'identity'],
  ['Content-Disposition', 'inline'], ['Content-Disposition', 'attachment'], ['Content-Disposition', 'attachment; filename=a, b'], ['Content-Disposition', 'attachment; filename="a, b"'],
];

/** Below the address that was asked, where the same is answered. */
const RELATIVE = ['next', '?a=1', './', '{path:self}', '{path:self}?b', '#part'];

/** The step as somebody would change it in the form; often as it is. @param {Random} random @param {Step} step @returns {Step} */
export function written(random, step) {
  const { request, answers } = step;
  if (random.chance(60)) {
    if (random.chance(30)) request.method = random.chance(50) ? random.pick(METHODS) : random.pick(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']);
    if (random.chance(25)) request.headers = [...request.headers, ...random.some(LINES, 1 + random.below(2))];
    else if (random.chance(12)) request.headers = nearTheSum(random);
    if (random.chance(30)) request.body = random.pick([null, '', 'x', '{"a":1}', 'caf\u00e9', 'a'.repeat(70_000)]);
    if (request.api === 'fetch') {
      if (random.chance(20)) request.mode = random.pick(['cors', 'no-cors', 'same-origin']);
      if (random.chance(20)) request.credentials = random.pick(['same-origin', 'include', 'omit']);
      if (random.chance(4)) request.integrity = random.pick(['', 'md5-a', 'nonsense', `sha256-${'A'.repeat(43)}= md5-a`]);
    }
  }
  for (const answer of Object.values(answers)) {
    for (const response of [answer.preflight, answer.actual]) {
      if (!response || response.action || !random.chance(35)) continue;
      // Where a chain goes on, it goes on.
      const leads = response.headers.some(([name]) => /^location$/i.test(name));
      if (!leads && random.chance(50)) response.status = random.chance(50) ? 200 + random.below(400) : random.pick([205, 206, 226, 300, 304, 305, 306, 401, 407, 408, 421, 425, 429, 431, 451, 500, 502, 504, 511, 599]);
      response.headers = [...response.headers, ...random.some(ANSWERED.filter(([name]) => !leads || name !== 'Location'), 1 + random.below(2))];
      if (random.chance(25)) response.headers.push(...random.some(BROKEN, 1 + random.below(2)));
      if (!leads && random.chance(4)) {
        response.status = random.pick([301, 302, 307, 308]);
        response.headers = [...response.headers.filter(([name]) => !/^location$/i.test(name)), ['Location', random.pick(RELATIVE)]];
      }
      // A page cannot read an opaque body, and a body that nobody reads never ends.
      if (response === answer.actual && request.mode !== 'no-cors') response.body = '{}';
    }
  }
  if (request.mode === 'no-cors') Object.values(answers).forEach(({ actual }) => { if (actual) delete actual.body; });
  return step;
}

/** Safelisted lines whose values together have about 1,024 characters. @param {Random} random @returns {Headers} */
function nearTheSum(random) {
  const target = 1024 + random.pick([-25, -24, -23, -4, -3, -2, -1, 0, 1, 2, 3, 30]);
  /** @type {Headers} */
  const all = [];
  let sum = 0;
  for (const name of random.some(SAFE, SAFE.length)) {
    const length = Math.min(random.chance(85) ? 128 : 1 + random.below(130), target - sum);
    if (length < 1) break;
    const value = valueOf(name, length);
    if (name !== 'User-Agent') sum += value.length;
    all.push([name, value]);
  }
  return all;
}

/** @param {string} name @param {number} length */
function valueOf(name, length) {
  if (name === 'Content-Type') return length < 11 ? 'text/plain' : `text/plain;${'a'.repeat(length - 11)}`;
  if (name === 'Save-Data') return 'on';
  if (name === 'ECT') return '2g';
  return (/^(DPR|Device|Down|RTT|Width|View)/.test(name) ? '1' : 'a').repeat(length);
}
