// @ts-check
/** Fix it: the answers of a scenario, changed by the learner until the browser lets the page have them. */
import { accepted, address, called, fresh, lines, Mistake, question, status, text } from './answers.js';
import { browserSays, element, foretell, passed, refusing, sentence, walk } from './foretold.js';

/** @typedef {import('./answers.js').Answer} Answer @typedef {import('./foretold.js').Check} Check */

/** @type {{ page: string, placeholders: Record<string, string>, answering: string[], request: import('./answers.js').Request, answers: Record<string, Answer> }} */
const exercise = JSON.parse(document.getElementById('exercise')?.textContent ?? '{}');
const form = /** @type {HTMLFormElement} */ (document.getElementById('fix'));
const result = /** @type {HTMLElement} */ (document.getElementById('result'));
const note = /** @type {HTMLElement} */ (document.getElementById('note'));

/** The check that refused last. @type {Check | null} */
let before = null;

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** What stands in the form. @returns {Record<string, Answer>} */
function read() {
  return Object.fromEntries(Object.entries(exercise.answers).map(([name, answer]) => {
    const changed = { ...answer };
    for (const kind of /** @type {const} */ (['preflight', 'actual'])) {
      if (!answer[kind]) continue;
      const where = called(kind, name);
      changed[kind] = {
        ...answer[kind],
        status: status(field(`${name}.${kind}.status`).value, where),
        headers: lines(field(`${name}.${kind}.headers`).value, where, exercise.placeholders),
      };
    }
    return [name, changed];
  }));
}

/** What became of the check that refused last. @param {Check | null} now @param {Check[]} checks @param {boolean} through */
function progress(now, checks, through) {
  const same = (/** @type {Check} */ one) => one.id === before?.id && one.url === before.url;
  const gone = before && !(now && same(now)) && !checks.some((check) => same(check) && check.state !== 'passed');
  const all = [];
  if (before && gone) {
    const at = checks.find(same);
    all.push(at ? `${through ? 'At last this check passed' : 'Now this check passes'}: ${at.words}.` : 'The check that refused is no longer made.');
  }
  if (now) all.push(`${before && !gone && same(now) ? 'This check still refuses' : 'This check refuses'}: ${now.words}.`);
  return all;
}

async function send() {
  note.textContent = '';
  const answers = read();
  const url = address(answers, fresh('fix'));
  await accepted(url);
  const prediction = await foretell(question(exercise.page, exercise.request, answers, exercise.answering));
  /** @type {string} */
  const outcome = await /** @type {any} */ (window).perform({ title: 'fix', url, request: exercise.request });
  const through = passed(outcome);
  const now = refusing(prediction);
  result.replaceChildren(element('h2', through ? 'It passes' : 'Not yet'), element('p', browserSays(outcome, prediction).replace(/^It/, 'The browser')));
  for (const line of progress(now, prediction?.checks ?? [], through)) result.append(element('p', line, 'progress'));
  if (!prediction) result.append(element('p', 'This copy of whycors came without the core for pages; scripts/build makes it.'));
  else if (!now && !through) result.append(element('p', sentence(prediction)));
  if (prediction && prediction.checks.length > 0) result.append(element('h3', 'The checks, in the browser’s order'), walk(prediction.checks));
  result.dataset.outcome = through ? 'passes' : 'refused';
  result.dataset.check = now?.id ?? '';
  before = now ?? before;
}

for (const [name, answer] of Object.entries(exercise.answers)) {
  for (const kind of /** @type {const} */ (['preflight', 'actual'])) {
    const response = answer[kind];
    if (!response) continue;
    field(`${name}.${kind}.status`).value = String(response.status);
    field(`${name}.${kind}.headers`).value = text(response.headers);
  }
}
form.addEventListener('submit', (event) => {
  event.preventDefault();
  send().catch((error) => {
    if (!(error instanceof Mistake)) throw error;
    note.textContent = error.message;
  });
});
document.getElementById('again')?.addEventListener('click', () => location.reload());
