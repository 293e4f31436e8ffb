// @ts-check
/** Draws cases from a seed, runs them in chunks and tells what came of it. */
import { Random } from './random.js';
import { draw } from './draw.js';

/** Cases of one page; DevTools keeps the log of a page, and the panel its rows. */
const CHUNK = 250;

/**
 * @param {import('./arena.js').Arena} arena
 * @param {number} seed
 * @param {number} count
 */
export async function differential(arena, seed, count) {
  const started = performance.now();
  const random = new Random(seed);
  /** @type {import('./arena.js').Result[]} */
  const results = [];
  for (let first = 0; first < count; first += CHUNK) {
    const cases = Array.from({ length: Math.min(CHUNK, count - first) }, (_, index) => ({ id: `c${first + index}`, step: draw(random) }));
    results.push(...await arena.run(cases));
  }
  const seconds = (performance.now() - started) / 1000;
  /** @type {Map<string, number>} */
  const codes = new Map();
  for (const { truth } of results) {
    const name = truth.corsError ?? truth.errorText ?? 'passes';
    codes.set(name, (codes.get(name) ?? 0) + 1);
  }
  const differing = results.filter(({ judgement }) => judgement.kind === 'differs');
  const of = (/** @type {string} */ kind) => results.filter(({ judgement }) => judgement.kind === kind).length;
  const failed = results.filter(({ truth }) => truth.corsError !== null).length;
  const text = [
    ...[...codes].sort(([, one], [, other]) => other - one).map(([name, number]) => `${String(number).padStart(6)} ${name}`),
    ...differing.map(({ id, judgement, step }) => `${id}: ${judgement.what}\n    ${JSON.stringify(step)}`),
    `seed ${seed}: ${count} cases in ${seconds.toFixed(0)} s, ${failed} refused by CORS; ${of('agrees')} agree, ${of('undecided')} undecided (${(100 * of('undecided') / failed).toFixed(1)} % of the refused), ${of('divergence')} known divergences, ${differing.length} wrong`,
  ].join('\n');
  return { text, wrong: differing.length, results };
}
