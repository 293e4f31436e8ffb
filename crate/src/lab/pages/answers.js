// @ts-check
/** From what stands in a form to an address that answers so, and to the question that the core is asked. */

/**
 * @typedef {[string, string][]} Headers
 * @typedef {{ status: number, headers: Headers, body?: string, action?: string }} Response
 * @typedef {{ at: string, origin: string, preflight?: Response, actual?: Response }} Answer
 * @typedef {{ api: string, method: string, headers: Headers, credentials: string, mode: string, redirect: string, body: string | null }} Request
 */

/** The lab's own limits for what a URL may ask of it. */
const LONGEST = 32 * 1024;
const MOST_LINES = 64;

/** What a person can be told and mend. */
export class Mistake extends Error {}

/**
 * Header lines as pairs. `\xE2` is that byte; any other character outside ASCII goes out as UTF-8. One character is one byte.
 * Blanks before a line do not count: on the wire they would make it a part of the line before.
 * @param {string} text
 * @param {string} where for the message
 * @param {Record<string, string>} [placeholders] filled in values, where the lab would fill them, too
 * @returns {Headers}
 */
export function lines(text, where, placeholders = {}) {
  const all = text.split('\n').map((line) => line.replace(/\r$/, '').replace(/^[ \t]+/, '')).filter((line) => line.trim() !== '');
  if (all.length > MOST_LINES) throw new Mistake(`${where}: more than ${MOST_LINES} lines`);
  return all.map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Mistake(`${where}: “${line.slice(0, 60)}” is no header line; write “Name: value”`);
    return [bytes(line.slice(0, colon)), filled(bytes(line.slice(colon + 1).replace(/^[ \t]+/, '')), placeholders)];
  });
}

/** An answer in words. @param {string} kind @param {string} name */
export function called(kind, name) {
  return `${kind === 'preflight' ? 'The preflight’s answer' : 'The answer'}${name === 'main' ? '' : ` of “${name}”`}`;
}

/** @param {string} text */
function bytes(text) {
  return text.replace(/\\x([0-9a-fA-F]{2})|[^\0-\x7f]/gu, (character, digits) => (digits
    ? String.fromCharCode(parseInt(digits, 16))
    : String.fromCharCode(...new TextEncoder().encode(character))));
}

/** The way back, for a text area. @param {Headers} headers */
export function text(headers) {
  return headers.map(([name, value]) => `${name}: ${value}`.replace(/[^\x20-\x7e]/g, (character) => (
    `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`))).join('\n');
}

/** @param {string} value @param {string} where */
export function status(value, where) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 200 || number > 599) throw new Mistake(`${where}: a status is a number from 200 to 599`);
  return number;
}

/** Replaces `{app}`, `{host:app}` and the like as the lab does. @param {string} value @param {Record<string, string>} placeholders */
export function filled(value, placeholders) {
  return value.replace(/\{([\w:-]+)\}/g, (whole, inside) => (Object.hasOwn(placeholders, inside) ? placeholders[inside] : whole));
}

/** Names that an answer's header lines point to. @param {Answer} answer @param {string} name */
const pointsTo = (answer, name) => [answer.preflight, answer.actual].some((response) => response?.headers
  .some(([, value]) => value.includes(`{url:${name}}`) || value.includes(`{path:${name}}`)));

/** What points to its own answer, as the lab can follow it: an address cannot hold itself. @param {Answer} answer @param {string} name */
function toItself({ at, origin, preflight, actual }, name) {
  const told = (/** @type {Response | undefined} */ response) => response && {
    ...response,
    headers: response.headers.map(([header, value]) => [header, value.replaceAll(`{url:${name}}`, `${origin}{path:self}`).replaceAll(`{path:${name}}`, '{path:self}')]),
  };
  return { at, preflight: told(preflight), actual: told(actual) };
}

/**
 * An answer as a policy, with those that it points to inside it.
 * @param {Record<string, Answer>} answers
 * @param {string} name
 * @param {string[]} [before] already on the way here
 * @returns {Record<string, unknown>}
 */
