// @ts-check
/**
 * Keeps what happened since DevTools opened, for a panel that may be shown much later. Pure: the browser's interfaces
 * come in as functions, so that tests can play recorded sequences.
 */
import { createDocuments, nameOf, newestOf } from './documents.js';
import { pick } from './pick.js';
import { createRepeats } from './repeats.js';
import { createSettling, isHalfRead, isInNeedOfMore } from './settling.js';

/**
 * @typedef {import('./pick.js').HarEntry} HarEntry
 * @typedef {true | false | 'pending'} Settled `pending` waits for its second reading; `false` will never be whole
 * @typedef {{ kind: 'entry', sequence: number, settled: Settled, again?: true, entry: HarEntry }
 *   | { kind: 'navigated', url: string, next: number, preserves: boolean } | { kind: 'theme', name: string }
 *   | { kind: 'recording', on: boolean } | { kind: 'dropped', count: number }} Item
 * @typedef {{
 *   begin(): Promise<void>,
 *   finished(entry: HarEntry): void,
 *   navigated(url: string): void,
 *   theme(name: string): void,
 *   record(on: boolean): void,
 *   preserve(on: boolean): void,
 *   forget(): void,
 *   subscribe(listener: (text: string) => void): () => void,
 * }} Recorder
 * @typedef {{
 *   readLog: () => Promise<HarEntry[]>,
 *   readPages: () => Promise<import('./documents.js').Log>,
 *   preserves?: () => boolean,
 *   now: () => number,
 *   later: (callback: () => void, milliseconds: number) => unknown,
 *   itemLimit?: number,
 *   characterLimit?: number,
 * }} Surroundings
 */

/** A page that polls for days must not fill the memory of DevTools: beyond either limit the oldest items go. */
const ITEM_LIMIT = 100_000;
const CHARACTER_LIMIT = 256 * 1024 * 1024;

/** One message of the replay; small enough that the panel can paint between two. */
const REPLAY_CHUNK = 50;

/** Dropped items are cut off the front in strides, because each cut moves all the others. */
const TRIM_STRIDE = 1_024;

/**
 * @param {Surroundings} surroundings
 * @returns {Recorder}
 */
