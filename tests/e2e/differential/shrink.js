// @ts-check
/** Makes a step smaller while it goes on to differ, as a person would: fewer answers, fewer lines, plainer values. */

/**
 * @typedef {import('./draw.js').Step} Step
 * @typedef {import('./draw.js').Response} Response
 */

/** Rounds of attempts; each takes a moment in the browser. */
const ROUNDS = 12;

/**
 * @param {Step} step
 * @param {(steps: Step[]) => Promise<boolean[]>} differ which of these still differ
 * @returns {Promise<Step>}
 */
export async function shrink(step, differ) {
  let smallest = step;
  for (let round = 0; round < ROUNDS; round += 1) {
    const attempts = smaller(smallest);
    const differing = attempts.length > 0 ? await differ(attempts) : [];
    const found = attempts.find((_, index) => differing[index]);
    if (!found) break;
    smallest = found;
  }
  return smallest;
}

/** Everything one step plainer, the boldest first. @param {Step} step @returns {Step[]} */
function smaller(step) {
  /** @type {Step[]} */
  const all = [];
  /** @param {(copy: Step) => void} change */
  const attempt = (change) => {
    const copy = structuredClone(step);
    change(copy);
    if (JSON.stringify(copy) !== JSON.stringify(step)) all.push(copy);
  };
  const responses = Object.entries(step.answers).flatMap(([name, answer]) => (/** @type {const} */ (['preflight', 'actual'])).filter((kind) => answer[kind]).map((kind) => ({ name, kind })));
  // Together first: most of a drawn case has no part in it.
  attempt((copy) => responses.forEach(({ name, kind }) => plain(copy, name, kind)));
  attempt((copy) => Object.assign(copy.request, { headers: [], body: null }));
  for (const { name, kind } of responses) {
    attempt((copy) => plain(copy, name, kind));
    attempt((copy) => delete copy.answers[name][kind]);
    attempt((copy) => { response(copy, name, kind).status = kind === 'preflight' ? 204 : 200; });
    attempt((copy) => delete response(copy, name, kind).body);
    response(step, name, kind).headers.forEach((_, index) => attempt((copy) => response(copy, name, kind).headers.splice(index, 1)));
  }
  for (const name of Object.keys(step.answers)) {
    if (name !== 'main') attempt((copy) => delete copy.answers[name]);
  }
  const { request } = step;
  request.headers.forEach((_, index) => attempt((copy) => copy.request.headers.splice(index, 1)));
  for (const change of /** @type {Partial<import('./draw.js').Request>[]} */ ([{ method: 'GET' }, { body: null }, { credentials: 'same-origin' }, { redirect: 'follow' }, { api: 'fetch' }, { mode: 'cors' }])) {
    attempt((copy) => Object.assign(copy.request, change));
  }
  attempt((copy) => delete copy.request.integrity);
  attempt((copy) => delete copy.request.uploadListener);
  // A line that points to an answer which is gone cannot be served.
  return all.filter(({ answers }) => answers.main.actual || answers.main.preflight).filter(({ answers }) => {
    const named = [...JSON.stringify(answers).matchAll(/\{(?:url|path):(\w+)\}/g)].map(([, name]) => name);
    return named.every((name) => name in answers) && Object.values(answers).every(({ actual, preflight }) => actual || preflight);
  });
}

/** @param {Step} step @param {string} name @param {'preflight' | 'actual'} kind @returns {Response} */
function response(step, name, kind) {
  return /** @type {Response} */ (step.answers[name][kind]);
}

/** Only the lines that CORS reads, and where a redirect leads. @param {Step} step @param {string} name @param {'preflight' | 'actual'} kind */
function plain(step, name, kind) {
  const one = response(step, name, kind);
  one.headers = one.headers.filter(([header]) => /^(access-control-allow-|location)/i.test(header));
}
