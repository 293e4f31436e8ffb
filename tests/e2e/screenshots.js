// @ts-check
/**
 * Pictures of the real DevTools window for docs/screenshots, each from a browser of its own. Run by scripts/screenshots.
 * With a folder as argument, they are written there.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harOf } from './bench/har.js';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

/** @typedef {import('./harness/browser.js').LaunchOptions} LaunchOptions */
/** @typedef {import('./harness/panel.js').Panel} Panel */
/** @typedef {import('./harness/devtools.js').DevTools} DevTools */

const FOLDER = process.argv[2] ?? join(ROOT, 'docs', 'screenshots');

/** Waits for the rows, and until none of them is read again. @param {Panel} panel @param {number} count */
async function settled(panel, count) {
  await panel.atLeast(count);
  await panel.session.until(() => /^\d+ failed requests?$/.test(document.querySelector('[data-testid="status"]')?.textContent ?? ''));
}

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

/** Lets the page send again, with other queries, those that are GET and no more: as a page does that polls. @param {Panel} panel @param {DevTools} devtools */
async function poll(panel, devtools) {
  const urls = await panel.session.evaluate(`Array.from(document.querySelectorAll('.cell-path[title]'), ({ title }) => title.split('?')[0]).filter((url) => /trailing-slash|added-twice/.test(url))`);
  await devtools.page.call(async (addresses) => {
    for (let turn = 1; turn <= 60; turn += 1) await Promise.allSettled(addresses.map((url) => fetch(`${url}?page=${turn}`)));
  }, [...new Set(urls)]);
  await panel.session.until(() => Number(document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount')) >= 125);
  await settled(panel, 20);
  // The list follows its end until a row is chosen or scrolled to.
  await panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop = 0`);
  await panel.drawn();
}

/** A file on its way in: a large one, on a machine that is slowed down, so that the picture shows it half read. @param {Panel} panel */
async function importing(panel) {
  const { session } = panel;
  const folder = await mkdtemp(join(tmpdir(), 'whycors-picture-'));
  const path = join(folder, 'checkout.har');
  await writeFile(path, harOf(60_000, 0, 3));
  await session.send('Page.enable');
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const asked = session.event('Page.fileChooserOpened');
  await panel.click('[data-testid="import"]');
  const { backendNodeId } = await asked;
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await session.send('DOM.setFileInputFiles', { files: [path], backendNodeId });
  await session.until(() => Number(document.querySelector('[data-testid="progress"]')?.getAttribute('value')) >= 30);
  return async () => {
    const still = await session.evaluate(`document.querySelector('[data-testid="progress"]').checkVisibility()`);
    await rm(folder, { recursive: true, force: true });
    if (!still) throw new Error('The file was read before its picture was taken: make it larger.');
  };
}

/** Forced colours, as a reader of Windows' contrast themes has them. @param {Panel} panel @param {'light' | 'dark'} scheme */
const forced = (panel, scheme) => panel.session.send('Emulation.setEmulatedMedia',
  { features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: scheme }] });

/** `steps` may return what is looked at once the picture is taken. @type {Record<string, { options?: LaunchOptions, empty?: boolean, one?: string, steps?: (panel: Panel, devtools: DevTools) => Promise<unknown> }>} */
const PICTURES = {
  'empty': { empty: true },
  'empty-dark': { empty: true, options: { dark: true } },
  'one': { one: 'allow-origin-trailing-slash' },
  'many': { steps: poll },
  'grouped': { options: { dark: true }, steps: async (panel, devtools) => { await panel.click('[data-testid="group"]'); await poll(panel, devtools); await panel.click('[data-testid="row-group"]'); } },
  'importing': { steps: importing },
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
  'docked-fix': { options: { dock: 'right', dockSize: 320 }, steps: view('fix', 'preflight-auth-before-cors') },
  'forced-colors': { steps: async (panel) => { await view('exchange', 'preflight-auth-before-cors')(panel); await forced(panel, 'light'); } },
  'forced-colors-origin': { options: { dark: true }, steps: async (panel) => { await view('origin', 'allow-origin-trailing-slash')(panel); await forced(panel, 'dark'); } },
  'wide': { options: { size: [1920, 1000] }, steps: view('diagnosis', 'wildcard-with-credentials') },
};

await mkdir(FOLDER, { recursive: true });
const only = process.argv.slice(3);
const lab = await startLab();
for (const [name, { options, empty = false, one, steps }] of Object.entries(PICTURES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const devtools = await openDevTools(options);
  const panel = await devtools.showPanel();
  if (one) {
    await devtools.visit((await lab.scenarios())[one].url);
    await devtools.page.evaluate('window.runStep(0)');
  } else if (!empty) {
    await devtools.visit(`${lab.address}/demo`);
    await devtools.page.evaluate('window.demonstration');
  }
  if (!empty) await settled(panel, one ? 1 : 5);
  const looked = await steps?.(panel, devtools);
  // Rows take another width some at a time.
  await panel.session.until(() => !document.querySelector('.drawn > .list-row[style*="width"]'));
  await panel.drawn();
  await devtools.screenshot(join(FOLDER, `${name}.png`));
  if (typeof looked === 'function') await looked();
  console.log(`${name}.png`);
  await devtools.close();
}
await lab.close();
