// @ts-check
/** Brings the panel's three parts together: the WASM, the document and the recorder of the devtools page. */
import { canShowNetwork, openSource, showNetwork } from './panels.js';
import init, { look_for as lookFor, receive, start, wanted } from './wasm/whycors.js';

/** @typedef {import('./recorder.js').Recorder} Recorder */

/** What dresses all but the list, in this order: the last takes back what the others say. */
const LATER_STYLES = ['detail.css', 'exchange.css', 'boxes.css', 'print.css'];

/** Brings the code around calls, once the core has asked for it. @type {Promise<ReturnType<typeof import('./calls.js').createCalls>> | undefined} */
let calls;

function bringCalls() {
  calls ??= Promise.all([import('./calls.js'), import('./inspected.js')])
    .then(([{ createCalls }, { readResource }]) => createCalls(readResource));
  return calls;
}

/** Milliseconds that messages are handed on before the browser has its turn: much may have been recorded. */
const WORKING = 8;

/** The same before the first rows are painted: a screenful is enough for that. */
const AT_FIRST = 3;

const app = document.getElementById('app');

/** Messages of the recorder that wait. @type {string[]} */
let waiting = [];
let isWorking = false;
let isDressed = false;

/** Whoever listens or tests need not take the half of it for the whole. */
function tellBusy() {
  if (waiting.length > 0 || !isDressed) app?.setAttribute('aria-busy', 'true');
  else app?.removeAttribute('aria-busy');
}

/** @param {string} text */
function follow(text) {
  waiting.push(text);
  if (isWorking) return;
  isWorking = true;
  // Not at once: the recorder replays all that it has kept in one go, and only a queue can be worked off in slices.
  queueMicrotask(work);
}

async function work() {
  try {
    let isFirst = true;
    while (waiting.length > 0) {
      const until = performance.now() + (isFirst ? AT_FIRST : WORKING);
      let at = 0;
      try {
        do {
          at += 1;
          handOn(waiting[at - 1]);
        } while (at < waiting.length && performance.now() < until);
      } finally {
        // Also what could not be handed on: it must not stop what follows.
        waiting = waiting.slice(at);
      }
      tellBusy();
      if (waiting.length > 0) await (isFirst ? painted() : pause());
      isFirst = false;
    }
  } finally {
    isWorking = false;
    tellBusy();
  }
}

/** Resolves when the browser has had its turn. A message, because a timer waits longer and a hidden panel has no frames. @returns {Promise<void>} */
function pause() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}

/** Milliseconds after which nothing more is waited for: a panel that was hidden meanwhile has no frames. */
const LONGEST_FRAME = 200;

/** Resolves with the panel's first frame on the screen. @type {Promise<unknown>} */
const onScreen = new Promise((resolve) => {
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length > 0) resolve(undefined);
  }).observe({ type: 'paint', buffered: true });
});

/**
 * Resolves when what is known by now is painted, so that no work gets in between. The first frame takes other threads a
 * while after this one has drawn it, and whatever is begun meanwhile takes them from it.
 * @returns {Promise<void>}
 */
function painted() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_FRAME);
    requestAnimationFrame(() => Promise.all([onScreen, pause()]).then(() => {
      clearTimeout(timer);
      resolve();
    }));
  });
}

/**
 * Hands a message on. Where the code of a call would tell more, it is read and handed on too.
 * @param {string} text
 */
function handOn(text) {
  receive(text);
  if (text.includes('"kind":"navigated"')) calls?.then((it) => it.forget());
  /** @type {import('./calls.js').Place[]} */
  const places = JSON.parse(wanted());
  for (const place of places) {
    bringCalls().then((it) => it.at(place)).then((call) => {
      if (call) receive(JSON.stringify([call]));
    });
  }
}

/** Brings the styles of what is opened after the first frame. A sheet that cannot be had leaves its part plain. @returns {Promise<void>} */
async function dress() {
  await painted();
  await Promise.all(LATER_STYLES.map((href) => new Promise((resolve) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href, media: href === 'print.css' ? 'print' : 'all', onload: resolve, onerror: resolve });
    document.head.append(link);
  })));
  isDressed = true;
  tellBusy();
}

/** @typedef {Window & { whycorsRecorder?: Recorder, whycorsProgram?: import('./program.js').Program, whycorsSearch?: EventTarget }} Holder a window in which they can be */

/** @returns {Promise<Recorder>} */
function recorderArrives() {
  const host = /** @type {Holder} */ (window);
  return new Promise((resolve) => {
    const take = () => {
      host.whycorsRecorder ??= beside('whycorsRecorder');
      if (host.whycorsRecorder) resolve(host.whycorsRecorder);
    };
    window.addEventListener('whycors-recorder', take, { once: true });
    // The devtools page may have been first. Who shows the tab as soon as it is there is faster than the devtools page
    // learns of it, and it is never told: so the recorder is looked for as well.
    take();
  });
}

/**
 * What the devtools page has for this one, if it lies beside it, as in Chromium; nothing else there can be looked into.
 * @template {'whycorsRecorder' | 'whycorsProgram' | 'whycorsSearch'} Name
 * @param {Name} name
 * @returns {Holder[Name] | undefined}
 */
function beside(name) {
  for (let at = 0; at < parent.length; at += 1) {
    try {
      const found = /** @type {Holder} */ (parent[at])[name];
      if (found) return found;
    } catch {
      // Of another origin.
    }
  }
  return undefined;
}

/** Follows DevTools' own search bar. */
function followSearch() {
  const search = beside('whycorsSearch');
  const listener = (/** @type {Event} */ event) => {
    const { action, query } = /** @type {CustomEvent<{ action: string, query: string }>} */ (event).detail;
    lookFor(action, query);
  };
  search?.addEventListener('whycors-search', listener);
  window.addEventListener('pagehide', () => search?.removeEventListener('whycors-search', listener));
}

/** The recorder, once it is there. @type {Recorder | undefined} */
let recorder;

/** Resolves when everything has its styles. @type {Promise<void>} */
let dressed = Promise.resolve();

/** What the WASM asks of this page. */
const host = {
  openSource,
  showNetwork,
  canShowNetwork: canShowNetwork(),
  /** @param {boolean} on */
  record: (on) => recorder?.record(on),
  /** @param {boolean} on */
  preserve: (on) => recorder?.preserve(on),
  forget: () => {
    waiting = [];
    recorder?.forget();
  },
  pause,
  /** Resolves when nothing more urgent is to be done. `requestIdleCallback` is never called in a tab of DevTools (measured). @returns {Promise<void>} */
  idle: () => dressed.then(() => scheduler.postTask(() => {}, { priority: 'background' })),
};

try {
  const program = await beside('whycorsProgram')?.compiled();
  await init(program && { module_or_path: program });
  // Before the recorder is there: opened outside DevTools, the panel still reads files.
  start(host);
  dressed = dress();
  recorder = await recorderArrives();
  followSearch();
  const unsubscribe = recorder.subscribe(follow);
  window.addEventListener('pagehide', unsubscribe);
} catch (error) {
  app?.removeAttribute('aria-busy');
  app?.setAttribute('role', 'alert');
  if (app) app.textContent = chrome.i18n.getMessage('could_not_start', String(error));
  throw error;
}
