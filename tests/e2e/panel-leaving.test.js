// @ts-check
/** What comes into the panel by its Import control, and what leaves it: through the real clipboard and into real files. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choose } from './bench/importing.js';
import { harOf } from './bench/har.js';
import { openDevTools } from './harness/devtools.js';

const FORMATS = ['markdown', 'html', 'json', 'har'];

/** In every place that can hold a secret; the same letters in each, so that one search finds all. */
const CANARY = 'c4n4ry9f8e7d6c5b4a3921';

function secretive() {
  const secret = (/** @type {string} */ name) => ({ name, value: `Bearer ${CANARY}` });
  const entries = [0, 1].map((index) => ({
    startedDateTime: new Date(1_767_323_045_000 + index * 100).toISOString(), time: 5, _resourceType: 'fetch',
    _initiator: { type: 'script', stack: { callFrames: [{ url: `http://app.test/main.js?token=${CANARY}`, lineNumber: 6, columnNumber: 4, functionName: 'load' }] } },
    request: { method: 'POST', url: `http://user:${CANARY}@api.test/orders/${index}?access_token=${CANARY}#id_token=${CANARY}`,
      headers: [{ name: 'Origin', value: 'http://app.test' }, secret('Authorization'), secret('X-Api-Key'), { name: 'Cookie', value: `sid=${CANARY}` },
        { name: 'Referer', value: `http://app.test/reset/${CANARY}` }],
      cookies: [{ name: 'sid', value: CANARY }], queryString: [{ name: 'access_token', value: CANARY }], postData: { mimeType: 'text/plain', text: `password=${CANARY}` } },
    response: { status: 401, headers: [{ name: 'Set-Cookie', value: `sid=${CANARY}; HttpOnly` }, { name: 'Location', value: `http://api.test/?code=${CANARY}` }],
      redirectURL: `http://api.test/?code=${CANARY}`, content: { size: 1, mimeType: 'text/plain', text: CANARY }, _error: 'net::ERR_FAILED' },
  }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
}

describe('what comes in and what leaves', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {string} */
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whycors-leaving-'));
    devtools = await openDevTools();
    panel = await devtools.showPanel();
    // Before anything hostile is shown.
    await panel.session.evaluate(`window.reports = []; document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.reports.push(violatedDirective))`);
  });

  after(async () => {
    await devtools?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** @param {string} testid @param {string} value */
  const select = (testid, value) => panel.session.call((wanted, key) => {
    const field = /** @type {HTMLSelectElement} */ (document.querySelector(`[data-testid="${wanted}"]`));
    field.value = key;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, testid, value);

  /** Until the report is whole and can leave. */
  const made = () => panel.session.until(() => document.querySelector('[data-testid="copy-report"]')?.matches(':enabled'));

  /** What the clipboard holds: pasted into a field, where a paste is no file. */
  const pasted = async () => {
    await panel.session.evaluate(`(() => {
      const field = document.createElement('input');
      field.id = 'pasted';
      // The box is modal: outside of it nothing takes the keyboard.
      document.querySelector('dialog[open]').append(field);
      field.focus();
    })()`);
    await panel.session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2, commands: ['paste'] });
    await panel.session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2 });
    return panel.session.evaluate(`(() => {
      const field = document.getElementById('pasted');
      const { value } = field;
      field.remove();
      return value;
    })()`);
  };

  /** Saves the report that is shown, and reads the file. @param {string} format */
  const saved = async (format) => {
    const { browser } = devtools.browser.connection;
    await browser.send('Browser.setDownloadBehavior', { behavior: 'allowAndName', downloadPath: folder, eventsEnabled: true });
    const done = browser.event('Browser.downloadProgress', ({ state }) => state === 'completed');
    await panel.click('[data-testid="download-report"]');
    const { guid } = await done;
    const text = await readFile(join(folder, guid), 'utf8');
    assert.ok(text.length > 100, format);
    return text;
  };

  test('a file comes in by the Import button', async () => {
    await choose({ folder, panel, devtools }, secretive());
    await panel.atLeast(2);
    assert.match(await panel.text('[data-testid="file"]'), /\.har$/);
  });

  test('nothing secret is on the screen, in the clipboard or in a file, in any format', async () => {
    await panel.click('[data-testid="row"]');
    for (const view of ['diagnosis', 'exchange', 'origin', 'reproduce', 'fix', 'headers']) {
      await panel.click(`[data-testid="tab-${view}"]`);
      await panel.drawn();
      assert.ok(!(await panel.session.evaluate('document.documentElement.outerHTML')).includes(CANARY), view);
    }
    await panel.click('[data-testid="export"]');
    for (const which of ['selected', 'all']) {
      await select('report-which', which);
      for (const format of FORMATS) {
        await select('report-format', format);
        await made();
        assert.ok((await panel.text('[data-testid="report-masked"]')).length > 20, 'what was masked is said');
        await panel.click('[data-testid="copy-report"]');
        const text = await pasted();
        assert.ok(text.includes('/orders/'), `${which}, ${format}: ${text.slice(0, 2_000)}`);
        assert.ok(!text.includes(CANARY), `${which}, ${format}, clipboard`);
        assert.ok(!(await saved(format)).includes(CANARY), `${which}, ${format}, file`);
      }
    }
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
  });

  test('advice is asked for, and says where there is none', async () => {
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="advice-box"]').open`), false);
    await panel.click('[data-testid="advice"]');
    await panel.text('[data-testid="advice-box"] .lead');
    await panel.press('Escape', 27);
    await panel.session.until(() => document.querySelector('[data-testid="advice-box"]:not([open])'));
  });

  test('a report of 1,000 failures tells how far it is and can be cancelled', async () => {
    await choose({ folder, panel, devtools }, harOf(1_000, 0, 1));
    await panel.atLeast(20);
    await panel.session.evaluate(`window.percents = []; new MutationObserver((changes) => {
      for (const { target } of changes) window.percents.push(Number(target.value));
    }).observe(document.querySelector('[data-testid="export-box"]'), { subtree: true, attributeFilter: ['value'] })`);
    await panel.click('[data-testid="export"]');
    await select('report-which', 'all');
    await made();
    const percents = await panel.session.evaluate('window.percents');
    assert.ok(new Set(percents).size >= 3, `${percents}`);
    assert.match(await panel.text('[data-testid="report-masked"]'), /1000/);
    // A choice and its cancelling in one task: nothing of it can have been written meanwhile.
    await panel.session.evaluate(`(() => {
      const field = document.querySelector('[data-testid="report-format"]');
      field.value = 'json';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await panel.session.evaluate(`document.querySelector('[data-testid="cancel-report"]').click()`);
    assert.match(await panel.text('[data-testid="report-preview"]'), /^Cancelled/);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="copy-report"]').disabled`), true);
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
  });

  test('a file can be let go before it is read', async () => {
    await panel.click('[data-testid="close-file"]');
    await panel.session.evaluate(`(() => {
      const file = new File([(${harOf})(20_000, 0, 1)], 'long.har');
      const data = new DataTransfer();
      data.items.add(file);
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    })()`);
    await panel.click('[data-testid="cancel"]');
    await panel.session.until(() => !document.querySelector('[data-testid="progress"]')?.checkVisibility());
    await panel.drawn();
    assert.equal(await panel.session.evaluate(`document.querySelectorAll('[data-testid="row"]').length`), 0);
  });

  test("the policy of the page was never broken", async () => {
    assert.deepEqual(await panel.session.evaluate('window.reports'), []);
  });
});
