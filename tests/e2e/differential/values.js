// @ts-check
/**
 * Header values as servers get them wrong, and some that nobody would write. One character from U+0001 to U+00FF is one
 * byte; `{app}` and the like are the lab's origins.
 */

/** @typedef {import('./random.js').Random} Random */

/** The bytes of a text as UTF-8, a character each. @param {string} text */
const utf8 = (text) => String.fromCharCode(...new TextEncoder().encode(text));

/** Other than the page's origin, with every kind of misunderstanding that was seen in the field; `~` is `http://`. */
const WRONG_ORIGINS = [
  '{app}/', '{app}//', '{app}/path', '{app}?a=1', '{app}#top', '{app}:', 'HTTP://LOCALHOST:{port:app}', 'Http://{host:app}',
  '~LocalHost:{port:app}', 'https://{host:app}', '{host:app}', 'localhost', '{api}', '{api2}', '{app-loopback}', '{app-www}',
  '{app-ipv6}', '~localhost', '~localhost:', '~localhost:0{port:app}', '~localhost.:{port:app}',
  '~localhost:99999', '~localhost:-1', '~localhost:4810a', 'null', 'NULL', ' null ', '', ' ', '\t', '*/*', '**',
  '* *', '*, *', '"*"', "'*'", '"{app}"', "'{app}'", '[{app}]', '["{app}"]', '({app})', '<{app}>', '/^http:.*$/', 'undefined', 'None',
  'true', 'false', 'origin', '*.localhost', '~*.localhost:{port:app}', '~*:{port:app}', '~localhost:*', '~*',
  '*://{host:app}', '{app}, {api}', '{app},{api}', '{app} {api}', '{app},', ',{app}', ', {app}', '{app};', '{app}; {api}', '{app}|{api}',
  '~user:pass@{host:app}', '~user@{host:app}', '~@{host:app}', 'http:/{host:app}', 'http:{host:app}', 'http//{host:app}',
  '//{host:app}', '://{host:app}', '~', 'http:', ':', '/', 'about:blank', 'about:', 'file://', 'file:///a', 'data:,', 'javascript:0',
  'chrome-extension://abc', 'capacitor://localhost', 'tauri://localhost', 'blob:{app}/x', 'urn:x', 'a:', '1:', 'a b:', 'ws://{host:app}',
  '~[::1', '~[::1]', '~[::g]', '~[1]', '~::1', '~local host', '~127.1:{port:app}', '~0x7f.1',
  '~1.2.3.4.5', '~256.1.1.1', '~1.2.3.', '~a..b', '~.', '~-', '~a_b', '~%6Cocalhost:{port:app}',
  '~a%20b', '~a%b', '~a%zz', '~a%00b', '~a%2Fb', '~a<b', '~a^b', '~a|b', '~a`b', '~a{b',
  '~a\\b', 'http:\\\\{host:app}', '${ORIGIN}', '$http_origin', '%{HTTP_ORIGIN}e', '{{origin}}', '<%= origin %>', '~xn--a', '~xn--',
  '~xn--nxa', '~xn--zn7c.com', `~${'a'.repeat(64)}.test`, `~${'a.'.repeat(130)}test`, '~localhost:{port:app}:1',
  utf8('\ufeff{app}'), utf8('{app}\u200b'), utf8('~local\u200bhost:{port:app}'), utf8('{app}\u00a0'), utf8('~l\u043ecalhost:{port:app}'),
  utf8('~m\u00fcnchen.test'), '~m\u00fcnchen.test', utf8('~\u2603.test'), utf8('~a\u00adb'), utf8('~\u00df'),
  utf8('~\u{1f600}.test'), utf8('~a\u3002b'), utf8('~\uff41'), utf8('~a\u200db'), utf8('~\u05d0a'), utf8('~\u0301'),
  '{app}\u00a0', '\u00a0{app}', '{app}\u0001', '\u007f{app}', '{app}\u0080', '\u00ff', '~\u00ff\u00fe', '~\u00c3', '~localhost\u00e9',
].map((value) => value.replace(/^~/, 'http://'));

/** Values of Access-Control-Allow-Credentials; null: no such line. @type {(string[] | null)[]} */
const WRONG_CREDENTIALS = [
  null, null, null, ['TRUE'], ['True'], ['true,true'], ['true, true'], ['true', 'true'], ['false', 'true'], ['true', ''], ['false'], [''], ['1'], ['yes'],
  ['"true"'], ['true;'], ['true\u00a0'], ['*'], ['tru'], ['\u00ff'],
];

/** @param {Random} random @returns {[string, string][]} */
export function allowOrigin(random) {
  const name = random.weighted([[90, 'Access-Control-Allow-Origin'], [6, 'access-control-allow-origin'], [2, 'ACCESS-CONTROL-ALLOW-ORIGIN'],
    [1, 'Access-Control-Allow-Origins'], [1, 'Access-Control-Allow-Origin ']]);
  const kind = random.weighted([[46, 'right'], [10, 'any'], [6, 'absent'], [25, 'wrong'], [7, 'odd'], [6, 'twice']]);
  const wrong = () => random.pick(WRONG_ORIGINS);
  switch (kind) {
    case 'right': return [[name, random.weighted([[9, '{app}'], [1, ' {app}\t']])]];
    case 'any': return [[name, '*']];
    case 'absent': return [];
    case 'odd': return [[name, odd(random)]];
    case 'twice': {
      const first = random.pick(['{app}', '*', wrong()]);
      return [[name, first], [name, random.pick(['{app}', '*', first, '', wrong()])]];
    }
    default: return [[name, wrong()]];
  }
}

