// @ts-check
/** The HTML report as a browser shows it: without script or request, and without a fault that axe-core can find. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, ROOT } from './harness/browser.js';
import { PROGRAM } from './harness/lab.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RECORDINGS = ['preflight-three-faults', 'allow-origin-invisible-bytes', 'redirect-taints-origin', 'undecided-wildcard-and-header'];

/** @param {string[]} names @returns {Promise<string>} */
function report(names) {
  const files = names.map((name) => join(ROOT, 'tests', 'recorded', `${name}.har`));
  return new Promise((resolve, reject) => {
    // Status 1: something was blocked.
    execFile(PROGRAM, ['diagnose', '--format', 'html', ...files], { maxBuffer: 1 << 26 }, (error, text) => {
      if (error && error.code !== 1) reject(error);
      else resolve(text);
    });
  });
}

describe('the HTML report', () => {
  /** @type {import('./harness/browser.js').Browser} */
  let browser;
  /** @type {import('./harness/connection.js').Session} */
  let page;
  /** @type {string} */
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whycors-report-'));
    await writeFile(join(folder, 'report.html'), await report(RECORDINGS));
    browser = await launch();
    page = await browser.page();
    const loaded = new Promise((resolve) => page.on('Page.loadEventFired', resolve));
    await page.send('Page.navigate', { url: pathToFileURL(join(folder, 'report.html')).href });
    await loaded;
    await page.evaluate(`${await readFile(AXE, 'utf8')}; 0`);
  });

  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [media, scheme] of [['screen', 'light'], ['screen', 'dark'], ['print', 'light']]) {
    test(`${media}, ${scheme}: axe-core finds no violation`, async () => {
      await page.send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
      const { violations, passes } = await page.evaluate(`axe.run().then(({ violations, passes }) => ({
        violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')), passes: passes.length }))`);
      assert.deepEqual(violations, []);
      assert.ok(passes > 10, `${passes} rules were looked at`);
    });
  }

  test('it holds no script, loads nothing, and names every failure', async () => {
    const seen = await page.evaluate(`({ scripts: document.scripts.length, loaded: performance.getEntriesByType('resource').length,
      headings: document.querySelectorAll('section > h2').length, wide: document.documentElement.scrollWidth > innerWidth })`);
    assert.equal(seen.scripts, 0);
    assert.equal(seen.loaded, 0);
    assert.ok(seen.headings >= RECORDINGS.length * 2, 'a heading for each failure and each input');
    assert.equal(seen.wide, false, 'tables and code scroll by themselves');
  });
});
