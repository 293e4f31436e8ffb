// @ts-check
/** The proof of one server: it fails, it is mended by the copied bytes alone, it lets in who may and nobody else. */
import { once } from 'node:events';
import { within } from '../harness/connection.js';
import { cases, shortfall } from './cases.js';
import { fixFor, judged } from './fix.js';
import { APP, SECOND, STRANGERS } from './pages.js';
import { looks, varying, works } from './raw.js';

/**
 * @typedef {object} Result
 * @property {string} version
 * @property {[number, number]} before calls that failed, of all
 * @property {[number, number]} after calls that passed, of all
 * @property {[number, number]} refused calls of strangers that were refused, of all
 * @property {string | null} detected
 * @property {string} difference
 * @property {string[]} problems
 */

/** @typedef {{ devtools: import('../harness/devtools.js').DevTools, tab: import('./pages.js').Tab, traffic: import('../harness/traffic.js').Traffic }} Room */

/** Who calls: the page itself and the frame of the second origin. @type {[string | null, string][]} */
export const FRIENDS = [[null, APP], ['second', SECOND]];
const FRAME = { name: 'second', url: SECOND };

/**
 * @param {import('./server.js').Server} server not started yet
 * @param {Room} room
 * @returns {Promise<Result>}
 */
export async function prove(server, room) {
  const { stack } = server;
  const api = `http://api.example.test:${server.port}`;
  const all = cases(stack);
  /** @type {Result} */
  const result = { version: server.version(), before: [0, 0], after: [0, 0], refused: [0, 0], detected: null, difference: '', problems: [] };

  await server.start();
  result.problems.push(...await works(server.port, all));
  const own = await varying(server.port, all);
  await room.tab.open(APP, [FRAME]);
  for (const [frame, origin] of FRIENDS) {
    for (const one of all) {
      result.before[1] += 1;
      const wrong = await refusal(room, frame, api, one);
      if (wrong === null) result.before[0] += 1;
      else result.problems.push(`before: ${one.name} from ${origin}: ${wrong}`);
    }
  }
  const har = await recorded(room, api);
  const { diagnoses, detected } = await judged(har, stack.stack);
  result.detected = detected;
  const mistaken = diagnoses.filter(({ outcome }) => outcome !== 'cors');
  if (diagnoses.length !== result.before[1]) result.problems.push(`${diagnoses.length} diagnoses of ${result.before[1]} failures`);
  if (mistaken.length > 0) result.problems.push(`diagnosed as ${mistaken[0].outcome}: ${mistaken[0].method} ${mistaken[0].url}`);
  if (detected !== stack.detected) result.problems.push(`recognised as ${stack.stack}: ${detected}, expected ${stack.detected}`);
  const text = await fixFor(room, api, har, stack.stack, server.folder).catch((/** @type {Error} */ error) => error);
  await server.stop();
  if (text instanceof Error) {
    result.problems.push(text.message);
    return result;
  }

  result.difference = server.insert(text);
  await server.start();
  const strangers = Object.entries(STRANGERS).map(([name, url]) => ({ name, url }));
  const nobody = { name: 'null', url: APP, sandboxed: true };
  await room.tab.open(APP, [FRAME, ...strangers, nobody]);
  for (const [frame, origin] of FRIENDS) {
    for (const one of all) {
      result.after[1] += 1;
      const wrong = shortfall(one, await room.tab.ask(frame, api + one.path, one.init));
      if (wrong === null) result.after[0] += 1;
      else result.problems.push(`after: ${one.name} from ${origin}: ${wrong}`);
    }
  }
  for (const { name } of [...strangers, nobody]) {
    for (const one of all) {
      result.refused[1] += 1;
      const wrong = await refusal(room, name, api, one);
      if (wrong === null) result.refused[0] += 1;
      else result.problems.push(`let in: ${one.name} from ${name}: ${wrong}`);
    }
  }
  result.problems.push(...await looks(server.port, all, own));
  await server.stop();
  return result;
}

/**
 * Asks, and expects that the browser itself names a reason of CORS for refusing.
 * @param {Room} room
 * @param {string | null} frame
 * @param {string} api
 * @param {import('./cases.js').Case} one
 * @returns {Promise<string | null>} what happened instead
 */
export async function refusal({ tab, traffic }, frame, api, one) {
  const before = traffic.of(api).length;
  const told = await tab.ask(frame, api + one.path, one.init);
  if (!('refused' in told)) return `it got status ${told.status}`;
  const said = async () => {
    while (traffic.of(api).length === before) await once(traffic.changed, 'change');
  };
  // A frame's events come over a session of their own, and may come after its answer.
  return within(said(), 'the reason', 5000).then(() => null, () => `${told.refused}, without a reason of CORS`);
}

/** The log of DevTools, of the calls to one server only. @param {Room} room @param {string} api */
export async function recorded({ devtools, traffic }, api) {
  await traffic.settled(api);
  const har = await devtools.harWith(api, traffic.count(api));
  har.log.entries = har.log.entries.filter((/** @type {any} */ { request }) => request.url.startsWith(api));
  return har;
}
