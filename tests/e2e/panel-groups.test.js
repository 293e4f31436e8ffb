// @ts-check
/** The CORS tab in groups, without a mouse: the heads are come to like rows, and opened and closed by keys. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

describe('groups without a mouse', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;

  before(async () => {
    lab = await startLab();
    devtools = await openDevTools();
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

  const chosen = () => panel.session.evaluate(`document.querySelector('[data-testid="row"][aria-selected="true"]')?.dataset.entry ?? null`);
  const count = () => panel.session.evaluate(`Number(document.querySelector('[data-testid="list"]').getAttribute('aria-rowcount')) - 1`);

  test('rows are grouped by endpoint, and every group is come to, opened and closed by keys alone', async () => {
    const { url } = (await lab.scenarios())['allow-origin-missing'].steps[0];
    for (const query of ['once', 'again']) {
      await devtools.page.evaluate(`fetch('${url}?${query}').catch(() => 'rejected')`);
      await panel.row(`?${query}`);
    }
    await panel.tabTo('group');
    await panel.keys(' ');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('role') === 'treegrid');
    /** Where the keyboard is: which line, and how that is drawn. */
    const active = () => panel.session.evaluate(`(() => {
      const list = document.querySelector('[data-testid="list"]');
      const line = document.getElementById(list.getAttribute('aria-activedescendant'));
      const { outlineStyle } = line ? getComputedStyle(line) : {};
      return line && { kind: line.dataset.testid, level: line.getAttribute('aria-level'), expanded: line.getAttribute('aria-expanded'),
        entry: line.dataset.entry ?? null, outline: outlineStyle, marked: document.querySelectorAll('.list-row.active').length };
    })()`);
    const head = (/** @type {string} */ expanded) => ({ kind: 'row-group', level: '1', expanded, entry: null, outline: 'solid', marked: 1 });
    await panel.tabTo('list');
    await panel.keys('End');
    const all = await count();
    const { entry: last, ...of } = await active();
    assert.deepEqual(of, { kind: 'row', level: '2', expanded: null, outline: 'solid', marked: 1 });
    await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.includes(wanted), '?again');
    await panel.keys('ArrowLeft');
    assert.deepEqual(await active(), head('true'));
    assert.equal(await chosen(), last, 'the detail stays as it was');
    await panel.keys('ArrowLeft');
    assert.deepEqual(await active(), head('false'));
    assert.ok(await count() < all);
    assert.match(await panel.text('[data-testid="url"]'), /[?]again/);
    // Elsewhere and back: it is come to again.
    await panel.keys('ArrowUp');
    const above = await active();
    assert.deepEqual([above.kind, above.level], ['row', '1']);
    await panel.keys('ArrowDown');
    assert.deepEqual(await active(), head('false'));
    await panel.keys('ArrowRight');
    assert.deepEqual(await active(), head('true'));
    assert.equal(await count(), all);
    await panel.keys('ArrowRight');
    assert.equal((await active()).level, '2');
    await panel.keys('ArrowUp', 'Enter');
    assert.deepEqual(await active(), head('false'));
    await panel.keys(' ');
    assert.deepEqual(await active(), head('true'));
    assert.equal(await panel.focused(), 'list');
    assert.equal(await count(), all);
    // Where it lets go of something it is ours alone: DevTools would open its drawer, which takes the keyboard.
    await panel.session.evaluate(`window.heard = []; document.addEventListener('keydown', ({ key }) => window.heard.push(key))`);
    await panel.keys('Escape');
    assert.deepEqual([await active(), await chosen(), await panel.session.evaluate('window.heard')], [null, null, []]);
    await panel.tabTo('group');
    await panel.keys(' ');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('role') === 'grid');
    await panel.drawn();
    assert.equal(await panel.session.evaluate(`document.querySelectorAll('.list-row:is([aria-level], [aria-expanded], .member)').length`), 0);
  });

  test('a row that has no group is not closed by the arrow key that leads out of one', async () => {
    await panel.tabTo('group');
    await panel.keys(' ');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('role') === 'treegrid');
    await panel.tabTo('list');
    const alone = await panel.row('allow-origin-trailing-slash');
    await panel.click(`[data-testid="row"][data-entry="${alone.entry}"]`);
    await panel.keys('ArrowLeft');
    const { url } = (await lab.scenarios())['allow-origin-trailing-slash'].steps[0];
    await devtools.page.evaluate(`fetch('${url}?company').catch(() => 'rejected')`);
    await panel.row('?company');
    assert.equal(await chosen(), alone.entry, 'it stands below a head now, and is seen');
    await panel.keys('Escape');
    await panel.tabTo('group');
    await panel.keys(' ');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('role') === 'grid');
  });
});
