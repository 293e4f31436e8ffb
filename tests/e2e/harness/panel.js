// @ts-check
/** The CORS tab, operated as a person does: by the mouse and the keyboard, found by its test ids. */

/** @typedef {{ entry: string, cause: string | null, chromium: string | null, outcome: string, text: string }} Row */

/** Keys by their names, with their Windows codes. */
const KEYS = { 'Tab': 9, 'Enter': 13, 'Escape': 27, ' ': 32, 'PageUp': 33, 'PageDown': 34, 'End': 35, 'Home': 36, 'ArrowLeft': 37,
  'ArrowUp': 38, 'ArrowRight': 39, 'ArrowDown': 40 };

/** What a key writes; without it Enter and the space bar press no button. @type {Record<string, string>} */
const WRITTEN = { 'Enter': '\r', ' ': ' ' };

export class Panel {
  /** @param {import('./connection.js').Session} session @param {import('./connection.js').Session} frontend */
  constructor(session, frontend) {
    this.session = session;
    this.frontend = frontend;
  }

  /** Waits until the WASM has drawn the panel, all of it is dressed, and the recorder has been handed to it, which may come later. */
  async ready() {
    await this.session.until(() => document.querySelector('[data-testid="list"], [data-testid="empty"]') !== null
      && !document.querySelector('#app[aria-busy]'));
    await this.session.evaluate(`new Promise((resolve) => {
      if (window.whycorsRecorder) resolve();
      else window.addEventListener('whycors-recorder', () => resolve(), { once: true });
    })`);
  }

  /** The rows in view. @returns {Promise<Row[]>} */
  rows() {
    return this.rowsOf('');
  }

  /** The rows in view whose request's address contains the text. @param {string} part @returns {Promise<Row[]>} */
  rowsOf(part) {
    return this.session.call((wanted) => Array.from(document.querySelectorAll('[data-testid="row"]')).filter((row) => (
      Array.from(row.querySelectorAll('[title]')).some((cell) => cell.getAttribute('title')?.includes(wanted)))).map((row) => {
      const { entry = '', cause = null, chromium = null, outcome = '' } = /** @type {HTMLElement} */ (row).dataset;
      return { entry, cause: cause || null, chromium: chromium || null, outcome, text: row.textContent ?? '' };
    }), part);
  }

  /** Waits until what is known by now is drawn. */
  drawn() {
    return this.session.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))');
  }

  /** Shows failures that are not CORS's too. */
  showAll() {
    return this.click('[data-testid="scope-all"]');
  }

  /** Empties the list and forgets what was recorded. */
  async clear() {
    await this.click('[data-testid="clear"]');
    await this.session.until(() => document.querySelector('[data-testid="row"]') === null);
  }

  /** Waits for that many rows at least. @param {number} count */
  atLeast(count) {
    return this.session.until((wanted) => document.querySelectorAll('[data-testid="row"]').length >= wanted, count);
  }

  /** Waits for a row whose request's address contains the text. @param {string} part @returns {Promise<Row>} */
  async row(part) {
    await this.session.until((wanted) => Array.from(document.querySelectorAll('[data-testid="row"] [title]'))
      .some((cell) => cell.getAttribute('title')?.includes(wanted)), part);
    const [row] = await this.rowsOf(part);
    return row;
  }

  /** Waits for an element and returns its text. @param {string} selector @returns {Promise<string>} */
  text(selector) {
    return this.session.until((wanted) => document.querySelector(wanted)?.textContent, selector);
  }

  /** Clicks with the mouse, in the middle of the element. @param {string} selector */
  async click(selector) {
    await this.clickAt(await this.place(selector));
  }

  /** The middle of an element, once it is there; it is scrolled into view. @param {string} selector @returns {Promise<{ x: number, y: number }>} */
  place(selector) {
    return this.session.until((wanted) => {
      const element = document.querySelector(wanted);
      if (!element) return null;
      element.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
    }, selector);
  }

  /** Clicks with the mouse. @param {{ x: number, y: number }} place */
  async clickAt({ x, y }) {
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  /** Presses a key, for example `ArrowDown`. @param {string} key @param {number} code its Windows key code */
  async press(key, code) {
    for (const type of ['keyDown', 'keyUp']) {
      await this.session.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code });
    }
  }

  /** Presses keys one after the other, each as a person does, and waits until what they did is drawn. @param {(keyof typeof KEYS)[]} names */
  async keys(...names) {
    for (const key of names) await this.strike(key);
    await this.drawn();
  }

  /** Presses a key that may bring another panel to the front: this one then draws nothing. @param {keyof typeof KEYS} key */
  async strike(key) {
    const about = { key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: KEYS[key] };
    await this.session.send('Input.dispatchKeyEvent', { ...about, type: 'keyDown', ...(key in WRITTEN ? { text: WRITTEN[key] } : {}) });
    await this.session.send('Input.dispatchKeyEvent', { ...about, type: 'keyUp' });
  }

  /** Test id, or else id, of what has the keyboard. @returns {Promise<string>} */
  focused() {
    return this.session.evaluate(`(({ dataset, id, tagName }) => dataset?.testid ?? (id || tagName))(document.activeElement)`);
  }

  /** Presses Tab until that control has the keyboard. @param {string} testid */
  async tabTo(testid) {
    const passed = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const focused = await this.focused();
      if (focused === testid) return;
      passed.push(focused);
      // Beyond the last control Tab leaves for DevTools' own; DevTools leads in again at the first.
      if (focused === 'BODY') await this.session.evaluate('window.focus()');
      await this.keys('Tab');
    }
    throw new Error(`Tab does not reach ${testid}; it reached ${[...new Set(passed)].join(', ')}`);
  }

  /** What the WASM in the panel says of a HAR. @param {string} har @param {string} path @returns {Promise<string>} */
  diagnose(har, path) {
    return this.session.evaluate(`(async () => {
      const { diagnose } = await import('./wasm/whycors.js');
      return diagnose(new TextEncoder().encode(${JSON.stringify(har)}), ${JSON.stringify(path)});
    })()`);
  }
}
