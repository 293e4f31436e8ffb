// @ts-check
/**
 * Failures at full speed across navigations, while nobody looks: all must be there when the tab is opened. The truth is
 * the DevTools protocol and the lab's log; DevTools' own log, which the extension reads, is no witness for itself.
 */
import { PATIENCE } from '../harness/connection.js';
import { openDevTools } from '../harness/devtools.js';
import { startLabAt } from '../harness/lab.js';
import { judge } from './judge.js';
import { address, caseOf } from './policy.js';
import { Truths } from './truth.js';

/** @typedef {import('./draw.js').Step} Step */

/** Between two requests, in milliseconds: 200 a second. */
const INTERVAL = 5;

/** @type {Step['request']} */
const GET = { api: 'fetch', to: 'api', method: 'GET', headers: [], credentials: 'same-origin', body: null, mode: 'cors', redirect: 'follow' };

/** Each fails, and what tells why stands elsewhere: the response, the preflight's, a redirect's, the connection. @type {Step[]} */
const STEPS = [
  { request: GET, answers: { main: { at: 'api', actual: { status: 200, headers: [['Access-Control-Allow-Origin', '{app}/']], body: '{}' } } } },
  { request: { ...GET, method: 'PUT', body: 'a' }, answers: { main: { at: 'api', preflight: { status: 404, headers: [] }, actual: { status: 200, headers: [] } } } },
  { request: { ...GET, headers: [['X-A', '1']] }, answers: { main: { at: 'api', preflight: { status: 204, headers: [['Access-Control-Allow-Origin', '{app}'], ['Access-Control-Allow-Headers', 'x-a']] }, actual: { status: 500, headers: [] } } } },
  { request: { ...GET, to: 'api2' }, answers: {
    main: { at: 'api2', actual: { status: 302, headers: [['Access-Control-Allow-Origin', '*'], ['Location', '{url:last}']] } },
    last: { at: 'api', actual: { status: 200, headers: [['Access-Control-Allow-Origin', '{app}']] } },
  } },
  { request: { ...GET, to: 'api-loopback' }, answers: { main: { at: 'api-loopback', actual: { action: 'reset', status: 200, headers: [] } } } },
];

/**
 * @param {{ failures: number, navigations: number }} size
 * @returns {Promise<{ text: string, problems: string[] }>}
 */
export async function live({ failures, navigations }) {
  const lab = await startLabAt(48100);
  if (!lab) throw new Error('The ports from 48101 on are taken, perhaps by a `whycors lab`. End it and try again.');
  /** @type {import('../harness/devtools.js').DevTools | undefined} */
  let devtools;
  try {
    devtools = await openDevTools();
    const truths = new Truths(devtools.page);
    /** @type {Map<string, string>} */
    const outcomes = new Map();
    const started = performance.now();
    let sending = 0;
    for (let page = 0; page < navigations; page += 1) {
      await devtools.visit(`${lab.address}/differential`);
      const described = Array.from({ length: failures / navigations }, (_, index) => {
        const step = STEPS[index % STEPS.length];
        return { title: `cl${page}.${index}`, url: address(step, `cl${page}.${index}`), request: step.request };
      });
      const begun = performance.now();
      /** @type {string[]} */
      const told = await devtools.page.evaluate(`new Promise((resolve) => {
        const steps = ${JSON.stringify(described)};
        const sent = [];
        const begun = performance.now();
        const timer = setInterval(() => {
          // A timer that fires late catches up, so that the rate holds.
          while (sent.length < steps.length && performance.now() - begun >= sent.length * ${INTERVAL}) sent.push(window.perform(steps[sent.length]));
          if (sent.length < steps.length) return;
          clearInterval(timer);
          resolve(Promise.all(sent));
        }, 1);
      })`, { milliseconds: PATIENCE + failures * 20 });
      sending += performance.now() - begun;
      described.forEach(({ title }, index) => outcomes.set(title, told[index]));
      // The next navigation follows at once: what has not been read by then must be said to be unsettled.
    }
    await truths.settled();
    const seconds = (performance.now() - started) / 1000;
    const { items, rows } = await opened(devtools, [...outcomes.keys()].reduce((sum, id) => sum + truths.of(id).entries, 0));
    const served = await log(lab.address);
    const { problems, unsettled } = compare({ outcomes, truths, items, rows, served });
    const again = items.filter((item) => item.again).length;
    const text = `live: ${failures} failures in ${seconds.toFixed(1)} s (${(1000 * failures / sending).toFixed(0)} a second while sending) across ${navigations} navigations, the tab opened afterwards: `
      + `${items.length} entries delivered, ${again} needed a second reading, ${items.filter(({ settled }) => settled !== true).length} could not settle; `
      + `${unsettled} of ${failures} requests said to be unsettled (${(100 * unsettled / failures).toFixed(2)} %), ${problems.length} lost or wrong`;
    return { text, problems };
  } finally {
    await devtools?.close();
    await lab.close();
  }
}

