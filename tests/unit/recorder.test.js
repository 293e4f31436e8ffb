// @ts-check
/** The recorder's logic, played with what DevTools really delivered: tests/unit/data/half-read.json. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createRecorder } from '../../extension/recorder.js';

/** @typedef {import('../../extension/pick.js').HarEntry} HarEntry */
/** @typedef {import('../../extension/recorder.js').Item} Item */

/** Recorded in Chromium 156 under load: one GET came half read; the PUTs failed in their preflight and stay bare. */
/** @type {{ finished: HarEntry[], log: HarEntry[] }} */
const recorded = JSON.parse(readFileSync(new URL('data/half-read.json', import.meta.url), 'utf8'));
const half = recorded.finished.findIndex(({ request, response }) => request.method === 'GET' && response.status === 0);

/** A recorder whose readings are answered by hand and whose clock stands until it is moved. */
function stage(/** @type {{ itemLimit?: number, characterLimit?: number }} */ limits = {}) {
  /** @type {((log: HarEntry[]) => void)[]} */
  const readings = [];
  /** @type {((log: import('../../extension/documents.js').Log) => void)[]} */
  const looks = [];
  /** @type {{ callback: () => void, at: number }[]} */
  const timers = [];
  const clock = { now: 0 };
  const recorder = createRecorder({
    readLog: () => new Promise((resolve) => readings.push(resolve)),
    readPages: () => new Promise((resolve) => looks.push(resolve)),
    now: () => clock.now,
    later: (callback, milliseconds) => timers.push({ callback, at: clock.now + milliseconds }),
    ...limits,
  });
  return {
    recorder,
    readings,
    looks,
    /** Answers the oldest look at the pages. */
    look: async (/** @type {HarEntry[]} */ entries, /** @type {string[]} */ ...starts) => {
      looks.shift()?.({ entries, pages: starts.map((startedDateTime, index) => ({ id: `page_${index + 1}`, title: 'https://app.test/', startedDateTime })) });
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** Answers the oldest reading and lets everything that follows from it happen. */
    answer: async (/** @type {HarEntry[]} */ log) => {
      readings.shift()?.(log);
      await new Promise((resolve) => setImmediate(resolve));
    },
    advance: (/** @type {number} */ milliseconds) => {
      clock.now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.at <= clock.now) timer.callback();
        else timers.push(timer);
      }
    },
    timers,
  };
}

/** Everything a new subscriber is told. */
function replay(/** @type {import('../../extension/recorder.js').Recorder} */ recorder) {
  /** @type {Item[]} */
  const items = [];
  recorder.subscribe((text) => items.push(...JSON.parse(text)))();
  return items;
}

/** @param {Item[]} items */
const entries = (items) => items.flatMap((item) => (item.kind === 'entry' ? [item] : []));

/** @param {string} url @returns {HarEntry} */
const failure = (url, startedDateTime = '2026-01-01T00:00:00.000Z', status = 0) => ({
  startedDateTime,
  time: 1,
  request: { method: 'GET', url, headers: [{ name: 'Origin', value: 'https://app.test' }] },
  response: { status, headers: status ? [{ name: 'Vary', value: 'Origin' }] : [], _error: 'net::ERR_FAILED' },
});

test('the recorded half-read entry is replaced by its second reading, and the bare ones are settled too', async () => {
  const { recorder, readings, answer, advance } = stage();
  assert.ok(half >= 0);
  for (const entry of recorded.finished) recorder.finished(entry);
  const before = entries(replay(recorder));
  assert.equal(before.length, recorded.finished.length);
  assert.equal(before[half].settled, 'pending');
  for (const pause of [0, 300, 1_200]) {
    advance(pause);
    while (readings.length > 0) await answer(recorded.log);
  }
  const after = entries(replay(recorder));
  assert.deepEqual(after.map(({ sequence }) => sequence), recorded.finished.map((_, index) => index));
  assert.ok(after.every(({ settled }) => settled === true));
  assert.equal(after[half].entry.response.status, 200);
  assert.ok(after[half].entry.request.headers?.some(({ name }) => name === 'Origin'));
  assert.ok(after.some(({ entry }) => entry.request.method === 'PUT' && entry.response.status === 0));
});

