// @ts-check
/** Whether the panel says of a case what the browser said. */

/**
 * @typedef {import('./truth.js').Truth} Truth
 * @typedef {import('../harness/play.js').Diagnosis} Diagnosis
 * @typedef {{ kind: 'agrees' | 'undecided' | 'divergence' | 'differs', what: string }} Judgement
 *   `what`: the divergence's name, or the difference in words
 */

/** Refused before the network, so that DevTools makes no entry of them. */
const WITHOUT_ENTRY = new Set(['DisallowedByMode', 'CorsDisabledScheme', 'NoCorsRedirectModeNotFollow']);

/** How many entries the log must have of a case. @param {Truth} truth */
export function entriesOf({ corsError, entries }) {
  return corsError !== null && WITHOUT_ENTRY.has(corsError) ? 0 : entries;
}

/**
 * @param {Truth} truth
 * @param {Diagnosis[]} rows of that case
 * @param {string} outcome as the page was told
 * @returns {Judgement}
 */
export function judge(truth, rows, outcome) {
  /** @param {Judgement['kind']} kind @param {string} what @returns {Judgement} */
  const judged = (kind, what = '') => ({ kind, what });
  const said = rows.map(({ outcome, chromium, parameter, cause }) => `${outcome} ${chromium ?? '-'} ${JSON.stringify(parameter ?? '')} (${cause ?? '-'})`).join(' and ') || 'nothing';
  const browser = truth.corsError ? `${truth.corsError} ${JSON.stringify(truth.parameter)}` : truth.errorText ?? 'success';
  const differs = (why = '') => judged('differs', `Chromium: ${browser}; panel: ${said}${why}`);
  if (rows.length > 1) return differs('; one request, several rows');
  const [row] = rows;
  if (!row) {
    // A redirect in mode `manual` ends as aborted, and the page was answered.
    if (truth.corsError === null && (truth.errorText === null || outcome.startsWith('resolved'))) return judged('agrees');
    if (truth.corsError === null) return truth.elsewhere ? judged('divergence', 'redirect-to-another-scheme-has-no-entry') : differs();
    return WITHOUT_ENTRY.has(truth.corsError) ? judged('divergence', `${truth.corsError}-has-no-entry`) : differs();
  }
  if (row.outcome === 'cors' && row.chromium !== null) {
    if (row.chromium !== truth.corsError) return differs();
    if ((row.parameter ?? '') === truth.parameter) return judged('agrees');
    if (row.parameter !== null && isCovered(row.parameter, truth.parameter)) return judged('divergence', 'user-information-is-masked');
    if (row.parameter === null && truth.corsError === 'HeaderDisallowedByPreflightResponse' && row.what.includes(truth.parameter)) {
      return judged('divergence', 'one-of-several-missing-headers');
    }
    return differs();
  }
  if (row.alternatives.length > 0 && row.alternatives.every((one) => one.if.startsWith('credentials: '))) {
    return row.alternatives.some(({ chromium }) => chromium === truth.corsError) ? judged('undecided') : differs(`; ${JSON.stringify(row.alternatives)}`);
  }
  if (truth.corsError === null && row.outcome === 'not-cors') return judged('agrees');
  return differs(row.alternatives.length > 0 ? `; ${JSON.stringify(row.alternatives)}` : '');
}

/**
 * Is the one value the other with a secret covered? A cover is as long as what it hides and ends in a number, if that fits.
 * @param {string} shown @param {string} value
 */
function isCovered(shown, value) {
  const hidden = (/** @type {string} */ text) => text.replace(/\*+\d*/g, (cover) => '*'.repeat(cover.length));
  return value.includes('@') && shown.includes('*') && shown.length === value.length
    && [...hidden(shown)].every((character, index) => character === '*' || character === value[index]);
}

/** The other reading that an undecided row names. @param {Diagnosis} row @param {Truth} truth @returns {string | null | undefined} */
export function otherReading(row, truth) {
  return row.alternatives.find(({ chromium }) => chromium !== truth.corsError)?.chromium;
}
