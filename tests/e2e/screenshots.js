// @ts-check
/**
 * Pictures of the real DevTools window for docs/screenshots, each from a browser of its own. Run by scripts/screenshots.
 * With a folder as argument, they are written there.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

/** @typedef {import('./harness/browser.js').LaunchOptions} LaunchOptions */
/** @typedef {import('./harness/panel.js').Panel} Panel */
/** @typedef {import('./harness/devtools.js').DevTools} DevTools */

const FOLDER = process.argv[2] ?? join(ROOT, 'docs', 'screenshots');

/** Selects the first row of a scenario. @param {Panel} panel @param {string} part of its address */
async function choose(panel, part) {
  const { entry } = await panel.row(part);
  await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
  await panel.text('[data-testid="headline"]');
}

/** @param {string} tab @param {string} part @returns {(panel: Panel) => Promise<void>} */
const view = (tab, part) => async (panel) => {
  await choose(panel, part);
  await panel.click(`[data-testid="tab-${tab}"]`);
};

/** Forced colours, as a reader of Windows' contrast themes has them. @param {Panel} panel */
const forced = (panel) => panel.session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });

/** @type {Record<string, { options?: LaunchOptions, empty?: boolean, steps?: (panel: Panel, devtools: DevTools) => Promise<unknown> }>} */
const PICTURES = {
  'empty': { empty: true },
  'empty-dark': { empty: true, options: { dark: true } },
  'many': {},
  'panel-light': { steps: view('diagnosis', 'allow-origin-trailing-slash') },
  'panel-dark': { options: { dark: true }, steps: view('diagnosis', 'preflight-auth-before-cors') },
  'exchange': { steps: view('exchange', 'preflight-auth-before-cors') },
  'exchange-dark': { options: { dark: true }, steps: view('exchange', 'redirect-taints-origin') },
  'origin': { steps: view('origin', 'allow-origin-trailing-slash') },
  'reproduce': { steps: view('reproduce', 'preflight-auth-before-cors') },
  'fix': { steps: view('fix', 'allow-origin-trailing-slash') },
  'fix-dark': { options: { dark: true }, steps: view('fix', 'preflight-auth-before-cors') },
  'headers': { steps: view('headers', 'preflight-auth-before-cors') },
  'export': { steps: async (panel) => { await choose(panel, 'allow-origin-trailing-slash'); await panel.click('[data-testid="export"]'); } },
  'settings': { steps: (panel) => panel.click('[data-testid="settings"]') },
  'panel-docked': { options: { dock: 'right', dockSize: 320 }, steps: view('diagnosis', 'allow-origin-trailing-slash') },
  'docked-exchange': { options: { dock: 'right', dockSize: 320, dark: true }, steps: view('exchange', 'preflight-auth-before-cors') },
  'docked-headers': { options: { dock: 'right', dockSize: 320 }, steps: view('headers', 'preflight-auth-before-cors') },
  'forced-colors': { steps: async (panel) => { await view('exchange', 'preflight-auth-before-cors')(panel); await forced(panel); } },
  'wide': { options: { size: [1920, 1000] }, steps: view('diagnosis', 'wildcard-with-credentials') },
};

await mkdir(FOLDER, { recursive: true });
const only = process.argv.slice(3);
const lab = await startLab();
for (const [name, { options, empty = false, steps }] of Object.entries(PICTURES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const devtools = await openDevTools(options);
  if (!empty) {
    await devtools.visit(`${lab.address}/demo`);
    const outcomes = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    const panel = await devtools.showPanel();
    await panel.atLeast(outcomes);
    await steps?.(panel, devtools);
    await panel.drawn();
  } else {
    const panel = await devtools.showPanel();
    await panel.drawn();
  }
  await devtools.screenshot(join(FOLDER, `${name}.png`));
  console.log(`${name}.png`);
  await devtools.close();
}
await lab.close();
