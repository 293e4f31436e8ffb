// @ts-check
/** Random policies in real Chromium: what the core foretells must be what the browser then did. */
import { draw } from './draw.js';
import { written } from './form.js';
import { address, HOSTS } from './policy.js';
import { Random } from './random.js';

/**
 * @typedef {import('./draw.js').Step} Step
 * @typedef {{ outcome: 'passes' | 'cors' | 'fails' | 'untold', chromium: string | null, parameter: string | null, words: string,
 *   reasons: string[], checks: { id: string, url: string, words: string, state: string }[] }} Prediction
 */

/** Requests of one page. */
const CHUNK = 250;

/** The names of the lab's hosts as `{alias}`, `{host:alias}` and `{port:alias}`. @param {string} text */
function filled(text) {
  return text.replace(/\{(?:(host|port):)?([\w-]+)\}/g, (whole, kind, alias) => {
    const host = HOSTS[alias];
    if (!host) return whole;
    if (kind === 'host') return host;
    return kind === 'port' ? host.slice(host.lastIndexOf(':') + 1) : `http://${host}`;
  });
}

/** The question that a step is. @param {Step} step */
export function questionOf({ request, answers }) {
  /** @param {string} name */
  const path = (name) => `/p/${name}/own`;
  /** @param {string} name */
  const url = (name) => `http://${HOSTS[answers[name].at]}${path(name)}`;
  return {
    page: `http://${HOSTS.app}`,
    url: url('main'),
    request,
    answers: Object.entries(answers).filter(([, { at }]) => at !== 'closed').map(([name, { preflight, actual }]) => {
      /** @param {import('./draw.js').Response | undefined} response */
      const told = (response) => response && { ...response, headers: (response.headers ?? []).map(([header, value]) => [header, filled(value
        .replace(/\{url:(\w+)\}/g, (_, other) => url(other)).replace(/\{path:(\w+)\}/g, (_, other) => path(other === 'self' ? name : other)))]) };
      return { url: `http://${HOSTS[answers[name].at]}/p/${name}`, below: true, preflight: told(preflight), actual: told(actual) };
    }),
    untold: ['/s/', '/p/'],
    origins: ['app', 'api', 'api2', 'app-loopback', 'app-www', 'api-loopback'].map((alias) => `http://${HOSTS[alias]}`),
  };
}

/**
 * @param {import('./arena.js').Arena} arena
 * @param {(question: string) => string | Promise<string>} predict
 * @param {number} seed
 * @param {number} count
 * @returns {Promise<{ text: string, problems: string[] }>}
 */
export async function predicted(arena, predict, seed, count) {
  const random = new Random(seed);
  // Of its own, so that a seed draws the same steps whatever is written into them.
  const form = new Random(seed ^ 0x5bd1e995);
  /** @type {string[]} */
  const problems = [];
  const kinds = { passes: 0, cors: 0, fails: 0, untold: 0 };
  for (let first = 0; first < count; first += CHUNK) {
    const cases = Array.from({ length: Math.min(CHUNK, count - first) }, (_, index) => ({ id: `c${seed.toString(36)}p.${first + index}`, step: written(form, draw(random)) }));
    const outcomes = await arena.perform(cases.map(({ id, step }) => ({ title: id, url: address(step, id), request: step.request })));
    await arena.truths.settled();
    for (const [index, { id, step }] of cases.entries()) {
      const question = JSON.stringify(questionOf(step));
      /** @type {Prediction} */
      const prediction = JSON.parse(await predict(question));
      kinds[prediction.outcome] += 1;
      const wrong = differs(prediction, arena.truths.of(id), outcomes[index]);
      if (wrong) problems.push(`${id}: ${wrong}\n  ${question}`);
    }
  }
  const text = `seed ${seed}: ${count} random policies foretold, ${count - problems.length} as the browser then did (${kinds.passes} pass, ${kinds.cors} refused by CORS, ${kinds.fails} fail otherwise, ${kinds.untold} not foretold)`;
  return { text, problems };
}

/** @param {Prediction} prediction @param {import('./truth.js').Truth} truth @param {string} outcome @returns {string | null} */
function differs(prediction, truth, outcome) {
  if (prediction.outcome === 'untold') return null;
  const browser = `${truth.corsError} ${JSON.stringify(truth.parameter)}, ${outcome} (${truth.errorText})`;
  const told = `foretold ${prediction.outcome} ${prediction.chromium} ${JSON.stringify(prediction.parameter)} (${prediction.words}); Chromium: ${browser}`;
  if (prediction.chromium !== truth.corsError) return told;
  if (prediction.outcome !== 'cors') return (prediction.outcome === 'passes') === outcome.startsWith('resolved') ? null : told;
  if ((prediction.parameter ?? '') === truth.parameter) return null;
  // Of several missing headers Chromium prints one; the check names all.
  const several = prediction.chromium === 'HeaderDisallowedByPreflightResponse' && prediction.parameter === null;
  return several && prediction.checks.some(({ state, words }) => state === 'failed' && words.includes(truth.parameter)) ? null : told;
}

/** The core that the lab's pages ask, as scripts/build made it. @returns {Promise<(question: string) => string>} */
export async function core() {
  const { predict } = await import(new URL('../../../target/bin/whycors-lab.js', import.meta.url).href);
  return predict;
}
