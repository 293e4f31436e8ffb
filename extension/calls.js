// @ts-check
/**
 * Brings the code around a call to the core, which asks for it where the credentials mode decides a verdict. Only the
 * lines around the place leave this file, and each script is read once. Pure: the browser's interface comes in.
 */

/**
 * @typedef {{ url: string, line: number, column: number }} Place counted from 1
 * @typedef {Place & { kind: 'call', before: string, after: string }} Call
 */

/** Characters on either side of the place: enough for a call's options, also in a minified script. */
const AROUND = 2_000;

/** Scripts kept at a time; one page seldom calls from more. */
const MOST_SCRIPTS = 20;

/**
 * @param {(url: string) => Promise<string | null>} readResource
 */
export function createCalls(readResource) {
  /** @type {Map<string, Promise<string | null>>} */
  const texts = new Map();

  /** @param {string} url */
  const textOf = (url) => {
    const known = texts.get(url);
    if (known) return known;
    if (texts.size >= MOST_SCRIPTS) texts.delete(/** @type {string} */ (texts.keys().next().value));
    const text = readResource(url).catch(() => null);
    texts.set(url, text);
    return text;
  };

  return {
    /** @param {Place} place @returns {Promise<Call | null>} null where there is no such code */
    async at(place) {
      const text = await textOf(place.url);
      const position = text === null ? null : positionOf(text, place);
      if (text === null || position === null) return null;
      return {
        kind: 'call',
        ...place,
        before: text.slice(Math.max(0, position - AROUND), position),
        after: text.slice(position, position + AROUND),
      };
    },

    /** The page went elsewhere: under the same address there may be another script. */
    forget() {
      texts.clear();
    },
  };
}

/**
 * Where a place is in a text; null beyond its end. Line breaks are counted as the browser's parser does.
 * @param {string} text
 * @param {Place} place
 */
function positionOf(text, { line, column }) {
  const breaks = /\r\n|[\n\r\u2028\u2029]/g;
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    if (!breaks.exec(text)) return null;
    start = breaks.lastIndex;
  }
  const position = start + column - 1;
  return position >= start && position < text.length ? position : null;
}
