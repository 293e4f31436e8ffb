// @ts-check
/** The DevTools protocol over one WebSocket: commands, sessions, and events that can be waited for. */
import { EventEmitter, on, once } from 'node:events';
import WebSocket from 'ws';

/** Long enough for a loaded machine, short enough to end a test that waits for what never comes. */
export const PATIENCE = 20_000;

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {string} what is waited for
 * @param {number} [milliseconds]
 * @returns {Promise<T>}
 */
export function within(promise, what, milliseconds = PATIENCE) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${milliseconds / 1000} s in vain for ${what}`)), milliseconds);
  });
  return /** @type {Promise<T>} */ (Promise.race([promise, limit])).finally(() => clearTimeout(timer));
}

/** One attached target. Emits the protocol's events by their names. */
export class Session extends EventEmitter {
  /** @param {Connection} connection @param {string | undefined} id @param {string} name for messages */
  constructor(connection, id, name) {
    super();
    this.connection = connection;
    this.id = id;
    this.name = name;
    this.setMaxListeners(0);
  }

  /**
   * @param {string} method
   * @param {Record<string, unknown>} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.connection.command(this, method, params);
  }

  /**
   * The value of an expression; promises are awaited.
   * @param {string} expression
   * @param {{ milliseconds?: number }} [options]
   * @returns {Promise<any>}
   */
  async evaluate(expression, { milliseconds = PATIENCE } = {}) {
    const answer = await within(
      this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true }),
      `${expression.slice(0, 120)} in ${this.name}`,
      milliseconds,
    );
    const { exceptionDetails: thrown, result } = answer;
    if (thrown) throw new Error(`${this.name}: ${thrown.exception?.description ?? thrown.text}`);
    return result.value;
  }

  /**
   * Calls a function there; it must not use anything of here, and its arguments must be JSON.
   * @template {unknown[]} A
   * @template R
   * @param {(...values: A) => R} callee
   * @param {A} values
   * @returns {Promise<Awaited<R>>}
   */
  call(callee, ...values) {
    return this.evaluate(`(${callee})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join(', ')})`);
  }

  /**
   * Resolves with the first truthy value of a function there, asked anew whenever the document changes.
   * @template {unknown[]} A
   * @template R
   * @param {(...values: A) => R} callee
   * @param {A} values
   * @returns {Promise<NonNullable<R>>}
   */
  until(callee, ...values) {
    const asked = `(${callee})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join(', ')})`;
    return this.evaluate(`new Promise((resolve, reject) => {
      const look = () => {
        try {
          const value = ${asked};
          if (!value) return false;
          observer.disconnect();
          resolve(value);
        } catch (error) { observer.disconnect(); reject(error); }
        return true;
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    })`);
  }

  /** The next event of that name that the predicate accepts. @param {string} name @param {(event: any) => boolean} [accepts] */
  async event(name, accepts = () => true) {
    const ended = new AbortController();
    const search = async () => {
      for await (const [event] of on(this, name, { signal: ended.signal })) if (accepts(event)) return event;
      return undefined;
    };
    try {
      return await within(search(), `${name} in ${this.name}`);
    } finally {
      ended.abort();
    }
  }
}

/** The browser's socket. Emits `target` whenever a target appears or changes. */
export class Connection extends EventEmitter {
  /** @param {WebSocket} socket */
  constructor(socket) {
    super();
    this.setMaxListeners(0);
    this.socket = socket;
    this.last = 0;
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void, what: string }>} */
    this.open = new Map();
    /** @type {Map<string | undefined, Session>} */
    this.sessions = new Map();
    /** @type {Map<string, { targetId: string, type: string, url: string, title: string }>} */
    this.targets = new Map();
    this.browser = new Session(this, undefined, 'the browser');
    this.sessions.set(undefined, this.browser);
    socket.on('message', (data) => this.take(JSON.parse(String(data))));
    socket.on('close', () => this.abandon('the browser closed its connection'));
    for (const name of ['Target.targetCreated', 'Target.targetInfoChanged']) {
      this.browser.on(name, ({ targetInfo }) => {
        this.targets.set(targetInfo.targetId, targetInfo);
        this.emit('target');
      });
    }
    this.browser.on('Target.targetDestroyed', ({ targetId }) => this.targets.delete(targetId));
  }

  /** @param {string} address */
  static async open(address) {
    const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 1 << 30 });
    await within(once(socket, 'open'), 'the DevTools protocol');
    const connection = new Connection(socket);
    await connection.browser.send('Target.setDiscoverTargets', { discover: true, filter: [{}] });
    return connection;
  }

  /** @param {any} message */
  take(message) {
    if (message.id === undefined) {
      this.sessions.get(message.sessionId)?.emit(message.method, message.params);
      return;
    }
    const asked = this.open.get(message.id);
    this.open.delete(message.id);
    if (message.error) asked?.reject(new Error(`${asked.what}: ${message.error.message}`));
    else asked?.resolve(message.result);
  }

  /** @param {string} why */
  abandon(why) {
    for (const { reject, what } of this.open.values()) reject(new Error(`${what}: ${why}`));
    this.open.clear();
  }

  /** @param {Session} session @param {string} method @param {Record<string, unknown>} params */
  command(session, method, params) {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject, what: `${method} in ${session.name}` });
      this.socket.send(JSON.stringify({ id, method, params, sessionId: session.id }));
    });
  }

  /** The first target that the predicate accepts, now or once it appears. @param {string} what @param {(target: { targetId: string, type: string, url: string, title: string }) => boolean} accepts */
  async target(what, accepts) {
    const find = () => [...this.targets.values()].find(accepts);
    const search = async () => {
      for (let found = find(); ; found = find()) {
        if (found) return found;
        await once(this, 'target');
      }
    };
    return within(search(), what);
  }

  /** @param {string} targetId @param {string} name for messages */
  async attach(targetId, name) {
    const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const session = new Session(this, sessionId, name);
    this.sessions.set(sessionId, session);
    return session;
  }
}
