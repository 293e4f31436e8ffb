// @ts-check
/** What only shows outside of a browser: what caches are told, and what strangers' preflights are answered. */
import { request } from 'node:http';
import { APP, SECOND, STRANGERS } from './pages.js';

/** Origins that no page of this test has: of another scheme, look-alikes again, and none. */
const UNSERVED = [
  APP.replace('http:', 'https:'),
  'https://app.example.test.evil.test',
  'https://example.test',
  `${APP}.evil.test`,
  'null',
];

/**
 * @param {number} port
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {string} [body]
 * @returns {Promise<import('node:http').IncomingMessage>}
 */
function call(port, method, path, headers, body = '') {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers: { Host: `api.example.test:${port}`, ...headers }, agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer));
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/**
 * Whether the application does its work where no browser stands between: its failures are then CORS's alone.
 * @param {number} port
 * @param {import('./cases.js').Case[]} all
 * @returns {Promise<string[]>} what is wrong
 */
export async function works(port, all) {
  /** @type {string[]} */
  const problems = [];
  for (const { name, path, init, status } of all.filter(({ init: { credentials } }) => credentials === 'omit')) {
    const body = String(init.body ?? '');
    const headers = { .../** @type {Record<string, string>} */ (init.headers), ...(body ? { 'Content-Length': String(body.length) } : {}) };
    const { statusCode } = await call(port, init.method ?? 'GET', path, headers, body);
    if (statusCode !== status) problems.push(`without a browser: ${name}: status ${statusCode} instead of ${status}`);
  }
  return problems;
}

/** The paths that are only read, each once. @param {import('./cases.js').Case[]} all */
const read = (all) => [...new Set(all.filter(({ init }) => (init.method ?? 'GET') === 'GET').map(({ path }) => path))];

/** The names in an answer's Vary. @param {import('node:http').IncomingMessage} answer */
const names = ({ headers }) => (headers.vary ?? '').toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '');

/**
 * By what the application's own answers vary, before anything is configured.
 * @param {number} port
 * @param {import('./cases.js').Case[]} all
 * @returns {Promise<Map<string, string[]>>} of each path
 */
export async function varying(port, all) {
  /** @type {Map<string, string[]>} */
  const own = new Map();
  for (const path of read(all)) own.set(path, names(await call(port, 'GET', path, { Origin: APP })));
  return own;
}

/**
 * @param {number} port
 * @param {import('./cases.js').Case[]} all
 * @param {Map<string, string[]>} own what `varying` found before
 * @returns {Promise<string[]>} what is wrong
 */
export async function looks(port, all, own) {
  /** @type {string[]} */
  const problems = [];
  const gets = read(all);
  for (const path of gets) {
    if (path.endsWith('/own') && own.get(path)?.length === 0) problems.push(`${path}: the application says no Vary of its own`);
    for (const origin of [APP, SECOND, UNSERVED[2]]) {
      const answer = await call(port, 'GET', path, { Origin: origin });
      // What no cache keeps cannot be given to another.
      if (/no-store/.test(answer.headers['cache-control'] ?? '')) continue;
      const lost = (own.get(path) ?? []).filter((name) => !names(answer).includes(name));
      if (lost.length > 0) problems.push(`${path} of ${origin}: the application's own Vary is lost: ${lost.join(', ')}`);
    }
    for (const origin of [APP, SECOND]) {
      const { headers } = await call(port, 'GET', path, { Origin: origin });
      // What no cache keeps cannot be given to another.
      if (/no-store/.test(headers['cache-control'] ?? '')) continue;
      if (!/(^|,)\s*(origin|\*)\s*(,|$)/i.test(headers.vary ?? '')) problems.push(`${path}: Vary is ${JSON.stringify(headers.vary)}, so a cache may give it to another origin`);
    }
  }
  /** @type {{ method: string, path: string, more: Record<string, string> }[]} */
  const asked = [
    { method: 'OPTIONS', path: gets[0], more: { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'content-type' } },
    ...gets.map((path) => ({ method: 'GET', path, more: {} })),
  ];
  for (const origin of [...Object.values(STRANGERS), ...UNSERVED]) {
    for (const { method, path, more } of asked) {
      const { headers } = await call(port, method, path, { Origin: origin, ...more });
      const allowed = headers['access-control-allow-origin'];
      if (allowed?.split(/, */).some((one) => one === '*' || one === origin)) {
        problems.push(`${method} ${path} of ${origin} is answered Access-Control-Allow-Origin: ${allowed}`);
      }
    }
  }
  return problems;
}