test('a whole entry is settled at once and asks for no reading', () => {
  const { recorder, readings } = stage();
  recorder.finished(failure('https://api.test/', undefined, 401));
  assert.equal(entries(replay(recorder))[0].settled, true);
  assert.equal(readings.length, 0);
});

test('addresses that are never answered over HTTP ask for no reading', () => {
  const { recorder, readings } = stage();
  for (const url of ['data:,', 'blob:https://a.test/1', 'wss://a.test/', 'chrome-extension://a/b']) recorder.finished(failure(url));
  assert.equal(readings.length, 0);
});

test('one reading is under way at a time; arrivals meanwhile share the next', async () => {
  const { recorder, readings, answer } = stage();
  const urls = ['https://a.test/1', 'https://a.test/2', 'https://a.test/3'];
  for (const url of urls) recorder.finished(failure(url));
  const log = urls.map((url) => failure(url, undefined, 200));
  assert.equal(readings.length, 1);
  // This log was asked for before the second arrived: having it proves nothing for the others.
  await answer(log);
  assert.deepEqual(entries(replay(recorder)).map(({ settled }) => settled), [true, 'pending', 'pending']);
  assert.equal(readings.length, 1);
  await answer(log);
  assert.deepEqual(entries(replay(recorder)).map(({ settled }) => settled), [true, true, true]);
  assert.equal(readings.length, 0);
});

test('what is bare at its second reading is read twice more, for its rest may be late', async () => {
  const { recorder, readings, answer, advance } = stage();
  const urls = ['https://a.test/late', 'https://a.test/never', 'https://a.test/refused'];
  const bare = urls.map((url) => failure(url));
  bare[2].response._error = 'net::ERR_CONNECTION_REFUSED';
  for (const entry of bare) recorder.finished(entry);
  const settled = () => entries(replay(recorder)).map((item) => item.settled);
  await answer(bare);
  await answer(bare);
  assert.deepEqual(settled(), ['pending', 'pending', true]);
  advance(299);
  assert.equal(readings.length, 0);
  advance(1);
  await answer([failure(urls[0], undefined, 200), bare[1]]);
  assert.deepEqual(settled(), [true, 'pending', true]);
  advance(1_200);
  await answer([bare[1]]);
  assert.deepEqual(settled(), [true, true, true]);
});

/** @param {string} url @param {number} status @param {string} [allowed] @returns {HarEntry} */
const preflight = (url, status, allowed) => ({
  ...failure(url),
  request: { method: 'OPTIONS', url, headers: [{ name: 'Origin', value: 'https://app.test' }, { name: 'Access-Control-Request-Method', value: 'GET' }] },
  response: { status, headers: allowed ? [{ name: 'Access-Control-Allow-Origin', value: allowed }] : [], _error: null },
});

test('who was refused before it went out is not waited for', async () => {
  const url = 'https://a.test/';
  /** @param {HarEntry[]} log */
  const settledBy = async (...log) => {
    const { recorder, answer } = stage();
    recorder.finished(failure(url));
    await answer([failure(url), ...log]);
    return entries(replay(recorder))[0].settled;
  };
  assert.equal(await settledBy(preflight(url, 403, '*')), true);
  assert.equal(await settledBy(preflight(url, 204)), true);
  assert.equal(await settledBy(preflight(url, 204, 'https://other.test')), true);
  // Whether `*` is enough depends on the credentials mode, and a permission may be followed by a half-read answer.
  assert.equal(await settledBy(preflight(url, 204, '*')), 'pending');
  assert.equal(await settledBy(preflight(url, 403), preflight(url, 204, 'https://app.test')), 'pending');
  // One preflight cannot have asked for two requests.
  assert.equal(await settledBy(preflight(url, 403), failure(url)), 'pending');
  assert.equal(await settledBy(preflight('https://a.test/elsewhere', 403)), 'pending');
  assert.equal(await settledBy({ ...preflight(url, 403), startedDateTime: '2026-01-01T00:01:00.000Z' }), 'pending');
});

