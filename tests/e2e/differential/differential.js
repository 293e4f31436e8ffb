// @ts-check
/** Draws cases from a seed, runs them in chunks and tells what came of it. */
import { faults, listed } from './divergences.js';
import { draw } from './draw.js';
import { Random } from './random.js';
import { toScenario } from './scenario.js';
import { shrink } from './shrink.js';

/** Cases of one page; DevTools keeps the log of a page, and the panel its rows. */
const CHUNK = 250;

/** Of so many disagreements the smallest form is looked for; a faulty rule differs in hundreds of cases. */
const SHRUNK = 5;

/** The share of the refused requests that a log leaves open: 9.1 % of 13,000 when it was measured. */
const USUALLY_UNDECIDED = 0.1;

/** The most of a sample: chance alone puts one of a thousand samples further above the share. @param {number} size */
const mostOf = (size) => USUALLY_UNDECIDED + 3 * Math.sqrt(USUALLY_UNDECIDED * (1 - USUALLY_UNDECIDED) / Math.max(size, 1));

/** @param {number} part of one */
const percent = (part) => `${(100 * part).toFixed(1)} %`;

/**
 * @typedef {import('./arena.js').Arena} Arena
 * @typedef {import('./arena.js').Result} Result
 */

/**
 * @param {Arena} arena
 * @param {number} seed
 * @param {number} count
 * @param {{ all?: boolean, told?: (line: string) => void }} [options] `all`: each listed divergence must occur
 * @returns {Promise<{ text: string, problems: string[] }>}
 */
export async function differential(arena, seed, count, { all = false, told = () => {} } = {}) {
  const started = performance.now();
  const random = new Random(seed);
  /** @type {Map<string, number>} */
  const codes = new Map();
  const kinds = { agrees: 0, undecided: 0, divergence: 0, differs: 0 };
  /** Ids of cases by divergence. @type {Map<string, string[]>} */
  const divergences = new Map();
  /** @type {Result[]} */
  const differing = [];
  let refused = 0;
  for (let first = 0; first < count; first += CHUNK) {
    const cases = Array.from({ length: Math.min(CHUNK, count - first) }, (_, index) => ({ id: `c${seed.toString(36)}.${first + index}`, step: draw(random) }));
    for (const result of await arena.run(cases)) {
      const { truth, judgement } = result;
      const name = truth.corsError ?? (result.outcome.startsWith('resolved') ? 'passes' : truth.errorText || 'refused by the page itself');
      codes.set(name, (codes.get(name) ?? 0) + 1);
      kinds[judgement.kind] += 1;
      if (truth.corsError !== null) refused += 1;
      if (judgement.kind === 'divergence') divergences.set(judgement.what, [...divergences.get(judgement.what) ?? [], result.id]);
      if (judgement.kind === 'differs') differing.push(result);
    }
    told(`${Math.min(first + CHUNK, count)} of ${count}, ${differing.length} wrong`);
  }
  const seconds = (performance.now() - started) / 1000;
  const share = kinds.undecided / Math.max(refused, 1);
  const problems = [
    ...differing.map(({ id, judgement }) => `${id}: ${judgement.what}`),
    ...faults(listed(), new Set(divergences.keys()), all),
    ...(share > mostOf(refused) ? [`${percent(share)} are undecided; ${percent(mostOf(refused))} of ${refused} at most`] : []),
  ];
  const scenarios = [];
  for (const result of differing.slice(0, SHRUNK)) scenarios.push(await smallest(arena, result));
  const text = [
    ...[...codes].sort(([, one], [, other]) => other - one).map(([name, number]) => `${String(number).padStart(6)} ${name}`),
    ...[...divergences].map(([name, ids]) => `${String(ids.length).padStart(6)} ${name}, as in ${ids[0]}`),
    ...problems,
    ...scenarios,
    `seed ${seed}: ${count} cases in ${seconds.toFixed(0)} s, ${refused} refused by CORS: ${kinds.agrees} agree, ${kinds.undecided} undecided (${percent(share)} of the refused), `
      + `${kinds.divergence} known divergences, ${kinds.differs} wrong`,
  ].join('\n');
  return { text, problems };
}

/** @param {Arena} arena @param {Result} result */
async function smallest(arena, { id, step }) {
  let round = 0;
  /** @param {import('./draw.js').Step[]} steps */
  const run = (steps) => {
    round += 1;
    return arena.run(steps.map((one, index) => ({ id: `${id}.${round}.${index}`, step: one })));
  };
  const found = await shrink(step, async (steps) => (await run(steps)).map(({ judgement }) => judgement.kind === 'differs'));
  const [{ judgement, truth, entries = [] }] = await run([found]);
  if (judgement.kind !== 'differs') return `${id} did not differ when it was sent again: ${JSON.stringify(step)}`;
  const log = entries.map((entry) => `  ${entry._resourceType} ${entry.request.method} ${entry.response.status} ${entry.response._error}`);
  return [`${id}, smallest form: ${judgement.what}`, ...log, toScenario(found, truth)].join('\n');
}