function policy(answers, name, before = []) {
  const back = before.find((earlier) => pointsTo(answers[name], earlier));
  if (back) throw new Mistake(`{url:${back}} leads back to an answer on the way here, and no address can hold itself; {path:self} asks the same address again`);
  const way = [...before, name];
  const wanted = Object.keys(answers).filter((other) => !way.includes(other) && pointsTo(answers[name], other));
  const own = toItself(answers[name], name);
  if (wanted.length === 0) return own;
  return { ...own, answers: Object.fromEntries(wanted.map((other) => [other, policy(answers, other, way)])) };
}

/** A name that was never asked before; `randomUUID` is for secure pages only. @param {string} kind */
export function fresh(kind) {
  return `${kind}-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
}

/**
 * The address at which the lab answers so.
 * @param {Record<string, Answer>} answers
 * @param {string} tail makes the address new, so that no cache takes part
 */
export function address(answers, tail) {
  // The lab reads UTF-8; the characters are bytes of header values, so they are escaped to stay single.
  const json = JSON.stringify(policy(answers, 'main')).replace(/[\x7f-\uffff]/g, (character) => (
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
  const encoded = btoa(json).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (encoded.length > LONGEST) throw new Mistake(`The answers are too long for an address: ${encoded.length} characters of ${LONGEST}`);
  return `${answers.main.origin}/p/${encoded}/${tail}`;
}

/**
 * Would the lab answer so? It looks at the policy in the address as it does when a request comes, and sends nothing on.
 * @param {string} url
 */
export async function accepted(url) {
  const policy = url.split('/p/')[1].split('/')[0];
  const words = await (await fetch(`/lab/policy/${policy}`)).text();
  const [, below, kind, line, what] = /^policy((?:\.answers\.[\w-]+)*)\.(preflight|actual)\.headers(?:\[(\d+)\])?: ([^]*)$/.exec(words) ?? [];
  if (kind) throw new Mistake(`${called(kind, below.split('.').at(-1) || 'main')}${line ? `, line ${Number(line) + 1}` : ''}: ${what.trim()}`);
  if (words) throw new Mistake(`The lab does not answer so. ${words.trim()}`);
}

/** What the browser writes itself at the head of a request, and more. */
const OWN_HEAD = 2048;

/**
 * Would the lab read the request?
 * @param {Request} request
 * @param {string} url
 * @param {{ head: number, body: number }} limits
 */
export function readable({ headers, body }, url, limits) {
  const head = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, url.length + OWN_HEAD);
  if (head > limits.head) throw new Mistake(`The page’s headers: with the address they are longer than the ${limits.head} bytes that the lab reads before a body`);
  const length = new TextEncoder().encode(body ?? '').length;
  if (length > limits.body) throw new Mistake(`The page’s body: ${length} bytes, and the lab reads ${limits.body}`);
}

/** Below these the lab answers what the question does not hold: scenarios, and answers in other addresses. */
const UNTOLD = ['/s/', '/p/'];

/** What follows the answers in the question's addresses, in the place of what makes the real ones new. */
const TAIL = 'own';

/**
 * The question that the core is asked.
 * @param {string} page its origin
 * @param {Request} request
 * @param {Record<string, Answer>} answers
 * @param {string[]} origins that answer 404 to everything else
 */
export function question(page, request, answers, origins) {
  /** @param {string} name */
  const path = (name) => `/p/${name}/${TAIL}`;
  /** @param {string} name */
  const url = (name) => `${answers[name].origin}${path(name)}`;
  const known = Object.keys(answers);
  /** @param {string} own @returns {(value: string) => string} */
  const pointed = (own) => (value) => value.replace(/\{(url|path):([\w-]+)\}/g, (whole, kind, other) => {
    if (kind === 'path' && other === 'self') return path(own);
    if (!known.includes(other)) return whole;
    return kind === 'url' ? url(other) : path(other);
  });
  return {
    page,
    url: url('main'),
    request,
    origins,
    untold: UNTOLD,
    answers: Object.entries(answers).map(([name, { preflight, actual }]) => {
      const told = (/** @type {Response | undefined} */ response) => response && {
        ...response, headers: response.headers.map(([header, value]) => [header, pointed(name)(value)]),
      };
      return { url: `${answers[name].origin}/p/${name}`, below: true, preflight: told(preflight), actual: told(actual) };
    }),
  };
}
