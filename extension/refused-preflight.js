// @ts-check
/**
 * A request whose preflight was refused never goes out: its entry is bare for good, and there is nothing to wait for.
 * Only refusals that need no knowledge of the request's mode are recognised here; whatever else looks bare is read again.
 */

/** @typedef {import('./pick.js').HarEntry} HarEntry */

/** A preflight starts between these milliseconds of its request's start: clocks are rounded, and a burst queues. */
const EARLIEST = -5;
const LATEST = 5_000;

/** Who was asked first, and what came of it: looked up by address and method. */
export class RefusedPreflights {
  /** @param {HarEntry[]} log */
  constructor(log) {
    /** @type {Map<string, { starts: number[], isRefused: boolean[] }>} */
    this.asked = new Map();
    /** Requests without an answer, each of which may be the one that a preflight asked for. @type {Map<string, number[]>} */
    this.bare = new Map();
    for (const entry of log) {
      const { request, response } = entry;
      const method = request.method === 'OPTIONS' ? header(request.headers, 'access-control-request-method') : undefined;
      if (method !== undefined) {
        const name = key(request.url, method);
        const of = this.asked.get(name) ?? { starts: [], isRefused: [] };
        of.starts.push(Date.parse(entry.startedDateTime));
        of.isRefused.push(isRefused(entry));
        this.asked.set(name, of);
      } else if (response.status === 0) {
        const name = key(request.url, request.method);
        const starts = this.bare.get(name) ?? [];
        starts.push(Date.parse(entry.startedDateTime));
        this.bare.set(name, starts);
      }
    }
  }

  /**
   * Was this request refused before it went out? Every preflight that could be its own was, and there is one for each
   * request that has no answer.
   * @param {HarEntry} entry
   */
  explain({ request, startedDateTime }) {
    const name = key(request.url, request.method);
    const start = Date.parse(startedDateTime);
    const near = (/** @type {number} */ other) => other - start >= EARLIEST && other - start <= LATEST;
    const of = this.asked.get(name);
    const candidates = of?.isRefused.filter((_, index) => near(of.starts[index])) ?? [];
    const rivals = this.bare.get(name)?.filter(near).length ?? 0;
    return candidates.length > 0 && candidates.every(Boolean) && candidates.length >= rivals;
  }
}

/** @param {HarEntry} preflight */
function isRefused({ request, response }) {
  // Without a status the preflight may itself be half read.
  if (response.status === 0) return false;
  if (response.status < 200 || response.status > 299) return true;
  const allowed = header(response.headers, 'access-control-allow-origin');
  return allowed === undefined || (allowed !== '*' && allowed !== header(request.headers, 'origin'));
}

/** @param {import('./pick.js').HarHeader[] | undefined} headers @param {string} wanted in lower case */
function header(headers, wanted) {
  return headers?.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

/** @param {string} url @param {string} method */
function key(url, method) {
  return `${method} ${url.replace(/#.*/s, '')}`;
}
