// @ts-check
/** Brings the panel's three parts together: the WASM, the document and the recorder of the devtools page. */
import { createCalls } from './calls.js';
import { readResource } from './inspected.js';
import { canShowNetwork, openSource, showNetwork } from './panels.js';
import init, { receive, start, wanted } from './wasm/whycors.js';

/** @typedef {import('./recorder.js').Recorder} Recorder */

const calls = createCalls(readResource);

/** Milliseconds that messages are handed on before the browser has its turn: much may have been recorded. */
const WORKING = 8;

/** The same before the first rows are painted: a screenful is enough for that. */
const AT_FIRST = 3;

const app = document.getElementById('app');

/** Messages of the recorder that wait. @type {string[]} */
let waiting = [];
let isWorking = false;

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
      if (waiting.length > 0) {
        // Whoever listens or tests need not take the half of it for the whole.
        app?.setAttribute('aria-busy', 'true');
        await (isFirst ? painted() : pause());
      }
      isFirst = false;
    }
  } finally {
    isWorking = false;
    app?.removeAttribute('aria-busy');
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

/** Resolves when what is known by now is painted, so that no work gets in between. @returns {Promise<void>} */
function painted() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_FRAME);
    requestAnimationFrame(() => pause().then(() => {
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
  if (text.includes('"kind":"navigated"')) calls.forget();
  /** @type {import('./calls.js').Place[]} */
  const places = JSON.parse(wanted());
  for (const place of places) {
    calls.at(place).then((call) => {
      if (call) receive(JSON.stringify([call]));
    });
  }
}

/** @returns {Promise<Recorder>} */
function recorderArrives() {
  const host = /** @type {Window & { whycorsRecorder?: Recorder }} */ (window);
  return new Promise((resolve) => {
    const take = () => {
      if (host.whycorsRecorder) resolve(host.whycorsRecorder);
    };
    window.addEventListener('whycors-recorder', take, { once: true });
    // The devtools page may have been first.
    take();
  });
}

/** The recorder, once it is there. @type {Recorder | undefined} */
let recorder;

/** What the WASM asks of this page. */
const host = {
  openSource,
  showNetwork,
  canShowNetwork: canShowNetwork(),
  /** @param {boolean} on */
  record: (on) => recorder?.record(on),
  forget: () => {
    waiting = [];
    recorder?.forget();
  },
  pause,
  /** Resolves when nothing more urgent is to be done. `requestIdleCallback` is never called in a tab of DevTools (measured). @returns {Promise<void>} */
  idle: () => scheduler.postTask(() => {}, { priority: 'background' }),
};

try {
  await init();
  // Before the recorder is there: opened outside DevTools, the panel still reads files.
  start(host);
  recorder = await recorderArrives();
  const unsubscribe = recorder.subscribe(follow);
  window.addEventListener('pagehide', unsubscribe);
} catch (error) {
  if (app) app.textContent = chrome.i18n.getMessage('could_not_start', String(error));
  throw error;
}
