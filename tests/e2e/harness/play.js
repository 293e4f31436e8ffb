// @ts-check
/** Plays a scenario in the real browser and gathers what each party says of every step. */
import { diagnose } from './lab.js';

/**
 * @typedef {import('./devtools.js').DevTools} DevTools
 * @typedef {import('./panel.js').Panel} Panel
 * @typedef {import('./panel.js').Row} Row
 * @typedef {import('./traffic.js').Traffic} Traffic
 * @typedef {import('./traffic.js').Refusal} Refusal
 * @typedef {{ if: string, chromium: string | null, cause: string | null }} Alternative
 * @typedef {{ entry: number | null, preflight: number | null, redirects: number[], url: string,
 *   outcome: string, chromium: string | null, parameter: string | null, cause: string | null, title: string, certainty: string, what: string,
 *   credentials: { mode: string }, alternatives: Alternative[], also: { cause: string }[] }} Diagnosis
 * @typedef {{ outcome: string, browser: Refusal[], rows: Row[], cli: Diagnosis[], sameText: boolean }} Said
 */

/** Where the steps of a scenario are served. @param {string} url a step's address */
export function stepPart(url) {
  return /\/s\/[^/]+\/\d+\//.exec(url)?.[0] ?? url;
}

/**
 * @param {DevTools} devtools
 * @param {Traffic} traffic
 * @param {import('./lab.js').Scenario} scenario
 * @param {Panel} [panel] whose rows and WASM are asked too
 * @returns {Promise<{ steps: Said[], har: any }>}
 */
export async function play(devtools, traffic, scenario, panel) {
  await devtools.visit(scenario.url);
  /** @type {Said[]} */
  const steps = [];
  let har = { log: { entries: /** @type {any[]} */ ([]) } };
  for (const [index, step] of scenario.steps.entries()) {
    const part = stepPart(step.url);
    const before = { refusals: traffic.of(part).length, diagnoses: new Set(await shown(panel, part)) };
    const entriesBefore = har.log.entries.length;
    const outcome = await devtools.page.evaluate(`window.runStep(${index})`);
    await traffic.settled(part);
    har = await devtools.harWith(part, traffic.count(part));
    if (panel) await recorded(panel, part, traffic.count(part));
    const text = JSON.stringify(har);
    const cliText = await diagnose(text);
    /** @type {Diagnosis[]} */
    const all = JSON.parse(cliText).inputs[0].diagnoses;
    // A later step may ask an earlier one's address again; its entries come after those that were there.
    const first = index === 0 ? 0 : entriesBefore;
    const cli = all.filter(({ url, entry, preflight }) => url.includes(part) && (entry ?? preflight ?? 0) >= first);
    const rows = panel ? await rowsAfter(panel, part, before.diagnoses) : [];
    steps.push({
      outcome,
      browser: traffic.of(part).slice(before.refusals),
      rows,
      cli,
      sameText: panel ? await panel.diagnose(text, '-') === cliText : true,
    });
  }
  return { steps, har };
}

/** @param {Panel | undefined} panel @param {string} part @returns {Promise<string[]>} the entries of the rows */
async function shown(panel, part) {
  return panel ? (await panel.rowsOf(part)).map(({ entry }) => entry) : [];
}

/**
 * Waits until the recorder has that many entries, all of them settled.
 * @param {Panel} panel
 * @param {string} part
 * @param {number} count
 */
export function recorded(panel, part, count) {
  return panel.session.evaluate(`new Promise((resolve) => {
    const settled = new Map();
    const stop = window.whycorsRecorder.subscribe((text) => {
      for (const item of JSON.parse(text)) {
        if (item.kind === 'entry' && item.entry.request.url.includes(${JSON.stringify(part)})) {
          settled.set(item.sequence, item.settled !== 'pending');
        }
      }
      // Subscribing replays at once, before there is a way to stop.
      queueMicrotask(() => {
        if (settled.size < ${count} || [...settled.values()].includes(false)) return;
        stop();
        resolve();
      });
    });
  })`);
}

/** The rows that a step added, once drawn. @param {Panel} panel @param {string} part @param {Set<string>} before */
async function rowsAfter(panel, part, before) {
  await panel.drawn();
  return (await panel.rowsOf(part)).filter(({ entry }) => !before.has(entry));
}