test('an entry that the log lost to a navigation cannot settle', async () => {
  const { recorder, answer, look } = stage();
  recorder.finished(failure('https://a.test/'));
  recorder.navigated('https://elsewhere.test/');
  await look([], '2026-01-01T00:00:01.000Z');
  await answer([]);
  const items = replay(recorder);
  assert.equal(entries(items)[0].settled, false);
  assert.deepEqual(items.filter(({ kind }) => kind === 'navigated'), [{ kind: 'navigated', url: 'https://elsewhere.test/', next: 1, preserves: false }]);
});

test('a response whose request is not known yet is half read too', async () => {
  const { recorder, readings, answer } = stage();
  const planned = failure('https://a.test/', undefined, 200);
  planned.request.headers = [{ name: 'Referer', value: 'https://app.test/' }];
  recorder.finished(planned);
  assert.equal(entries(replay(recorder))[0].settled, 'pending');
  assert.equal(readings.length, 1);
  await answer([failure('https://a.test/', undefined, 200)]);
  const [{ settled, entry }] = entries(replay(recorder));
  assert.deepEqual([settled, entry.request.headers?.[0].name], [true, 'Origin']);
});

test('an error that tells why by itself is settled even if the log lost it', async () => {
  const { recorder, answer } = stage();
  const refused = failure('https://a.test/');
  refused.response._error = 'net::ERR_CONNECTION_REFUSED';
  recorder.finished(refused);
  await answer([]);
  assert.equal(entries(replay(recorder))[0].settled, true);
});

test('twins of one millisecond are told apart', async () => {
  const { recorder, answer } = stage();
  const twin = { ...failure('https://a.test/'), time: 2 };
  recorder.finished(failure('https://a.test/'));
  await answer([{ ...twin, response: { ...twin.response, status: 500 } }, failure('https://a.test/', undefined, 403)]);
  assert.equal(entries(replay(recorder))[0].entry.response.status, 403);
});

test('a large log is read at most every ten seconds', async () => {
  const { recorder, readings, answer, advance, timers } = stage();
  const log = Array.from({ length: 5_001 }, (_, index) => failure(`https://a.test/${index}`, undefined, 200));
  recorder.finished(failure('https://a.test/0'));
  await answer(log);
  recorder.finished(failure('https://a.test/1'));
  assert.equal(readings.length, 0);
  assert.equal(timers.length, 1);
  advance(9_999);
  recorder.finished(failure('https://a.test/2'));
  assert.equal(readings.length, 0);
  advance(1);
  assert.equal(readings.length, 1);
  await answer(log);
  assert.ok(entries(replay(recorder)).every(({ settled }) => settled === true));
});

test('a subscriber is told everything in order, then follows; a re-read entry is sent again', async () => {
  const { recorder, answer } = stage();
  recorder.theme('dark');
  recorder.finished(failure('https://a.test/1', undefined, 200));
  /** @type {Item[]} */
  const heard = [];
  const stop = recorder.subscribe((text) => heard.push(...JSON.parse(text)));
  recorder.finished(failure('https://a.test/2'));
  await answer([failure('https://a.test/2', undefined, 404)]);
  recorder.theme('default');
  stop();
  recorder.record(false);
  recorder.theme('dark');
  assert.deepEqual(heard.map((item) => (item.kind === 'entry' ? `${item.sequence} ${item.settled}` : item.kind)),
    ['theme', 'recording', '0 true', '1 pending', '1 true', 'theme']);
});

test('a subscriber that throws is let go, and the others hear on', (context) => {
  const { recorder } = stage();
  const warned = context.mock.method(console, 'warn', () => {});
  let calls = 0;
  recorder.subscribe(() => {
    calls += 1;
    throw new Error('the panel is gone');
  });
  /** @type {string[]} */
  const heard = [];
  recorder.subscribe((text) => heard.push(text));
  recorder.theme('dark');
  assert.equal(calls, 1);
  assert.equal(warned.mock.callCount(), 1);
  assert.equal(heard.length, 2);
});

