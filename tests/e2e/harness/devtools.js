// @ts-check
/** The real DevTools window of the first tab, the extension's page in it, and its CORS tab. */
import { writeFile } from 'node:fs/promises';
import { launch } from './browser.js';
import { Panel } from './panel.js';

/** @typedef {import('./connection.js').Session} Session */

/**
 * Starts a browser and waits until the extension records.
 * @param {import('./browser.js').LaunchOptions} [options]
 */
export async function openDevTools(options) {
  const browser = await launch(options);
  try {
    const { connection } = browser;
    const page = await browser.page();
    const window = await connection.target('DevTools', ({ type, url }) => ['page', 'other'].includes(type) && url.startsWith('devtools://'));
    const frontend = await connection.attach(window.targetId, 'DevTools');
    const recorder = await connection.target('the extension in DevTools',
      ({ url }) => /^chrome-extension:\/\/\w+\/devtools\.html$/.test(url));
    const extension = await connection.attach(recorder.targetId, 'the devtools page');
    const devtools = new DevTools(browser, page, frontend, extension, new URL(recorder.url).host);
    await devtools.registered();
    return devtools;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export class DevTools {
  /**
   * @param {import('./browser.js').Browser} browser
   * @param {Session} page
   * @param {Session} frontend
   * @param {Session} extension
   * @param {string} id of the extension
   */
  constructor(browser, page, frontend, extension, id) {
    this.browser = browser;
    this.page = page;
    this.frontend = frontend;
    this.extension = extension;
    this.id = id;
  }

  /** Waits until DevTools knows the CORS tab; from then on every request is recorded. */
  registered() {
    return this.frontend.evaluate(`(async () => {
      const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      const manager = ViewManager.ViewManager.instance();
      const known = () => manager.hasView('chrome-extension://${this.id}CORS');
      if (known()) return;
      // The view is announced by no event that can be heard here; the tab strip changes when it comes.
      await new Promise((resolve) => {
        const look = () => known() ? resolve() : requestAnimationFrame(look);
        look();
      });
    })()`);
  }

  /** Brings the CORS tab to the front. @returns {Promise<Panel>} */
  async showPanel() {
    await this.frontend.evaluate(`(async () => {
      const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      await ViewManager.ViewManager.instance().showView('chrome-extension://${this.id}CORS');
    })()`);
    const { connection } = this.browser;
    const target = await connection.target('the CORS tab', ({ url }) => url === `chrome-extension://${this.id}/panel.html`);
    const session = await connection.attach(target.targetId, 'the panel');
    const panel = new Panel(session, this.frontend);
    await panel.ready();
    return panel;
  }

  /** Loads an address in the tab and waits until it is there. @param {string} url */
  async visit(url) {
    const loaded = this.page.event('Page.loadEventFired');
    const { errorText } = await this.page.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /** The log as the extension gets it. @returns {Promise<any>} */
  har() {
    return this.extension.evaluate('new Promise((resolve) => chrome.devtools.network.getHAR((log) => resolve({ log })))');
  }

  /**
   * The log once it holds as many entries of an address prefix as the browser finished.
   * @param {string} part of the addresses
   * @param {number} count
   * @returns {Promise<any>}
   */
  harWith(part, count) {
    return this.extension.call((fragment, wanted) => new Promise((resolve) => {
      const { network } = chrome.devtools;
      const look = () => network.getHAR((log) => {
        const { entries } = /** @type {any} */ (log);
        const found = entries.filter((/** @type {any} */ entry) => entry.request.url.includes(fragment));
        // A request under way has neither a status nor an error yet.
        const ended = found.filter((/** @type {any} */ { response }) => response.status !== 0 || response._error != null);
        if (ended.length < wanted || ended.length < found.length) return;
        network.onRequestFinished.removeListener(look);
        resolve({ log });
      });
      network.onRequestFinished.addListener(look);
      look();
    }), part, count);
  }

  /** Whether DevTools has its drawer open. What was pressed in a panel it is told by messages, in their order. @returns {Promise<boolean>} */
  hasDrawer() {
    return this.frontend.evaluate(`(async () => {
      const { InspectorView } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return InspectorView.InspectorView.instance().drawerVisible();
    })()`);
  }

  /** Whether DevTools shows its own search bar. @returns {Promise<boolean>} */
  hasSearchBar() {
    return this.frontend.evaluate(`(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const holds = (root) => Array.from(root.querySelectorAll('*')).some((it) => (
        (it.matches('.search-bar') && it.checkVisibility()) || (it.shadowRoot && holds(it.shadowRoot))));
      return holds(document);
    })()`);
  }

  /** A picture of the real DevTools window. @param {string} path */
  async screenshot(path) {
    // The picture otherwise lags the document by a frame.
    await this.frontend.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    const { data } = await this.frontend.send('Page.captureScreenshot', { format: 'png' });
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  close() {
    return this.browser.close();
  }
}
