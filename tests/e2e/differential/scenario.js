// @ts-check
/** A case as a scenario file, ready to be named and committed: its cause is for a person to say. */

/** @param {import('./draw.js').Step} step @param {import('./truth.js').Truth} truth */
export function toScenario({ request, answers }, truth) {
  const cors = truth.corsError !== null;
  return JSON.stringify({
    title: 'TITLE', topic: cors ? 'origins' : 'not-cors',
    steps: [{
      request,
      answers,
      expect: cors
        ? { outcome: 'cors', chromium: truth.corsError, parameter: truth.parameter || null, cause: 'CAUSE', certainty: 'certain' }
        : { outcome: truth.errorText === null ? 'passes' : 'not-cors' },
    }],
  }, null, 2);
}
