// @ts-check
/** Whether browser, panel, command line and scenario say the same of a step. */

/**
 * @typedef {import('./play.js').Said} Said
 * @typedef {import('./play.js').Alternative} Alternative
 * @typedef {import('./lab.js').Expectation & { undecided?: boolean, logged?: string }} Expectation
 */

/** Chromium does not tell an empty parameter from none. @param {string | null | undefined} value */
const orNull = (value) => value || null;

/** @param {{ if: string, chromium?: string | null, cause?: string | null }[]} list */
const alternatives = (list) => list.map((one) => `${one.if}: ${orNull(one.chromium)}, ${orNull(one.cause)}`).sort();

/**
 * Only the browser against the scenario: what a recording must fulfil.
 * @param {Expectation} expect
 * @param {Said} said
 * @returns {string[]} the disagreements, each with both values
 */
export function browserDisagrees(expect, said) {
  /** @type {string[]} */
  const problems = [];
  const compare = comparer(problems);
  compare('Chromium refused', said.browser.length > 1 ? said.browser.map(({ corsError }) => corsError).join(' then ') : orNull(said.browser[0]?.corsError), orNull(expect.chromium));
  compare("Chromium's parameter", orNull(said.browser[0]?.failedParameter), orNull(expect.parameter));
  if (expect.outcome === 'passes' && !said.outcome.startsWith('resolved')) problems.push(`the page was told "${said.outcome}", the scenario says it passes`);
  return problems;
}

/**
 * @param {Expectation} expect
 * @param {Said} said
 * @returns {string[]} the disagreements, each with both values
 */
export function disagreements(expect, said) {
  const problems = browserDisagrees(expect, said);
  const compare = comparer(problems);
  // What DevTools keeps from extensions cannot be diagnosed; that nothing is shown is measured, not assumed.
  const wanted = expect.outcome === 'passes' || ['nothing', 'success'].includes(expect.logged ?? '') ? 0 : expect.logged === 'page-too' ? 2 : 1;
  compare('diagnoses', said.cli.length, wanted);
  compare('rows in the panel', said.rows.length, wanted);
  if (!said.sameText) problems.push('the panel’s WASM and the command line write different texts');
  // Beside its service worker's entry the page's own is bare; what decides is the worker's.
  if (expect.logged === 'page-too') compare('outcomes', said.cli.map(({ outcome }) => outcome).sort(), [expect.outcome, 'unclear'].sort());
  const isMeant = (/** @type {{ outcome: string }} */ { outcome }) => expect.logged !== 'page-too' || outcome === expect.outcome;
  const diagnosis = said.cli.find(isMeant);
  const row = said.rows.find(isMeant);
  if (wanted === 0 || !diagnosis) return problems;
  compare('outcome', diagnosis.outcome, expect.outcome);
  if (expect.outcome === 'unclear') {
    // The log does not tell, so the verdict must not be guessed, and what it may have been must be said.
    compare('verdict', diagnosis.chromium, null);
    if (diagnosis.alternatives.length === 0) problems.push('no alternatives are named');
    if (expect.logged === 'no-response') compare('one of the alternatives', diagnosis.alternatives.some(({ chromium }) => chromium === expect.chromium), false);
  } else if (expect.undecided) {
    compare('one of the alternatives', diagnosis.alternatives.some(({ chromium }) => chromium === expect.chromium), true);
  } else {
    compare('verdict', diagnosis.chromium, orNull(expect.chromium));
    if (diagnosis.parameter === null && expect.chromium === 'HeaderDisallowedByPreflightResponse') {
      // Of several missing headers Chromium prints one, in an order that no log keeps: all must be named instead.
      compare(`the header that Chromium prints is named in "${diagnosis.what}"`, diagnosis.what.includes(expect.parameter ?? ''), true);
    } else {
      compare('parameter', orNull(diagnosis.parameter), orNull(expect.parameter));
    }
    compare('cause', diagnosis.cause, orNull(expect.cause));
    if (expect.title) compare('title', diagnosis.title, expect.title);
    if (expect.certainty) compare('certainty', diagnosis.certainty, expect.certainty);
  }
  if (expect.outcome === 'cors') compare('credentials', diagnosis.credentials.mode, expect.credentials ?? 'unknown');
  if (expect.outcome !== 'unclear' || expect.alternatives) compare('alternatives', alternatives(diagnosis.alternatives), alternatives(/** @type {Alternative[]} */ (expect.alternatives ?? [])));
  if (expect.also) compare('what fails next', diagnosis.also.map(({ cause }) => cause), expect.also ?? []);
  if (row) {
    compare('outcome in the panel', row.outcome, diagnosis.outcome);
    compare('verdict in the panel', row.chromium, diagnosis.chromium);
    compare('cause in the panel', row.cause, diagnosis.cause);
  }
  return problems;
}

/** @param {string[]} problems */
function comparer(problems) {
  /** @param {string} what @param {unknown} found @param {unknown} wanted */
  return (what, found, wanted) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) problems.push(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`);
  };
}

/**
 * One line of the table.
 * @param {string} name
 * @param {Expectation} expect
 * @param {Said} said
 * @param {string[]} problems
 */
export function line(name, expect, said, problems) {
  const columns = [
    problems.length === 0 ? 'agree' : 'DIFFER',
    name,
    said.browser.map(({ corsError }) => corsError).join('+') || '-',
    said.rows.map(({ chromium, outcome }) => chromium ?? outcome).join('+') || '-',
    said.cli.map(({ chromium, outcome }) => chromium ?? outcome).join('+') || '-',
    said.sameText ? 'same' : 'other',
    expect.chromium || expect.outcome,
  ];
  return columns.map((text, index) => text.padEnd([7, 48, 36, 36, 36, 6, 0][index])).join(' ').trimEnd();
}

export const HEADINGS = ['', 'scenario', 'Chromium', 'panel', 'command line', 'WASM', 'scenario says']
  .map((text, index) => text.padEnd([7, 48, 36, 36, 36, 6, 0][index])).join(' ').trimEnd();
