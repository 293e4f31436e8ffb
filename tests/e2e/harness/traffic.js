// @ts-check
/** What the browser itself says of each request, heard over the DevTools protocol beside DevTools. */
import { EventEmitter, once } from 'node:events';
import { Session, within } from './connection.js';

/** @typedef {{ corsError: string, failedParameter: string }} Refusal */

export class Traffic {
  /** @param {Session} page with its Network domain enabled */
  constructor(page) {
    this.page = page;
    /** Requests under way, by session and id: their addresses. @type {Map<string, { url: string, preflight: boolean }>} */
    this.open = new Map();
    /** Every entry that a log must have: one for each request, preflight and redirect. @type {string[]} */
    this.finished = [];
    /** @type {{ url: string, refusal: Refusal }[]} */
    this.refusals = [];
    this.changed = new EventEmitter();
    this.listen(page, 'page');
  }

  /** Takes in the requests of workers too; a page's own session does not hear them. */
  async followWorkers() {
    this.page.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const worker = new Session(this.page.connection, sessionId, targetInfo.type);
      this.page.connection.sessions.set(sessionId, worker);
      this.listen(worker, sessionId);
      // A worker may end before it is spoken to.
      worker.send('Network.enable').catch(() => {});
      worker.send('Runtime.runIfWaitingForDebugger').catch(() => {});
    });
    await this.page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  }

  /** @param {Session} session @param {string} name */
  listen(session, name) {
    /** @param {string} id */
    const finish = (id) => {
      const request = this.open.get(`${name} ${id}`);
      this.open.delete(`${name} ${id}`);
      if (request) this.finished.push(request.url);
      this.changed.emit('change');
    };
    session.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse, type }) => {
      if (redirectResponse) finish(requestId);
      this.open.set(`${name} ${requestId}`, { url: request.url, preflight: type === 'Preflight' });
    });
    session.on('Network.loadingFinished', ({ requestId }) => finish(requestId));
    session.on('Network.loadingFailed', ({ requestId, corsErrorStatus, type }) => {
      const request = this.open.get(`${name} ${requestId}`);
      // A preflight that local network access refuses carries the code as well as its request.
      if (request && !request.preflight && type !== 'Preflight' && corsErrorStatus) this.refusals.push({ url: request.url, refusal: corsErrorStatus });
      finish(requestId);
    });
  }

  /**
   * Resolves when no request whose address contains the text is under way.
   * @param {string} part
   */
  async settled(part) {
    const busy = () => [...this.open.values()].some(({ url }) => url.includes(part));
    const wait = async () => {
      while (busy()) await once(this.changed, 'change');
    };
    await within(wait(), `the requests to ${part}`);
  }

  /** How many log entries the address part must have by now. @param {string} part */
  count(part) {
    return this.finished.filter((url) => url.includes(part)).length;
  }

  /** The browser's refusals of that address part. @param {string} part @returns {Refusal[]} */
  of(part) {
    return this.refusals.filter(({ url }) => url.includes(part)).map(({ refusal }) => refusal);
  }
}
