// @ts-check
/** A step's answers as the URL that the lab answers by. */

/** @typedef {import('./draw.js').Step} Step */

/** The lab's hosts by alias, as on its own ports. @type {Record<string, string>} */
export const HOSTS = {
  app: 'localhost:48101', api: 'localhost:48102', api2: 'localhost:48103', 'app-loopback': '127.0.0.1:48101', 'app-www': 'www.localhost:48101',
  'app-ipv6': '[::1]:48101', 'api-loopback': '127.0.0.1:48102', closed: 'localhost:48109',
};

/**
 * @param {Step['answers']} answers
 * @param {string} name
 * @returns {Record<string, unknown>} the answer with those that its header lines point to
 */
function policy(answers, name) {
  const answer = answers[name];
  const lines = [answer.preflight, answer.actual].flatMap((response) => response?.headers ?? []).map(([, value]) => value).join(' ');
  const wanted = Object.keys(answers).filter((other) => lines.includes(`{url:${other}}`) || lines.includes(`{path:${other}}`));
  if (wanted.length === 0) return { ...answer };
  return { ...answer, answers: Object.fromEntries(wanted.map((other) => [other, policy(answers, other)])) };
}

/**
 * @param {Step} step
 * @param {string} id ends the path of every hop
 */
export function address({ request, answers }, id) {
  // Nobody answers there, and the lab would refuse to.
  if (request.to === 'closed') return `http://${HOSTS.closed}/p/e30/${id}`;
  // The lab reads UTF-8; the characters are bytes of header values, so they are escaped to stay single.
  const json = JSON.stringify(policy(answers, 'main')).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `http://${HOSTS[request.to]}/p/${Buffer.from(json).toString('base64url')}/${id}`;
}

/** The case of an address; null for other addresses. @param {string} url */
export function caseOf(url) {
  return /\/p\/[^/]+\/(c[\w.-]+)/.exec(url)?.[1] ?? null;
}
