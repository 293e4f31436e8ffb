// @ts-check
/**
 * DevTools may report a failed request before it has taken in all that the browser knows of it: status 0, no response
 * headers, often no Origin. The log that `getHAR` returns a moment later has the rest. It is read at once, because a
 * navigation empties it, and with one call in flight, because a call costs about 0.1 ms an entry.
 */

import { RefusedPreflights } from './refused-preflight.js';

/**
 * @typedef {import('./pick.js').HarEntry} HarEntry
 * @typedef {(found: HarEntry | null) => void} Settle
 */

/** Above this many entries a reading takes half a second and more, and DevTools stands still meanwhile. */
const LARGE_LOG = 5_000;
const LARGE_LOG_PAUSE = 10_000;

/**
 * When an entry that is still bare is read again, after each reading: on a loaded machine the rest came up to a second
 * late. The browser may stretch each to a full second, because the page that records is never in view.
 */
const PAUSES = [300, 1_200];

/**
 * Whether the entry may lack what the browser knew. Many failures look like this for good: a refused connection, a
 * request whose preflight failed. Only the second reading tells them apart.
 * @param {HarEntry} entry
 */
export function isHalfRead({ request, response }) {
  if (!/^https?:/i.test(request.url)) return false;
  return response.status === 0 || !response.headers?.length || (response._error === 'net::ERR_FAILED' && !isAsSent(request));
}

/**
 * Are its headers those that went out? Before DevTools knows them it lists those that were planned, without Origin.
 * @param {HarEntry['request']} request
 */
function isAsSent({ headers = [] }) {
  return headers.some(({ name }) => ['host', ':authority', 'origin', 'sec-fetch-mode'].includes(name.toLowerCase()));
}

/**
 * Whether what it lacks would tell why it failed. Another error than the one that stands for a refusal tells it alone.
 * @param {HarEntry} entry
 */
export function isInNeedOfMore(entry) {
  const { _error: error } = entry.response;
  return isHalfRead(entry) && (!error || error === 'net::ERR_FAILED');
}

/**
 * @param {{ readLog: () => Promise<HarEntry[]>, now: () => number,
 *   later: (callback: () => void, milliseconds: number) => unknown }} surroundings
 */
export function createSettling({ readLog, now, later }) {
  /** @typedef {{ entry: HarEntry, settle: Settle, readings: number, due: number }} Waiting */
  /** @type {Waiting[]} */
  let waiting = [];
  /** A reading is under way. */
  let busy = false;
  /** Of the timer that is set; later ones are not needed. */
  let alarm = Infinity;
  let earliest = -Infinity;

  const next = () => {
    if (busy || waiting.length === 0) return;
    const due = Math.max(earliest, Math.min(...waiting.map((one) => one.due)));
    if (due <= now()) {
      read();
    } else if (due < alarm) {
      alarm = due;
      later(() => {
        if (alarm === due) alarm = Infinity;
        next();
      }, due - now());
    }
  };

  const read = async () => {
    busy = true;
    // Whoever arrives from here on may be missing from this reading and waits for the next.
    const asked = waiting;
    waiting = [];
    /** @type {HarEntry[]} */
    let log = [];
    try {
      log = await readLog();
    } catch (error) {
      console.warn('WhyCORS: the log could not be read', error);
    }
    if (log.length > LARGE_LOG) earliest = now() + LARGE_LOG_PAUSE;
    const found = find(asked.map(({ entry }) => entry), log);
    /** Looked through only if something is still bare. @type {RefusedPreflights | undefined} */
    let refused;
    const isFinal = (/** @type {HarEntry} */ entry) => (refused ??= new RefusedPreflights(log)).explain(entry);
    asked.forEach((one, index) => {
      const entry = found[index];
      if (entry && isInNeedOfMore(entry) && entry.response._error && one.readings < PAUSES.length && !isFinal(entry)) {
        // One that was read before its time has not used up its turn.
        const isDue = one.due <= now();
        waiting.push({ ...one, readings: one.readings + Number(isDue), due: isDue ? now() + PAUSES[one.readings] : one.due });
      } else {
        one.settle(entry);
      }
    });
    busy = false;
    next();
  };

  return {
    /** @param {HarEntry} entry @param {Settle} settle called once, with null when the log no longer has the entry */
    readAgain(entry, settle) {
      waiting.push({ entry, settle, readings: 0, due: now() });
      next();
    },
  };
}

/**
 * The log's counterpart of each entry. Entries carry no identifier; address, method and start name one, and twins that
 * started in the same millisecond are told apart by their duration, or else taken in the log's order.
 * @param {HarEntry[]} entries
 * @param {HarEntry[]} log
 * @returns {(HarEntry | null)[]}
 */
function find(entries, log) {
  const wanted = new Set(entries.map(key));
  /** @type {Map<string, HarEntry[]>} */
  const candidates = new Map();
  for (const entry of log) {
    const name = key(entry);
    if (!wanted.has(name)) continue;
    const twins = candidates.get(name);
    if (twins) twins.push(entry);
    else candidates.set(name, [entry]);
  }
  return entries.map((entry) => {
    const twins = candidates.get(key(entry)) ?? [];
    const same = twins.findIndex(({ time }) => time === entry.time);
    return twins.splice(Math.max(same, 0), 1)[0] ?? null;
  });
}

/** @param {HarEntry} entry */
function key({ request, startedDateTime }) {
  return JSON.stringify([request.method, request.url, startedDateTime]);
}