test('beyond its limit the recorder drops the oldest and says how many', () => {
  const { recorder } = stage({ itemLimit: 3_000 });
  for (let index = 0; index < 10_000; index += 1) recorder.finished(failure(`https://a.test/${index}`, undefined, 200));
  const items = replay(recorder);
  assert.deepEqual(items.filter(({ kind }) => kind === 'dropped'), [{ kind: 'dropped', count: 7_000 }]);
  assert.deepEqual(entries(items).map(({ sequence }) => sequence), Array.from({ length: 3_000 }, (_, index) => 7_000 + index));
});

test('weight is bounded as well as number, and an entry dropped meanwhile still settles for those who follow', async () => {
  const { recorder, answer } = stage({ characterLimit: 20_000 });
  recorder.finished(failure('https://a.test/early'));
  for (let index = 0; index < 100; index += 1) recorder.finished(failure(`https://a.test/${index}?${'x'.repeat(500)}`, undefined, 200));
  /** @type {Item[]} */
  const heard = [];
  recorder.subscribe((text) => heard.push(...JSON.parse(text)));
  assert.ok(entries(heard).length < 40);
  await answer([failure('https://a.test/early', undefined, 200)]);
  assert.equal(entries(heard).at(-1)?.sequence, 0);
  const weight = entries(replay(recorder)).map((item) => JSON.stringify(item).length).reduce((sum, one) => sum + one, 0);
  assert.ok(weight <= 20_000, `${weight}`);
});

test('a redirect that DevTools reports twice is one entry, as it ended', () => {
  const { recorder } = stage();
  const redirect = (/** @type {string} */ error, queued = 1.354, start = '2026-01-01T00:00:00.000Z') => {
    const entry = failure('http://a.test/', start, 308);
    return { ...entry, timings: { _blocked_queueing: queued }, response: { ...entry.response, headers: [{ name: 'Location', value: '/b' }], _error: error } };
  };
  recorder.finished(redirect(''));
  recorder.finished(redirect('', 2.5));
  recorder.finished(redirect('net::ERR_ABORTED'));
  recorder.finished(redirect('net::ERR_ABORTED', 2.5, '2026-01-01T00:00:00.001Z'));
  assert.deepEqual(entries(replay(recorder)).map(({ sequence, entry }) => [sequence, entry.response._error]),
    [[0, 'net::ERR_ABORTED'], [1, ''], [2, 'net::ERR_ABORTED']]);
});

test('what the log held before anyone listened comes first, and nothing of it twice', async () => {
  const { recorder, look } = stage();
  const urls = Array.from({ length: 4 }, (_, index) => `https://a.test/${index}`);
  const [early, meanwhile, late, underWay] = urls.map((url) => failure(url, undefined, 200));
  const bare = { ...failure(urls[3]), response: { ...failure(urls[3]).response, _error: null } };
  const begun = recorder.begin();
  recorder.finished(meanwhile);
  recorder.finished(late);
  await look([early, meanwhile, { ...underWay, time: 0 }, bare]);
  await begun;
  recorder.finished(underWay);
  assert.deepEqual(entries(replay(recorder)).map(({ sequence, entry }) => [sequence, entry.request.url, entry.time]),
    [[0, urls[0], 1], [1, urls[1], 1], [2, urls[3], 1], [3, urls[2], 1]]);
});

test('a panel that is made anew is told whether the recorder pauses', () => {
  const { recorder } = stage();
  const recording = () => replay(recorder).flatMap((item) => (item.kind === 'recording' ? [item.on] : []));
  assert.deepEqual(recording(), [true]);
  recorder.record(false);
  assert.deepEqual(recording(), [false]);
});

test('a page is left with the setting that held then', async () => {
  const { recorder, look, advance } = stage();
  for (const [index, on] of [false, true, false].entries()) {
    recorder.preserve(on);
    recorder.navigated(`https://a.test/${index}`);
    recorder.preserve(true);
    await look([], `2026-01-01T00:00:0${index}.000Z`);
    advance(1_000);
  }
  assert.deepEqual(replay(recorder).flatMap((item) => (item.kind === 'navigated' ? [item.preserves] : [])), [false, true, false]);
});
