// @ts-check
/** The CORS tab in a window that is too low for list and detail: the one covers the other, and the keyboard goes with what is seen. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

describe('a low and narrow panel without a mouse', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;

  before(async () => {
    lab = await startLab();
    devtools = await openDevTools({ dock: 'right', dockSize: 400, size: [1000, 520] });
    await devtools.visit(`${lab.address}/demo`);
    const failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    panel = await devtools.showPanel();
    await panel.atLeast(failures);
    await panel.session.evaluate('window.focus()');
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** Waits until the keyboard is there. @param {string} testid */
  const comes = (testid) => panel.session.until((wanted) => (
    /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.testid === wanted), testid);

  test('the detail that covers the list has the keyboard, and Escape gives it back', async () => {
    assert.equal(await panel.session.evaluate('innerWidth < 760 && innerHeight < 440'), true);
    for (let turn = 0; turn < 2; turn += 1) {
      await panel.tabTo('list');
      await panel.keys('Home');
      await comes('detail');
      assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="list"]').checkVisibility()`), false);
      // The very next key, without a Tab before it.
      await panel.keys('Escape');
      await comes('list');
      assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="detail"]').checkVisibility()`), false);
      assert.equal(await devtools.hasDrawer(), false);
    }
  });
});
