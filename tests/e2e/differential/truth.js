// @ts-check
/** What the browser itself did with each case, heard over the DevTools protocol. */
import { EventEmitter, once } from 'node:events';
import { within } from '../harness/connection.js';
import { caseOf } from './policy.js';

/**
 * @typedef {{ corsError: string | null, parameter: string, errorText: string | null, entries: number, preflights: number, elsewhere: boolean }} Truth
 *   `entries`: how many a log must have, one for each request, preflight and hop; `elsewhere`: it was led to another
 *   scheme than HTTP's
 */

export class Truths {
  /** @param {import('../harness/connection.js').Session} page with its Network domain enabled */
  constructor(page) {
    /** @type {Map<string, Truth>} */
    this.cases = new Map();
    /** Under way, by request id. @type {Map<string, { id: string, preflight: boolean, hops: number }>} */
    this.open = new Map();
    this.changed = new EventEmitter();
    page.on('Network.requestWillBeSent', ({ requestId, request, initiator }) => {
      const id = caseOf(request.url) ?? this.open.get(requestId)?.id;
      if (!id) return;
      const truth = this.of(id);
      const preflight = initiator.type === 'preflight';
      // Each hop of a redirect is told anew, under the same id; one to another scheme leaves no entry.
      if (/^https?:/i.test(request.url)) truth.entries += 1;
      else truth.elsewhere = true;
      if (preflight) truth.preflights += 1;
      this.open.set(requestId, { id, preflight, hops: (this.open.get(requestId)?.hops ?? 0) + 1 });
    });
    page.on('Network.loadingFinished', ({ requestId }) => this.finish(requestId, null, null));
    page.on('Network.loadingFailed', ({ requestId, corsErrorStatus, errorText }) => this.finish(requestId, errorText, corsErrorStatus));
  }

  /** @param {string} id */
  of(id) {
    let truth = this.cases.get(id);
    if (!truth) this.cases.set(id, truth = { corsError: null, parameter: '', errorText: null, entries: 0, preflights: 0, elsewhere: false });
    return truth;
  }

  /** @param {string} requestId @param {string | null} errorText @param {{ corsError: string, failedParameter: string } | null} cors */
  finish(requestId, errorText, cors) {
    const request = this.open.get(requestId);
    this.open.delete(requestId);
    if (request && !request.preflight) {
      const truth = this.of(request.id);
      // A hop that the browser planned and then did not make: DevTools' log ends with the redirect.
      if (errorText === '' && request.hops > 1) truth.entries -= 1;
      truth.errorText = errorText;
      truth.corsError = cors?.corsError ?? null;
      truth.parameter = cors?.failedParameter ?? '';
    }
    this.changed.emit('change');
  }

  /** Resolves when no case is under way. */
  async settled() {
    const wait = async () => {
      while (this.open.size > 0) await once(this.changed, 'change');
    };
    await within(wait(), 'the requests under way to end').catch((error) => { throw new Error(`${error.message}: ${JSON.stringify([...this.open])}`); });
  }
}
