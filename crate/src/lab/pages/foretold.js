// @ts-check
/** What the core foretells, as it stands in a page. */

/**
 * @typedef {{ id: string, url: string, words: string, state: 'passed' | 'failed' | 'not-reached' }} Check
 * @typedef {{ outcome: 'passes' | 'cors' | 'fails' | 'untold', sent: boolean, chromium: string | null, parameter: string | null, words: string,
 *   reasons: string[], checks: Check[], error?: string }} Prediction
 */

const MARKS = { passed: '✓ passes', failed: '✗ refuses', 'not-reached': '– not reached' };

/** Loaded once; null where this copy of the program came without it. @type {Promise<((question: string) => string) | null> | undefined} */
let core;

/** @param {unknown} question @returns {Promise<Prediction | null>} null: there is no core to ask */
export async function foretell(question) {
  core ??= import(/** @type {any} */ ('/lab/predict.js')).then(({ predict }) => predict, () => null);
  const predict = await core;
  return predict && JSON.parse(predict(JSON.stringify(question)));
}

/** @param {string} name @param {string} [text] @param {string} [className] */
export function element(name, text = '', className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** The checks in their order. @param {Check[]} checks */
export function walk(checks) {
  const list = element('ol', '', 'walk');
  for (const { id, words, state } of checks) {
    const line = element('li', '', state);
    line.dataset.check = id;
    line.append(element('b', MARKS[state]), ` ${words}`);
    list.append(line);
  }
  return list;
}

/** In one sentence. @param {Prediction} prediction */
export function sentence({ words, chromium, parameter, error }) {
  if (error) return `The core does not understand the question: ${error}`;
  return chromium && parameter ? `${words} Chromium prints “${parameter}”.` : words;
}

/** The one that refuses. @param {Prediction | null} prediction */
export function refusing(prediction) {
  return prediction?.checks.find(({ state }) => state === 'failed') ?? null;
}

/** Does the page get an answer? @param {string} outcome as `perform` tells it */
export function passed(outcome) {
  return outcome.startsWith('resolved');
}

/** @param {string} outcome @param {Prediction | null} prediction */
export function browserSays(outcome, prediction) {
  if (passed(outcome)) return `It let the page have the answer (${outcome.replace('resolved ', '')}).`;
  const error = outcome.replace('rejected ', '');
  return prediction?.sent === false
    ? `Nothing was sent: the page’s own call ended (${error}). The CORS tab shows nothing of it.`
    : `It kept the answer from the page (${error}). The CORS tab says why.`;
}
