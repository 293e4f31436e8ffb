// @ts-check
/**
 * The lab's course with the CORS tab open beside it. Without a display the page of failing requests is shown instead: it
 * prints what the tab says of each and keeps pictures of the tab in target/demo.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

/** @typedef {import('./harness/browser.js').LaunchOptions} LaunchOptions */

/** @type {[string, LaunchOptions][]} */
const VIEWS = [
  ['light-wide', {}],
  ['dark-wide', { dark: true }],
  ['light-320', { dock: 'right', dockSize: 320 }],
  ['dark-320', { dock: 'right', dockSize: 320, dark: true }],
];

const lab = await startLab();
if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) await watched();
else await pictured();
await lab.close();

/** In a window, until it is closed. */
async function watched() {
  const devtools = await openDevTools({ headed: true, dock: 'right', dockSize: 760, size: [1440, 900], args: lab.args });
  await devtools.visit(`${lab.address}/`);
  await devtools.showPanel();
  console.log(`The course is at ${lab.address}/, with the CORS tab beside it: open a scenario and send it. Several at once: ${lab.address}/demo. Close the window to end.`);
  await devtools.browser.closed();
  await devtools.close();
}

async function pictured() {
  const directory = join(ROOT, 'target', 'demo');
  await mkdir(directory, { recursive: true });
  for (const [index, [name, options]] of VIEWS.entries()) {
    const devtools = await openDevTools(options);
    await devtools.visit(`${lab.address}/demo`);
    const outcomes = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    const panel = await devtools.showPanel();
    await panel.atLeast(outcomes);
    if (index === 0) await tell(panel);
    await panel.click('[data-testid="row"]');
    await panel.text('[data-testid="headline"]');
    const picture = join(directory, `${name}.png`);
    await devtools.screenshot(picture);
    console.log(`Picture: ${picture}`);
    await devtools.close();
  }
}

/** Selects one row after the other and prints what the detail says. @param {import('./harness/panel.js').Panel} panel */
async function tell(panel) {
  for (const { entry, chromium } of await panel.rows()) {
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.session.until((wanted) => document.querySelector(`[data-testid="row"][data-entry="${wanted}"]`)
      ?.getAttribute('aria-selected') === 'true', entry);
    await panel.drawn();
    console.log(`\n${await panel.text('[data-testid="headline"]')}${chromium ? ` (${chromium})` : ''}`);
    for (const part of ['what', 'why', 'do']) console.log(`  ${await panel.text(`[data-testid="${part}"]`)}`);
  }
  console.log('');
}
