// @ts-check
/**
 * Keeps what happened since DevTools opened, for a panel that may be shown much later. Pure: the browser's interfaces
 * come in as functions, so that tests can play recorded sequences.
 */
import { pick } from './pick.js';
import { createRepeats } from './repeats.js';
import { createSettling, isHalfRead, isInNeedOfMore } from './settling.js';

/**
 * @typedef {import('./pick.js').HarEntry} HarEntry
 * @typedef {true | false | 'pending'} Settled `pending` waits for its second reading; `false` will never be whole
 * @typedef {{ kind: 'entry', sequence: number, settled: Settled, again?: true, entry: HarEntry }
 *   | { kind: 'navigated', url: string } | { kind: 'theme', name: string } | { kind: 'dropped', count: number }} Item
 * @typedef {{
 *   finished(entry: HarEntry): void,
 *   navigated(url: string): void,
 *   theme(name: string): void,
 *   record(on: boolean): void,
 *   forget(): void,
 *   subscribe(listener: (text: string) => void): () => void,
 * }} Recorder
 * @typedef {{
 *   readLog: () => Promise<HarEntry[]>,
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

  return {
    finished(entry) {
      if (!isRecording) return;
      const first = pick(entry);
      const earlier = repeats.earlier(entry);
      if (earlier) {
        replace(earlier.position, { kind: 'entry', sequence: earlier.sequence, settled: true, entry: first });
        return;
      }
      const sequence = sequences;
      sequences += 1;
      if (!isHalfRead(first)) {
        const position = keep({ kind: 'entry', sequence, settled: true, entry: first });
        repeats.note(entry, { sequence, position });
        return;
      }
      const position = keep({ kind: 'entry', sequence, settled: 'pending', entry: first });
      settling.readAgain(first, (found) => {
        // `again` tells whoever counts that the first look was not enough.
        replace(position, { kind: 'entry', sequence, settled: found !== null || !isInNeedOfMore(first), again: true, entry: found ? pick(found) : first });
      });
    },

    navigated(url) {
      keep({ kind: 'navigated', url });
    },

    theme(name) {
      themeName = name;
      send(JSON.stringify({ kind: 'theme', name }));
    },

    /** While it pauses, what finishes is not kept; nothing that was kept is lost. */
    record(on) {
      isRecording = on;
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
      // Not one of the retained items: only the present theme matters, and it must not be dropped.
      const opening = [JSON.stringify({ kind: 'theme', name: themeName })];
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