export function createRecorder({ itemLimit = ITEM_LIMIT, characterLimit = CHARACTER_LIMIT, ...surroundings }) {
  /** Items as JSON: a text is a third of the objects' weight, and the panel wants text. @type {string[]} */
  let kept = [];
  /** How many items were cut off the front of `kept`; a position counts from the first item ever. */
  let cut = 0;
  /** The first position that is still retained. */
  let oldest = 0;
  /** What stood before this position was let go on purpose. */
  let forgotten = 0;
  let characters = 0;
  let sequences = 0;
  let themeName = 'default';
  let isRecording = true;
  /** Whether rows outlive their page, once the panel has said so. @type {boolean | undefined} */
  let isPreserving;
  const preserves = () => isPreserving ?? surroundings.preserves?.() ?? false;
  /** What happens while the log is read at the start, to be told after what came before it. @type {(() => void)[] | null} */
  let held = null;
  /** Where the entries of that log are kept: some were still under way. @type {Map<string, { sequence: number, position: number, time?: number }[]>} */
  const taken = new Map();
  /** @type {Set<(text: string) => void>} */
  const listeners = new Set();

  /** @param {string} text */
  const send = (text) => {
    for (const listener of listeners) deliver(listener, `[${text}]`);
  };

  /** @param {(text: string) => void} listener @param {string} message */
  const deliver = (listener, message) => {
    try {
      listener(message);
    } catch (error) {
      // A panel that was closed or reloaded leaves a listener that can only throw. Recording goes on without it.
      listeners.delete(listener);
      console.warn('WhyCORS: a panel no longer takes messages', error);
    }
  };

  /** @param {Item} item @returns {number} the item's position */
  const keep = (item) => {
    const text = JSON.stringify(item);
    kept.push(text);
    characters += text.length;
    while (cut + kept.length - oldest > itemLimit || (characters > characterLimit && kept.length + cut - oldest > 1)) {
      characters -= kept[oldest - cut].length;
      kept[oldest - cut] = '';
      oldest += 1;
    }
    if (oldest - cut >= TRIM_STRIDE) {
      kept = kept.slice(oldest - cut);
      cut = oldest;
    }
    send(text);
    return cut + kept.length - 1;
  };

  /** @param {number} position @param {Item} item */
  const replace = (position, item) => {
    const text = JSON.stringify(item);
    if (position >= oldest) {
      characters += text.length - kept[position - cut].length;
      kept[position - cut] = text;
    }
    send(text);
  };

  const settling = createSettling(surroundings);
  const repeats = createRepeats();

  const documents = createDocuments(surroundings, (left) => {
    keep({ kind: 'navigated', ...left });
    taken.clear();
  });

  /** @param {HarEntry} entry @returns {{ sequence: number, position: number }} where it is kept */
  const add = (entry) => {
    const first = pick(entry);
    const sequence = sequences;
    sequences += 1;
    if (!isHalfRead(first)) {
      const position = keep({ kind: 'entry', sequence, settled: true, entry: first });
      repeats.note(entry, { sequence, position });
      return { sequence, position };
    }
    const position = keep({ kind: 'entry', sequence, settled: 'pending', entry: first });
    settling.readAgain(first, (found) => {
      // `again` tells whoever counts that the first look was not enough.
      replace(position, { kind: 'entry', sequence, settled: found !== null || !isInNeedOfMore(first), again: true, entry: found ? pick(found) : first });
    });
    return { sequence, position };
  };

  /** Where a request is kept that was taken out of the log; twins are told apart by their duration. @param {HarEntry} entry */
  const takenOf = (entry) => {
    const twins = taken.get(nameOf(entry)) ?? [];
    const same = twins.findIndex(({ time }) => time === entry.time);
    return twins.splice(Math.max(same, 0), 1)[0];
  };

  /** @param {HarEntry} entry */
  const finished = (entry) => {
    documents.finished(entry, sequences);
    if (!isRecording) return;
    const first = pick(entry);
    const known = takenOf(entry);
    const earlier = repeats.earlier(entry) ?? known;
    if (!earlier) add(entry);
    // The log may have been read later than this was told, and it knows more.
    else if (!known || !isHalfRead(first)) replace(earlier.position, { kind: 'entry', sequence: earlier.sequence, settled: true, entry: first });
  };

  /** @param {import('./documents.js').Log} log */
  const takeIn = (log) => {
    documents.begin(log);
    const newest = newestOf(log.pages)?.id;
    for (const entry of log.entries) {
      // A request under way has neither status nor error.
      const hasBegun = entry.response.status !== 0 || entry.response._error != null;
      const isOfPage = !entry.pageref || entry.pageref === newest || preserves();
      if (hasBegun && isOfPage) {
        documents.finished(entry, sequences);
        const name = nameOf(entry);
        taken.set(name, [...taken.get(name) ?? [], { ...add(entry), time: entry.time }]);
      }
    }
  };

  return {
    /**
     * Takes in what the log holds already: DevTools lets extensions in late, on a page of the browser's own only with the
     * first address that is typed.
     */
    async begin() {
      const waiting = held ??= [];
      try {
        takeIn(await surroundings.readPages());
      } catch (error) {
        console.warn('WhyCORS: the log could not be read', error);
      }
      held = null;
      for (const happens of waiting) happens();
    },

    finished(entry) {
      if (held) held.push(() => finished(entry));
      else finished(entry);
    },

    navigated(url) {
      const happens = () => documents.navigated({ url, next: sequences, preserves: preserves() });
      if (held) held.push(happens);
      else happens();
    },

    theme(name) {
      themeName = name;
      send(JSON.stringify({ kind: 'theme', name }));
    },

    /** While it pauses, what finishes is not kept; nothing that was kept is lost. */
    record(on) {
      isRecording = on;
    },

    /** Whether rows outlive the pages that are left from now on. */
    preserve(on) {
      isPreserving = on;
    },

    /** Lets go of everything kept: the list was emptied, and a panel that is opened anew shall not bring it back. */
    forget() {
      cut += kept.length;
      oldest = cut;
      forgotten = cut;
      kept = [];
      characters = 0;
    },

    subscribe(listener) {
      // Not of the retained items: only what holds now matters, and it must not be dropped.
      const opening = [JSON.stringify({ kind: 'theme', name: themeName }), JSON.stringify({ kind: 'recording', on: isRecording })];
      if (oldest > forgotten) opening.push(JSON.stringify({ kind: 'dropped', count: oldest - forgotten }));
      listeners.add(listener);
      deliver(listener, `[${opening.join(',')}]`);
      const retained = kept.slice(oldest - cut);
      for (let from = 0; from < retained.length && listeners.has(listener); from += REPLAY_CHUNK) {
        deliver(listener, `[${retained.slice(from, from + REPLAY_CHUNK).join(',')}]`);
      }
      return () => listeners.delete(listener);
    },
  };
}
