// @ts-check
/** The CORS tab, operated by mouse and keyboard in real DevTools on the lab's demonstration. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

const SELECTED = '[data-testid="row"][aria-selected="true"]';

describe('the panel', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** How many requests the page made; all fail. */
  let failures = 0;

  before(async () => {
    lab = await startLab();
    devtools = await openDevTools({ dark: true });
    await devtools.visit(`${lab.address}/demo`);
    failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    panel = await devtools.showPanel();
    await panel.atLeast(failures);
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** The selected row's entry. @returns {Promise<string | null>} */
  const selected = () => panel.session.call((selector) => document.querySelector(selector)?.getAttribute('data-entry') ?? null, SELECTED);

  test('lists every failed request of the page, once', async () => {
    const rows = await panel.rows();
    assert.equal(rows.length, failures);
    assert.ok(failures >= 5, `${failures}`);
    assert.ok(rows.every(({ outcome }) => outcome === 'cors'));
  });

  test("follows DevTools' theme", async () => {
    assert.equal(await panel.session.evaluate('getComputedStyle(document.documentElement).colorScheme'), 'dark');
  });

  test('a click selects, and the detail names the request', async () => {
    await panel.click('[data-testid="row"]');
    await panel.text('[data-testid="headline"]');
    const [first] = await panel.rows();
    assert.equal(await selected(), first.entry);
    assert.match(await panel.text('[data-testid="url"]'), /\/s\/[\w-]+\/\d+\//);
    for (const part of ['what', 'why', 'do']) assert.ok((await panel.text(`[data-testid="${part}"]`)).length > 10, part);
  });

  test('the arrow keys move the selection, End and Home go to its ends', async () => {
    const rows = await panel.rows();
    await panel.press('ArrowDown', 40);
    await panel.drawn();
    assert.equal(await selected(), rows[1].entry);
    await panel.press('End', 35);
    await panel.drawn();
    assert.equal(await selected(), rows.at(-1)?.entry);
    await panel.press('Home', 36);
    await panel.drawn();
    assert.equal(await selected(), rows[0].entry);
  });

  test('the filter keeps what it names', async () => {
    const { cause } = (await panel.rows())[0];
    await panel.click('[data-testid="filter"]');
    await panel.session.send('Input.insertText', { text: `cause:${cause}` });
    await panel.drawn();
    const kept = await panel.rows();
    assert.ok(kept.length > 0 && kept.length < failures, `${kept.length} of ${failures}`);
    assert.ok(kept.every((row) => row.cause === cause));
    await panel.press('Escape', 27);
    await panel.atLeast(failures);
  });

  test('what the copy button copies is the command that is shown', async () => {
    await panel.click('[data-testid="row"]');
    await panel.click('[data-testid="tab-reproduce"]');
    const shown = await panel.text('[data-testid="curl-actual"]');
    assert.match(shown, /^curl /);
    await panel.click('[data-testid="copy-curl-actual"]');
    // Nothing but a paste shows what is in the clipboard.
    await panel.click('[data-testid="filter"]');
    await panel.session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2, commands: ['paste'] });
    await panel.session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2 });
    const pasted = await panel.session.call(() => {
      const field = document.querySelector('[data-testid="filter"]');
      return field instanceof HTMLInputElement ? field.value : null;
    });
    // A one-line field turns line breaks into spaces.
    assert.equal(pasted, shown.trim().replace(/\n/g, ' '));
    await panel.press('Escape', 27);
    await panel.atLeast(failures);
  });

  test('a navigation empties the list, unless the log is preserved', async () => {
    await devtools.visit(`${lab.address}/`);
    await panel.session.until(() => document.querySelector('[data-testid="row"]') === null);
    await panel.click('[data-testid="preserve-log"]');
    await devtools.visit(`${lab.address}/demo`);
    await devtools.page.evaluate('window.demonstration');
    await panel.atLeast(failures);
    await devtools.visit(`${lab.address}/`);
    await devtools.harWith(`${lab.address}/`, 1);
    await panel.drawn();
    assert.equal((await panel.rows()).length, failures);
    await panel.click('[data-testid="clear"]');
    await panel.session.until(() => document.querySelector('[data-testid="row"]') === null);
  });
});
