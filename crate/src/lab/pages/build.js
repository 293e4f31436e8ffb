// @ts-check
/** Build your own: a request and its answers from a form, sent for real, beside what was said and foretold before. */
import { accepted, address, called, fresh, lines, Mistake, question, readable, status } from './answers.js';
import { browserSays, element, foretell, passed, sentence, walk } from './foretold.js';

/** @typedef {import('./answers.js').Request} Request @typedef {import('./answers.js').Answer} Answer */

/** @type {{ page: string, placeholders: Record<string, string>, answering: string[], limits: { head: number, body: number } }} */
const lab = JSON.parse(document.getElementById('lab')?.textContent ?? '{}');
const form = /** @type {HTMLFormElement} */ (document.getElementById('own'));
const result = /** @type {HTMLElement} */ (document.getElementById('result'));
const note = /** @type {HTMLElement} */ (document.getElementById('note'));

/** What the learner says, in words. @type {Record<string, string>} */
const SAID = { passes: 'It passes.', refused: 'The browser refuses it.', look: 'Nothing: you only wanted to see.' };

/** Everything but the learner's guess belongs to the link. */
const SHARED = ['to', 'method', 'credentials', 'mode', 'headers', 'body', 'preflightStatus', 'preflightHeaders', 'actualStatus', 'actualHeaders'];

/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** The form's fields as a text for the address, and back. */
function toFragment() {
  return new URLSearchParams(SHARED.map((name) => [name, field(name).value])).toString();
}

function fromFragment() {
  const shared = new URLSearchParams(location.hash.slice(1));
  /** @type {string[]} */
  const absent = [];
  for (const name of SHARED) {
    const value = shared.get(name);
    if (value === null) continue;
    const own = /** @type {HTMLInputElement | HTMLSelectElement} */ (field(name));
    // Another lab offers other servers; a choice that this one lacks would be none at all.
    if (own instanceof HTMLSelectElement && ![...own.options].some((option) => option.value === value)) {
      absent.push(`The link’s “${own.labels[0].firstChild?.textContent?.trim()}” is “${value.slice(0, 40)}”, which this lab does not offer: it stays at “${own.selectedOptions[0].text}”.`);
      continue;
    }
    own.value = value;
  }
  note.textContent = absent.join(' ');
}

/** @returns {{ request: Request, answers: Record<string, Answer> }} */
function read() {
  const written = (/** @type {string} */ name, /** @type {string} */ where) => lines(field(name).value, where, lab.placeholders);
  const at = field('to').value;
  const method = field('method').value.trim();
  return {
    request: {
      api: 'fetch', method, headers: written('headers', 'The page’s headers'), credentials: field('credentials').value,
      mode: field('mode').value, redirect: 'follow', body: field('body').value || null,
    },
    answers: {
      main: {
        at, origin: lab.placeholders[at],
        preflight: { status: status(field('preflightStatus').value, 'The preflight’s status'), headers: written('preflightHeaders', called('preflight', 'main')) },
        actual: { status: status(field('actualStatus').value, 'The answer’s status'), headers: written('actualHeaders', called('actual', 'main')), body: '{}' },
      },
    },
  };
}

async function send() {
  const said = /** @type {RadioNodeList} */ (form.elements.namedItem('said')).value;
  note.textContent = '';
  if (!said) {
    note.textContent = 'First say whether it will pass, then send it.';
    field('said');
    /** @type {HTMLElement | null} */ (form.querySelector('input[name="said"]'))?.focus();
    return;
  }
  const { request, answers } = read();
  const url = address(answers, fresh('own'));
  readable(request, url, lab.limits);
  await accepted(url);
  const prediction = await foretell(question(lab.page, request, answers, lab.answering));
  /** @type {string} */
  const outcome = await /** @type {any} */ (window).perform({ title: 'own', url, request });
  const list = element('dl', '', 'compared');
  const row = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ kind) => {
    const value = element('dd', text);
    value.dataset.who = kind;
    list.append(element('dt', name), value);
  };
  row('You said', SAID[said], 'learner');
  row('Foretold', prediction ? sentence(prediction) : 'This copy of whycors came without the core for pages; scripts/build makes it.', 'core');
  row('The browser', browserSays(outcome, prediction), 'browser');
  const right = said === 'look' ? '' : (said === 'passes') === passed(outcome) ? 'You were right. ' : 'You were not right this time. ';
  result.replaceChildren(element('h2', 'What happened'), element('p', right || 'Sent.', 'verdict'), list);
  if (prediction && prediction.reasons.length > 0) result.append(element('p', `The browser asked first, because of ${prediction.reasons.join(', ')}.`));
  if (prediction && prediction.checks.length > 0) result.append(element('h3', 'The checks, in the browser’s order'), walk(prediction.checks));
  result.dataset.outcome = passed(outcome) ? 'passes' : 'refused';
  result.dataset.foretold = prediction?.outcome ?? '';
}

/** @param {() => unknown} action */
async function told(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    note.textContent = error.message;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  told(send);
});
form.addEventListener('input', () => history.replaceState(null, '', `#${toFragment()}`));
document.getElementById('share')?.addEventListener('click', async () => {
  history.replaceState(null, '', `#${toFragment()}`);
  // A page without https, over the network, has no clipboard at all.
  const clipboard = /** @type {Clipboard | undefined} */ (navigator.clipboard);
  await (clipboard?.writeText(location.href) ?? Promise.reject()).then(
    () => { note.textContent = 'The link is copied: it holds the whole form.'; },
    () => { note.textContent = 'The clipboard is closed to this page; the address bar holds the link.'; },
  );
});
addEventListener('hashchange', fromFragment);
fromFragment();
