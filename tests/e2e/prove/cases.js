// @ts-check
/** What a page asks of the server, and what it must be told. */

/** @typedef {{ name: string, path: string, init: RequestInit, status: number, body?: unknown }} Case */
/** @typedef {{ status: number, text: string } | { refused: string }} Told */

const JSON_TYPE = { 'Content-Type': 'application/json' };
const ECHOED = { said: 'proof' };

/** @type {Case[]} */
const CASES = [
  { name: 'GET', path: '/ok', init: {}, status: 200, body: { ok: true } },
  { name: 'POST JSON with Authorization', path: '/echo', init: { method: 'POST', headers: { ...JSON_TYPE, Authorization: 'Bearer proof' }, body: JSON.stringify(ECHOED) }, status: 200, body: ECHOED },
  { name: 'POST JSON that is not authorised', path: '/echo', init: { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(ECHOED) }, status: 401 },
  { name: 'PUT', path: '/ok', init: { method: 'PUT', headers: JSON_TYPE, body: '{}' }, status: 200, body: { ok: true } },
  { name: 'GET of what is not there', path: '/missing', init: {}, status: 404 },
  { name: 'GET that breaks the application', path: '/boom', init: {}, status: 500 },
];

/**
 * Every case with and without credentials.
 * @param {import('./stacks.js').Stack} stack
 * @returns {Case[]}
 */
export function cases({ base = '', also = [] }) {
  const own = also.map(({ method = 'GET', path, status, json }) => ({
    name: `${method} ${path}`,
    path,
    init: json === undefined ? { method } : { method, headers: JSON_TYPE, body: JSON.stringify(json) },
    status,
  }));
  return [...CASES, ...own].flatMap((one) => /** @type {const} */ (['omit', 'include']).map((credentials) => ({
    ...one,
    name: credentials === 'include' ? `${one.name}, with credentials` : one.name,
    path: base + one.path,
    // Whether the browser asks, not whether it remembers.
    init: { ...one.init, credentials, cache: /** @type {const} */ ('no-store') },
  })));
}

/**
 * @param {Case} one
 * @param {Told} told
 * @returns {string | null} what is wrong with it
 */
export function shortfall({ status, body }, told) {
  if ('refused' in told) return told.refused;
  if (told.status !== status) return `status ${told.status} instead of ${status}: ${told.text.slice(0, 200)}`;
  if (body === undefined) return null;
  try {
    if (JSON.stringify(JSON.parse(told.text)) === JSON.stringify(body)) return null;
  } catch {
    // Said below.
  }
  return `the body ${JSON.stringify(told.text.slice(0, 100))} instead of ${JSON.stringify(body)}`;
}
