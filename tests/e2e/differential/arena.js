// @ts-check
/** Real Chromium with the extension, in which many cases are sent at once and compared. */
import { PATIENCE, within } from '../harness/connection.js';
import { openDevTools } from '../harness/devtools.js';
import { startLabAt } from '../harness/lab.js';
import { address, caseOf } from './policy.js';
import { entriesOf, judge, otherReading } from './judge.js';
import { Truths } from './truth.js';

/**
 * @typedef {import('./draw.js').Step} Step
 * @typedef {import('./judge.js').Judgement} Judgement
 * @typedef {import('../harness/play.js').Diagnosis} Diagnosis
 * @typedef {{ id: string, step: Step, truth: import('./truth.js').Truth, rows: Diagnosis[], outcome: string, judgement: Judgement, entries?: any[] }} Result
 *   `entries`: what the log holds of it, where the parties differ
 */

/** Requests under way at a time; Chromium opens six connections to a host, and there are four. */
const AT_ONCE = 32;

/** After the browser has ended every request, its entries arrive within moments. */
const LONGEST_DELIVERY = PATIENCE;

export class Arena {
  /** @param {NonNullable<Awaited<ReturnType<typeof startLabAt>>>} lab @param {import('../harness/devtools.js').DevTools} devtools @param {import('../harness/panel.js').Panel} panel */
  constructor(lab, devtools, panel) {
    this.lab = lab;
    this.devtools = devtools;
    this.panel = panel;
    this.truths = new Truths(devtools.page);
  }

  static async open() {
    // Always the lab's own ports: values and addresses are drawn with them.
    const lab = await startLabAt(48100);
    if (!lab) throw new Error('The ports from 48101 on are taken, perhaps by a `whycors lab`. End it and try again.');
    try {
      const devtools = await openDevTools();
      const panel = await devtools.showPanel();
      await panel.showAll();
      await panel.session.evaluate(`(() => {
        window.heard = new Map();
        window.onHeard = () => {};
        window.whycorsRecorder.subscribe((text) => {
          for (const item of JSON.parse(text)) {
            const id = item.kind === 'entry' && ${caseOf}(item.entry.request.url);
            if (!id) continue;
            if (!window.heard.has(id)) window.heard.set(id, new Map());
            window.heard.get(id).set(item.sequence, item.settled);
          }
          window.onHeard();
        });
      })()`);
      return new Arena(lab, devtools, panel);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  async close() {
    await this.devtools.close();
    await this.lab.close();
  }

  /**
   * Sends all cases and compares; those that the log cannot decide are sent again in the other credentials mode.
   * @param {{ id: string, step: Step }[]} cases
   * @returns {Promise<Result[]>}
   */
  async run(cases) {
    await this.devtools.visit(`${this.lab.address}/differential`);
    await this.panel.session.until(() => document.querySelector('[data-testid="row"]') === null);
    const results = await this.send(cases);
    const undecided = results.filter(({ judgement }) => judgement.kind === 'undecided');
    const again = await this.send(undecided.map(({ id, step }) => ({ id: `${id}.other`, step: inOtherMode(step) })));
    undecided.forEach((result, index) => {
      const wanted = otherReading(result.rows[0], result.truth);
      const found = again[index].truth.corsError;
      // A redirect that passes in the other mode goes on to an answer of which the first log says nothing, or to a scheme
      // whose refusal has an entry of its own there.
      const goesOn = wanted === null && (again[index].truth.entries > result.truth.entries || found === 'CorsDisabledScheme');
      if (found !== wanted && !goesOn) {
        result.judgement = { kind: 'differs', what: `undecided between ${result.truth.corsError} and ${wanted}; in the other mode Chromium says ${found} (${again[index].truth.errorText})` };
      }
    });
    const differing = results.filter(({ judgement }) => judgement.kind === 'differs');
    if (differing.length > 0) {
      const { log } = await this.devtools.har();
      for (const result of differing) result.entries = log.entries.filter((/** @type {any} */ { request }) => caseOf(request.url) === result.id);
    }
    return results;
  }

  /**
   * Has the page send them, some at a time.
   * @param {{ title: string, url: string, request: Step['request'] }[]} described
   * @returns {Promise<string[]>} what the page was told of each
   */
  perform(described) {
    return this.devtools.page.evaluate(`(async () => {
      const steps = ${JSON.stringify(described)};
      const outcomes = [];
      let next = 0;
      const lane = async () => {
        while (next < steps.length) {
          const index = next++;
          outcomes[index] = await window.perform(steps[index]);
        }
      };
      await Promise.all(Array.from({ length: ${AT_ONCE} }, lane));
      return outcomes;
    })()`, { milliseconds: PATIENCE + described.length * 100 });
  }

  /** @param {{ id: string, step: Step }[]} cases @returns {Promise<Result[]>} */
  async send(cases) {
    if (cases.length === 0) return [];
    const described = cases.map(({ id, step }) => ({ title: id, url: address(step, id), request: step.request }));
    const outcomes = await this.perform(described);
    await this.truths.settled();
    const wanted = Object.fromEntries(cases.map(({ id }) => [id, entriesOf(this.truths.of(id))]));
    const undelivered = await this.delivered(wanted);
    // What the recorder has told may still wait in the panel.
    await this.panel.session.until(() => !document.querySelector('#app[aria-busy]'));
    /** @type {Map<string, Diagnosis[]>} */
    const rows = new Map();
    /** @type {Diagnosis[]} */
    const listed = JSON.parse(await this.panel.session.evaluate(`import('./wasm/whycors.js').then(({ listed }) => listed())`));
    for (const row of listed) {
      const id = caseOf(row.url);
      if (id) rows.set(id, [...rows.get(id) ?? [], row]);
    }
    return cases.map(({ id, step }, index) => {
      const truth = this.truths.of(id);
      const own = rows.get(id) ?? [];
      return { id, step, truth, rows: own, outcome: outcomes[index], judgement: undelivered.has(id) ? { kind: 'differs', what: `${wanted[id]} entries were never delivered or never settled` } : judge(truth, own, outcomes[index]) };
    });
  }

  /**
   * Waits until the recorder has as many entries of each case as the browser made, none of them half-read.
   * @param {Record<string, number>} wanted
   * @returns {Promise<Set<string>>} those of which it has not
   */
  async delivered(wanted) {
    const all = this.panel.session.evaluate(`new Promise((resolve) => {
      const wanted = Object.entries(${JSON.stringify(wanted)});
      const look = () => {
        const missing = wanted.filter(([id, count]) => {
          const found = [...window.heard.get(id)?.values() ?? []];
          return found.length < count || found.includes('pending');
        });
        if (missing.length > 0) return;
        window.onHeard = () => {};
        resolve();
      };
      window.onHeard = look;
      look();
    })`, { milliseconds: PATIENCE });
    /** @type {[string, number][]} */
    const missing = await within(all, 'the recorder', LONGEST_DELIVERY).then(() => [], async () => {
      const heard = await this.panel.session.evaluate('Object.fromEntries([...window.heard].map(([id, found]) => [id, [...found.values()]]))');
      return Object.entries(wanted).filter(([id, count]) => (heard[id]?.length ?? 0) < count || heard[id]?.includes('pending'));
    });
    return new Set(missing.map(([id]) => id));
  }
}

/** The same step with the other credentials mode. @param {Step} step @returns {Step} */
function inOtherMode(step) {
  const credentials = step.request.credentials === 'include' ? 'same-origin' : 'include';
  return { ...step, request: { ...step.request, credentials } };
}
