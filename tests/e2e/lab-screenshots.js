// @ts-check
/** Pictures of the lab's pages for docs/screenshots. Run by scripts/screenshots, with the same arguments as the panel's. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, ROOT } from './harness/browser.js';
import { startLab } from './harness/lab.js';
import { scheme, submit, visit } from './harness/page.js';

/** @typedef {import('./harness/connection.js').Session} Session */

const FOLDER = process.argv[2] ?? join(ROOT, 'docs', 'screenshots');

/** @param {Session} page */
const sent = async (page) => {
  await page.evaluate(`document.querySelector('[id="allow-origin-trailing-slash"] button').click()`);
  await page.until(() => document.querySelector('[id="allow-origin-trailing-slash"] output')?.textContent?.startsWith('The page was told'));
};

/** @param {Session} page */
const guessed = async (page) => {
  await page.evaluate(`document.querySelector('input[value="refused"]').click()`);
  await submit(page);
};

/** @type {Record<string, { path: string, dark?: boolean, width?: number, height?: number, steps?: (page: Session) => Promise<unknown> }>} */
const PICTURES = {
  'lab-course': { path: '/?a#allow-origin-trailing-slash', height: 760, steps: sent },
  'lab-build-dark': { path: '/build', dark: true, height: 1300, steps: guessed },
  'lab-fix-narrow': { path: '/fix/preflight-three-faults', width: 420, height: 1500, steps: submit },
};

await mkdir(FOLDER, { recursive: true });
const only = process.argv.slice(3);
const lab = await startLab();
const browser = await launch({ args: lab.args });
const page = await browser.page();
for (const [name, { path, dark = false, width = 1100, height = 800, steps }] of Object.entries(PICTURES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  await scheme(page, dark ? 'dark' : 'light');
  await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  await visit(page, `${lab.address}${path}`);
  await steps?.(page);
  const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
  await writeFile(join(FOLDER, `${name}.png`), Buffer.from(data, 'base64'));
  console.log(`${name}.png`);
}
await browser.close();
await lab.close();