/** The origin with a byte too many, too few or exchanged. @param {Random} random */
function odd(random) {
  const origin = 'http://localhost:48101';
  const place = random.below(origin.length + 1);
  const byte = String.fromCharCode(random.weighted([[3, 0x80 + random.below(0x80)], [2, 0x20 + random.below(0x5f)], [1, 1 + random.below(8)]]));
  const kept = random.pick([0, 0, 1, 2]);
  const text = origin.slice(0, place) + random.pick([byte, byte, byte + byte, '', utf8(letter(random))]) + origin.slice(place + kept);
  // Moved ports are no reason to have other cases.
  return text.replace(/^http:\/\/localhost:48101/, '{app}');
}

/** A letter of any script, or a sign. @param {Random} random */
function letter(random) {
  const [from, to] = random.pick([[0xa0, 0x24f], [0x370, 0x5ff], [0x600, 0x6ff], [0x900, 0x97f], [0x1e00, 0x23ff], [0x2460, 0x27bf], [0x3000, 0x30ff], [0x4e00, 0x4eff], [0xfb00, 0xffef], [0x1f300, 0x1f6ff]]);
  return String.fromCodePoint(from + random.below(to - from + 1));
}

/** @param {Random} random @param {boolean} included @returns {[string, string][]} */
export function allowCredentials(random, included) {
  const lines = random.chance(included ? 80 : 60) ? [random.pick(['true', 'true', 'true', ' true', 'true\t'])] : random.pick(WRONG_CREDENTIALS);
  const name = random.chance(92) ? 'Access-Control-Allow-Credentials' : 'access-control-allow-credentials';
  return (lines ?? []).map((value) => [name, value]);
}

/** @param {Random} random @param {string} method @returns {[string, string][]} */
export function allowMethods(random, method) {
  const name = random.chance(92) ? 'Access-Control-Allow-Methods' : 'access-control-allow-methods';
  const others = 'GET, POST, PUT, DELETE, PATCH, OPTIONS';
  const lines = random.weighted([
    [30, [method]], [14, [`${others}, ${method}`]], [10, [others]], [10, ['*']], [8, []], [3, [method.toLowerCase()]], [3, [method.toUpperCase()]],
    [2, [`${method},`]], [2, [`,,${method} ,\t`]], [2, ['GET', method]], [2, [`GET\t,${method}`]], [1, ['']], [1, ['GET PUT']], [1, [`GET;${method}`]], [1, [`"${method}"`]],
    [1, [`${method}\u0080`]], [1, [`*, ${method}`]], [1, ['**']], [1, ['GET/POST']], [1, [`${method} `, '']], [1, ['[GET,PUT]']], [1, ['all']], [1, [`${method},\u00ff`]], [1, ['GET, , PUT']],
  ]);
  return lines.map((value) => [name, value]);
}

/** @param {Random} random @param {string[]} names of the author's headers @returns {[string, string][]} */
export function allowHeaders(random, names) {
  const name = random.chance(92) ? 'Access-Control-Allow-Headers' : 'access-control-allow-headers';
  const all = names.join(', ');
  const lines = random.weighted([
    [34, [all]], [12, [all.toLowerCase()]], [10, ['*']], [8, []], [8, [random.some(names, random.below(names.length + 1)).join(',')]], [3, [all.toUpperCase()]],
    [2, [names.join(',')]], [2, [`${all},`]], [2, [`Content-Type, Authorization, ${all}`]], [2, ['Content-Type, X-Requested-With']], [2, names], [1, ['']], [1, [names.join(' ')]],
    [1, [names.join('; ')]], [1, [`"${all}"`]], [1, [`*, ${names[0] ?? 'x'}`]], [1, [`${all}\u0080`]], [1, ['x a']], [1, ['**']], [1, [`${names.join(' , ')} `]], [1, ['*', all]], [1, ['accept:*']], [1, [`\u00a0${all}`]],
  ]);
  return lines.map((value) => [name, value]);
}

/** @param {Random} random @returns {[string, string][]} */
export function maxAge(random) {
  if (random.chance(75)) return [];
  return [['Access-Control-Max-Age', random.pick(['0', '5', '86400', '-1', 'abc', '', '99999999999999999999', '1.5', ' 7 ', '600, 600'])]];
}

/** Lines that have nothing to do with the checks. @param {Random} random @returns {[string, string][]} */
export function noise(random) {
  return random.some(/** @type {[string, string][]} */ ([
    ['Vary', 'Origin'], ['Vary', '*'], ['Access-Control-Expose-Headers', '*'], ['Access-Control-Allow-Private-Network', 'true'], ['Timing-Allow-Origin', '*'],
    ['X-Frame-Options', 'DENY'], ['Server', 'nginx'], ['X-Content-Type-Options', 'nosniff'], ['Cache-Control', 'no-store'], ['Content-Security-Policy', "default-src 'none'"],
    ['Cross-Origin-Resource-Policy', 'same-origin'], ['Cross-Origin-Resource-Policy', 'cross-origin'], ['Referrer-Policy', 'no-referrer'], ['Access-Control-Allow-Origin-X', '*'],
  ]), random.weighted([[60, 0], [25, 1], [15, 3]]));
}
