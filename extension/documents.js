// @ts-check
/**
 * DevTools tells extensions of every new address of the page, also where the document stays: `pushState`, a fragment,
 * `history.back()` within it, `document.open()`. What it says is the same; only the log, read right after it, differs
 * (measured): its newest page has another main request, or it was emptied of all that is known of the page.
 */

/**
 * @typedef {import('./pick.js').HarEntry} HarEntry
 * @typedef {{ id: string, title: string, startedDateTime: string }} HarPage
 * @typedef {{ entries: HarEntry[], pages: HarPage[] }} Log
 * @typedef {{ url: string, next: number, preserves: boolean }} Left
 *   `next` is the first sequence number of the new document; `preserves` is whether rows shall outlive it
 */

/** Requests by which it is seen that the log was emptied; a frame that goes takes some of them with it. */
const REMEMBERED = 64;

/** A reading stops DevTools, so that readings get a tenth of its time: a page may change its address at every frame. */
const SHARE = 10;

/**
 * @param {{ readPages: () => Promise<Log>, now: () => number, later: (callback: () => void, milliseconds: number) => unknown }} surroundings
 * @param {(left: Left) => void} leave called for each document that was left, some time after
 */
export function createDocuments({ readPages, now, later }, leave) {
  /** Requests of this document that finished last. @type {{ name: string, sequence: number }[]} */
  let known = [];
  /** The first request of each page that has finished. @type {Map<string, number>} */
  const firsts = new Map();
  /** Main request of the newest page, and its id. It stays when a document comes back out of the cache and has none. */
  let main = '';
  let page = '';
  /** Where the page is. */
  let address = '';
  /** New addresses that may be new documents. @type {(Left & { isElsewhere: boolean })[]} */
  let waiting = [];
  let isReading = false;
  let earliest = -Infinity;

  /** Is the newest page another than before? @param {Log} log */
  const adopt = ({ pages }) => {
    const newest = newestOf(pages);
    if (!newest) return false;
    page = newest.id;
    const before = main;
    main = `${newest.startedDateTime} ${newest.title}`;
    return main !== before;
  };

  /**
   * Which of the new addresses is a new document's.
   * @param {typeof waiting} asked @param {Log} log
   */
  const leftBy = (asked, log) => {
    const [{ next: from }] = asked;
    const isAnother = adopt(log);
    const first = firsts.get(page) ?? Infinity;
    if (isAnother && first >= from) return asked.findLast((one) => one.next <= first) ?? asked[0];
    const names = new Set(log.entries.map(nameOf));
    const ours = known.filter(({ sequence }) => sequence < from);
    const isEmptied = ours.length > 0 && !ours.some(({ name }) => names.has(name));
    return asked.findLast((one) => one.isElsewhere) ?? (isEmptied ? asked[0] : undefined);
  };

  const next = () => {
    if (isReading || waiting.length === 0) return;
    if (earliest <= now()) read();
    else later(next, earliest - now());
  };

  const read = async () => {
    isReading = true;
    const asked = waiting;
    const before = now();
    try {
      const left = leftBy(asked, await readPages());
      if (left) {
        known = known.filter(({ sequence }) => sequence >= left.next);
        leave({ url: left.url, next: left.next, preserves: left.preserves });
      }
    } catch (error) {
      console.warn('WhyCORS: the log could not be read', error);
    }
    waiting = waiting.slice(asked.length);
    earliest = now() + SHARE * (now() - before);
    isReading = false;
    next();
  };

  return {
    /** Takes the log as it stands at the start. @param {Log} log */
    begin(log) {
      adopt(log);
    },

    /** A request has finished. @param {HarEntry} entry @param {number} sequence */
    finished(entry, sequence) {
      known.push({ name: nameOf(entry), sequence });
      if (known.length > 2 * REMEMBERED) known = known.slice(-REMEMBERED);
      const { pageref } = entry;
      if (!pageref) return;
      if (!firsts.has(pageref)) firsts.set(pageref, sequence);
      if (firsts.size > REMEMBERED) firsts.delete(/** @type {string} */ (firsts.keys().next().value));
      // It belongs to a page that was not there at the last reading.
      if (waiting.length > 0 && pageref !== page) {
        earliest = -Infinity;
        next();
      }
    },

    /** The page has a new address. @param {Left} left */
    navigated(left) {
      waiting = [...waiting, { ...left, isElsewhere: isElsewhere(address, left.url) }];
      address = left.url;
      next();
    },
  };
}

/** The page that came last. @param {HarPage[]} pages */
export function newestOf(pages) {
  const number = (/** @type {HarPage} */ { id }) => Number(/\d+$/.exec(id)?.[0] ?? 0);
  return pages.reduce((/** @type {HarPage | undefined} */ newest, one) => (newest && number(newest) >= number(one) ? newest : one), undefined);
}

/** Can an address only be another document's? A document stays within its origin; `about:blank` leaves no request by which it were known. @param {string} before @param {string} after */
function isElsewhere(before, after) {
  const bare = (/** @type {string} */ url) => url.replace(/#.*/s, '');
  if (before === '' || (after.includes('#') && bare(before) === bare(after))) return false;
  return after.startsWith('about:') || originOf(before) !== originOf(after);
}

/** @param {string} url */
function originOf(url) {
  // Without an authority, as in `data:`, there is nothing that two documents could share.
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
}

/** @param {HarEntry} entry */
export function nameOf({ request, startedDateTime }) {
  return JSON.stringify([request.method, request.url, startedDateTime]);
}
