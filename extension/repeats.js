// @ts-check
/**
 * DevTools reports a redirect as ended, and reports it once more when the browser does not follow it (for a user name in
 * the new address, say). It is one request, and DevTools' own log has one entry of it.
 */

/**
 * @typedef {import('./pick.js').HarEntry} HarEntry
 * @typedef {{ sequence: number, position: number }} Place
 */

/** The second report follows the first within milliseconds; a page cannot have more redirects under way than this. */
const REMEMBERED = 256;

export function createRepeats() {
  /** By fingerprint, the oldest first. @type {Map<string, Place>} */
  const places = new Map();

  return {
    /** Remembers where a redirect is kept. @param {HarEntry} entry @param {Place} place */
    note(entry, place) {
      const name = isRedirect(entry) ? fingerprint(entry) : null;
      if (name === null) return;
      places.set(name, place);
      const [oldest] = places.keys();
      if (places.size > REMEMBERED) places.delete(oldest);
    },

    /** Where the same request is kept already. @param {HarEntry} entry @returns {Place | undefined} */
    earlier(entry) {
      const name = isRedirect(entry) && entry.response._error ? fingerprint(entry) : null;
      return name === null ? undefined : places.get(name);
    },
  };
}

/** @param {HarEntry} entry */
function isRedirect({ response }) {
  return response.status >= 300 && response.status < 400;
}

/**
 * Twins that started in the same millisecond differ in how long they queued, which is measured in microseconds. An entry
 * that does not state it has no fingerprint.
 * @param {HarEntry} entry
 */
function fingerprint({ request, startedDateTime, timings }) {
  const queued = timings?._blocked_queueing;
  return queued === undefined ? null : JSON.stringify([request.method, request.url, startedDateTime, queued]);
}
