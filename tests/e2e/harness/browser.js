// @ts-check
/** Starts Chromium with the extension, DevTools open for every tab, and a profile of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Connection, within } from './connection.js';
import { LAB_ARGUMENTS } from './ports.js';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * @typedef {object} LaunchOptions
 * @property {boolean} [dark] DevTools' theme
 * @property {'undocked' | 'right' | 'bottom'} [dock] where DevTools stands; undocked gives it a window of its own
 * @property {number} [dockSize] its width or height when docked
 * @property {[number, number]} [size] of a window
 * @property {boolean} [headed] in a window that can be seen; needs a display
 * @property {string[]} [extensions] further extensions, as folders of this repository
 * @property {string[]} [args] further command-line arguments
 */

/** What would otherwise speak to hosts beyond this machine, or stand in the way of the first page. */
const QUIET = [
  '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-domain-reliability', '--disable-client-side-phishing-detection',
  '--disable-search-engine-choice-screen', '--no-first-run', '--no-default-browser-check', '--no-pings',
  '--metrics-recording-only', '--password-store=basic', '--use-mock-keychain', '--disable-dev-shm-usage',
  '--force-device-scale-factor=1',
];

/** @param {LaunchOptions} options */
function preferences({ dark = false, dock = 'undocked', dockSize = 500 }) {
  const split = JSON.stringify({ vertical: { size: dockSize }, horizontal: { size: dockSize } });
  return JSON.stringify({
    devtools: {
      preferences: {
        currentDockState: JSON.stringify(dock),
        'ui-theme': JSON.stringify(dark ? 'dark' : 'default'),
        'inspector-view.split-view-state': split,
        'InspectorView.splitViewState': split,
      },
    },
  });
}

/**
 * @param {LaunchOptions} [options]
 */
export async function launch(options = {}) {
  const { size = [1280, 800], headed = false, args = [], extensions = [] } = options;
  const profile = await mkdtemp(join(tmpdir(), 'whycors-profile-'));
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), preferences(options));
  const child = spawn(process.env.CHROME_BIN ?? 'chromium', [
    ...(headed ? [] : ['--headless=new']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...QUIET, ...LAB_ARGUMENTS,
    `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--auto-open-devtools-for-tabs',
    `--load-extension=${['extension', ...extensions].map((folder) => join(ROOT, folder)).join()}`, `--window-size=${size.join()}`, ...args, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit').catch((error) => [error]);
  try {
    const address = await within(debuggingAddress(child, gone), 'Chromium');
    return new Browser(child, gone, profile, await Connection.open(address));
  } catch (error) {
    child.kill();
    await gone;
    await rm(profile, { recursive: true, force: true });
    throw error;
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {Promise<unknown[]>} gone @returns {Promise<string>} */
function debuggingAddress(child, gone) {
  /** @type {string[]} */
  const said = [];
  const lines = createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stderr) });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      const address = /^DevTools listening on (ws:.+)$/.exec(line)?.[1];
      // Lines are read on afterwards: a pipe that nobody empties would stop the browser.
      if (address) resolve(address);
    });
    gone.then(([why]) => {
      reject(new Error(`Chromium ended early (${why}). Set CHROME_BIN to a Chromium that starts.\n${said.slice(-8).join('\n')}`));
    });
  });
}

export class Browser {
  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {Promise<unknown>} gone
   * @param {string} profile
   * @param {Connection} connection
   */
  constructor(child, gone, profile, connection) {
    this.child = child;
    this.gone = gone;
    this.profile = profile;
    this.connection = connection;
    // However this process ends, no browser stays behind.
    this.end = () => child.kill();
    process.once('exit', this.end);
  }

  /** The tab that the browser opened with. */
  async page() {
    const target = await this.connection.target('the first tab', ({ type, url }) => type === 'page' && !url.startsWith('devtools:'));
    const session = await this.connection.attach(target.targetId, 'the page');
    await Promise.all([session.send('Page.enable'), session.send('Network.enable')]);
    return session;
  }

  /** Resolves when the person at the screen has closed it. */
  closed() {
    return this.gone;
  }

  async close() {
    process.off('exit', this.end);
    // The connection may go before the answer comes.
    await this.connection.browser.send('Browser.close').catch(() => this.child.kill());
    await within(this.gone, 'Chromium to end').catch(() => this.child.kill('SIGKILL'));
    await this.gone;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