/**
 * Opens the tab and takes what it is told. Rows of earlier pages are cleared at each navigation, so a second copy of the
 * panel's WASM is told all but the navigations.
 * @param {import('../harness/devtools.js').DevTools} devtools
 * @param {number} wanted entries
 * @returns {Promise<{ items: { id: string, settled: boolean | 'pending', again?: boolean, status: number }[], rows: import('../harness/play.js').Diagnosis[] }>}
 */
async function opened(devtools, wanted) {
  const panel = await devtools.showPanel();
  return panel.session.evaluate(`(async () => {
    const copy = await import('./wasm/whycors.js?copy');
    await copy.default();
    const items = new Map();
    await new Promise((resolve, reject) => {
      const late = setTimeout(resolve, ${PATIENCE});
      window.whycorsRecorder.subscribe((text) => {
        const told = JSON.parse(text).filter(({ kind }) => kind === 'entry');
        copy.receive(JSON.stringify(told));
        for (const { sequence, settled, again, entry } of told) {
          const id = (${caseOf})(entry.request.url);
          if (id) items.set(sequence, { id, settled, again, status: entry.response.status });
        }
        queueMicrotask(() => {
          if (items.size < ${wanted} || [...items.values()].some(({ settled }) => settled === 'pending')) return;
          clearTimeout(late);
          resolve();
        });
      });
    });
    return { items: [...items.values()], rows: JSON.parse(copy.listed()) };
  })()`, { milliseconds: 3 * PATIENCE });
}

/** How many requests of each case the server saw. @param {string} address @returns {Promise<Map<string, number>>} */
async function log(address) {
  const text = await (await fetch(`${address}/log`)).text();
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const id = caseOf(JSON.parse(line).path);
    if (id) seen.set(id, (seen.get(id) ?? 0) + 1);
  }
  return seen;
}

/**
 * @param {{ outcomes: Map<string, string>, truths: Truths, served: Map<string, number>,
 *   items: { id: string, settled: boolean | 'pending', status: number }[], rows: import('../harness/play.js').Diagnosis[] }} found
 */
function compare({ outcomes, truths, served, items, rows }) {
  /** @type {string[]} */
  const problems = [];
  const itemsOf = group(items, ({ id }) => id);
  const rowsOf = group(rows, ({ url }) => caseOf(url) ?? '');
  let unsettled = 0;
  for (const [id, outcome] of outcomes) {
    const truth = truths.of(id);
    const own = itemsOf.get(id) ?? [];
    if (!outcome.startsWith('rejected')) problems.push(`${id}: the page was told "${outcome}"`);
    if (own.length !== truth.entries) problems.push(`${id}: ${own.length} entries delivered of ${truth.entries}`);
    if (!served.has(id)) problems.push(`${id}: the server saw nothing of it`);
    if (own.some(({ settled }) => settled === 'pending')) problems.push(`${id}: still waits for its second reading`);
    const isUnsettled = own.some(({ settled }) => settled === false);
    const judgement = judge(truth, rowsOf.get(id) ?? [], outcome);
    if (judgement.kind === 'agrees' || judgement.kind === 'divergence') continue;
    // What was never read whole must be said to be so, and must not be called anything else.
    const says = rowsOf.get(id)?.[0];
    if (isUnsettled && says?.outcome === 'unclear' && says.alternatives.length === 0) unsettled += 1;
    else problems.push(`${id}: ${judgement.what}`);
  }
  return { problems, unsettled };
}

/** @template T @param {T[]} list @param {(one: T) => string} key @returns {Map<string, T[]>} */
function group(list, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...groups.get(key(one)) ?? [], one]);
  return groups;
}
