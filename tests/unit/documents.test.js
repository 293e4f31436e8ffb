// @ts-check
/** Which new addresses are new documents, played with what DevTools does in Chromium (measured). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocuments } from '../../extension/documents.js';

/** @typedef {import('../../extension/documents.js').Log} Log */

/** @param {string} path @param {string} [pageref] @returns {import('../../extension/pick.js').HarEntry} */
const entry = (path, pageref) => ({
  startedDateTime: '2026-01-01T00:00:00.000Z', pageref, request: { method: 'GET', url: `https://a.test${path}` }, response: { status: 200 },
});

/** @param {number} number @param {string} [start] */
const page = (number, start = `${number}`) => ({ id: `page_${number}`, title: 'https://a.test/', startedDateTime: start });

/** @param {import('../../extension/pick.js').HarEntry[]} entries @param {Log['pages']} pages @returns {Log} */
const log = (entries, ...pages) => ({ entries, pages });

function stage() {
  /** @type {((log: Log) => void)[]} */
  const readings = [];
  /** @type {{ callback: () => void, at: number }[]} */
  const timers = [];
  /** @type {number[]} */
  const left = [];
  const clock = { now: 0 };
  const documents = createDocuments({
    readPages: () => new Promise((resolve) => readings.push(resolve)),
    now: () => clock.now,
    later: (callback, milliseconds) => timers.push({ callback, at: clock.now + milliseconds }),
  }, ({ next }) => left.push(next));
  return {
    documents,
    left,
    readings,
    go: (/** @type {number} */ next, url = 'https://a.test/') => documents.navigated({ url, next, preserves: false }),
    answer: async (/** @type {Log} */ read, took = 0) => {
      clock.now += took;
      assert.ok(readings.length > 0, 'the log is read');
      readings.shift()?.(read);
      await new Promise((resolve) => setImmediate(resolve));
    },
    advance: (/** @type {number} */ milliseconds) => {
      clock.now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.at <= clock.now) timer.callback();
        else timers.push(timer);
      }
    },
  };
}

test('a new address of the same document leaves nothing', async () => {
  const { documents, left, go, answer } = stage();
  const entries = [entry('/', 'page_1'), entry('/x', 'page_1')];
  documents.begin(log(entries, page(1)));
  entries.forEach((one, index) => documents.finished(one, index));
  go(2, 'https://a.test/route#there');
  await answer(log(entries, page(1)));
  // document.open(): the page is numbered anew, its main request is the same, and the requests of its frames go.
  go(2);
  await answer(log([entry('/', 'page_2')], page(2, '1')));
  // Emptied by hand, and gone on with.
  documents.finished(entry('/y', 'page_2'), 2);
  go(3);
  await answer(log([entry('/y', 'page_2')], page(2, '1')));
  assert.deepEqual(left, []);
});

test('another main request is another document, with and without the log being preserved', async () => {
  for (const preserved of [false, true]) {
    const { documents, left, go, answer } = stage();
    documents.begin(log([entry('/', 'page_1')], page(1)));
    documents.finished(entry('/', 'page_1'), 0);
    go(1);
    await answer(preserved ? log([entry('/', 'page_1'), entry('/', 'page_2')], page(2), page(1)) : log([entry('/', 'page_2')], page(2)));
    assert.deepEqual(left, [1]);
  }
});

test('a document out of the cache, which has no request, is known by the emptied log', async () => {
  const { documents, left, go, answer } = stage();
  documents.begin(log([entry('/', 'page_1')], page(1)));
  documents.finished(entry('/', 'page_1'), 0);
  go(1);
  await answer(log([]));
  // It is told twice.
  go(1);
  await answer(log([]));
  // What it asks for is still counted among the requests of the page before.
  documents.finished(entry('/x', 'page_1'), 1);
  go(2, 'https://a.test/route');
  await answer(log([entry('/x', 'page_1')], page(1)));
  assert.deepEqual(left, [1]);
});

test('no document goes on under another origin', async () => {
  const { documents, left, go, answer } = stage();
  const entries = [entry('/')];
  documents.finished(entries[0], 0);
  const addresses = ['https://a.test/', 'https://a.test/#there', 'https://b.test/', 'about:blank', 'about:blank#there', 'about:blank', 'data:,x', 'data:,y'];
  for (const [index, url] of addresses.entries()) {
    go(index + 1, url);
    await answer(log(entries));
  }
  assert.deepEqual(left, [3, 4, 6, 7, 8]);
});

test('readings take a tenth of the time; what belongs to a page that is not known yet is looked for at once', async () => {
  const { documents, left, go, answer, advance, readings } = stage();
  documents.begin(log([entry('/', 'page_1')], page(1)));
  documents.finished(entry('/', 'page_1'), 0);
  go(1);
  await answer(log([entry('/', 'page_1')], page(1)), 100);
  documents.finished(entry('/x', 'page_1'), 1);
  go(2);
  assert.equal(readings.length, 0);
  advance(999);
  assert.equal(readings.length, 0);
  advance(1);
  await answer(log([entry('/', 'page_1'), entry('/x', 'page_1')], page(1)), 100);
  // Two addresses of the old document, the new one, and one more of that: only what came before it is left.
  go(2);
  documents.finished(entry('/y', 'page_1'), 2);
  go(3);
  go(3);
  documents.finished(entry('/', 'page_2'), 3);
  go(4);
  await answer(log([entry('/', 'page_2')], page(2)));
  assert.deepEqual(left, [3]);
});

test('a log that cannot be read leaves everything as it is, and the next one is asked', async () => {
  let asked = 0;
  const documents = createDocuments({
    readPages: () => {
      asked += 1;
      return Promise.reject(new Error('DevTools is closing'));
    },
    now: () => 0,
    later: () => {},
  }, () => assert.fail('left'));
  for (let turn = 1; turn <= 2; turn += 1) {
    documents.navigated({ url: 'https://a.test/', next: 1, preserves: false });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked, turn);
  }
});
