// @ts-check
/** What the CORS tab says of bytes that cannot be seen, of what the recording leaves open, and of what it cannot see at all. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';

const ORIGIN = 'http://app.test';

/** A value as DevTools logs it, each byte a letter of windows-1252, and what the Origin view has to say. @type {[string, string, RegExp, number][]} */
const VALUES = [
  ['a zero-width space', `http://app.test\u00e2\u20ac\u2039`, /zero-width space \(U\+200B\)/, 15],
  ['a byte order mark', `\u00ef\u00bb\u00bfhttp://app.test`, /U\+FEFF/, 0],
  ['a no-break space', `http://app.test\u00c2\u00a0`, /no-break space \(U\+00A0\)/, 15],
  ['a Cyrillic letter', `http://\u00d0\u00b0pp.test`, /Cyrillic . \(U\+0430\)/, 7],
  ['a byte that is no UTF-8', `http://app.test\u20ac`, /80/, 15],
];

describe('what the panel says', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;

  before(async () => {
    devtools = await openDevTools();
    panel = await devtools.showPanel();
  });

  after(() => devtools?.close());

  /** Drops a HAR file on the panel. @param {string} text @param {string} name */
  async function drop(text, name) {
    await panel.session.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    })()`);
    await panel.session.until((wanted) => document.querySelector('[data-testid="file"]')?.textContent === wanted, name);
    await panel.atLeast(1);
  }

  test('the empty list teaches: what comes, how to try it, what cannot be seen', async () => {
    const said = await panel.text('[data-testid="empty"]');
    for (const part of ['reload the page', 'whycors lab', 'Drop a HAR file']) assert.ok(said.includes(part), part);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="blind-spots"]').open`), false);
    await panel.click('[data-testid="blind-spots"] summary');
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="blind-spots"]').open`), true);
    const spots = await panel.text('[data-testid="blind-spots"]');
    for (const spot of ['before DevTools was opened', 'Content Security Policy', 'same-origin', 'workers', 'without http://', 'file://']) {
      assert.ok(spots.includes(spot), spot);
    }
  });

  for (const [index, [what, value, said, byte]] of VALUES.entries()) {
    test(`the Origin view names ${what}`, async () => {
      await drop(JSON.stringify({ log: { entries: [{
        startedDateTime: '2026-01-02T03:04:05.000Z', _resourceType: 'fetch',
        request: { method: 'GET', url: `http://api.test/${index}`, headers: [{ name: 'Origin', value: ORIGIN }] },
        response: { status: 200, headers: [{ name: 'Access-Control-Allow-Origin', value }], _error: 'net::ERR_FAILED' } }] } }), `${index}.har`);
      await panel.click('[data-testid="row"]');
      await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.endsWith(wanted), `/${index}`);
      await panel.click('[data-testid="tab-origin"]');
      await panel.text('[data-testid="origin-difference"]');
      await panel.drawn();
      assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="origin-difference"]').dataset.byte`), String(byte));
      assert.match(await panel.text('[data-testid="origin-difference"]'), said);
      // Nothing that is drawn is there unseen, or takes itself for a letter that it is not.
      assert.match(await panel.text('[data-testid="origin-found"]'), /^[\x20-\x7e\u20ac]+$/);
      assert.match(await panel.session.evaluate(`Array.from(document.querySelectorAll('.parts td'), (it) => it.textContent).join(' ')`), /^[\x20-\x7e\u20ac]+$/);
      const first = await panel.session.evaluate(`Array.from(document.querySelectorAll('.byte.first'), (it) => it.querySelector('.index').textContent)`);
      assert.deepEqual(first, [String(byte)]);
    });
  }

  test('what is said a second time is heard a second time', async () => {
    await drop(await readFile(join(ROOT, 'tests', 'recorded', 'allow-origin-missing.har'), 'utf8'), 'twice.har');
    await panel.click('[data-testid="row"]');
    await panel.click('[data-testid="tab-reproduce"]');
    /** What a live region says while the button is pressed twice. @param {string} region @param {string} button @returns {Promise<string[]>} */
    const heard = (region, button) => panel.session.call(async (place, control) => {
      const find = (/** @type {string} */ testid) => /** @type {HTMLElement} */ (document.querySelector(`[open] [data-testid="${testid}"]`)
        ?? document.querySelector(`[data-testid="${testid}"]`));
      const said = /** @type {string[]} */ ([]);
      const words = find(place);
      const comes = (/** @type {number} */ count) => /** @type {Promise<void>} */ (new Promise((resolve) => {
        const note = () => {
          const text = words.textContent ?? '';
          if (text !== said.at(-1)) said.push(text);
          if (said.length < count) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(note);
        observer.observe(words, { childList: true, characterData: true, subtree: true });
      }));
      for (const count of [1, 3]) {
        const done = comes(count);
        find(control).click();
        await done;
      }
      return said;
    }, region, button);
    await panel.place('[data-testid="copy-curl-actual"]');
    assert.deepEqual(await heard('notice', 'copy-curl-actual'), ['Copied', '', 'Copied']);
    await panel.click('[data-testid="settings"]');
    const words = 'All settings are as they were at first';
    assert.deepEqual(await heard('box-notice', 'settings-reset'), [words, '', words]);
    await panel.click('[data-testid="settings-box"] [data-testid="close-box"]');
    await panel.click('[data-testid="close-file"]');
  });

  test('what the recording leaves open is said with its readings, its test and its blind spots, and drawn as open', async () => {
    await drop(await readFile(join(ROOT, 'tests', 'recorded', 'undecided-wildcard-and-header.har'), 'utf8'), 'undecided.har');
    const { entry } = await panel.row('/s/undecided');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.session.until(() => document.querySelector('[data-testid="url"]')?.textContent?.includes('undecided'));
    await panel.click('[data-testid="tab-diagnosis"]');
    await panel.text('[data-testid="alternative"]');
    assert.match(await panel.text('[data-testid="do"]'), /test that decides/);
    assert.match(await panel.text('#tab-panel [data-testid="blind-spots"] li:last-child'), /credentials mode/);
    await panel.click('[data-testid="tab-exchange"]');
    const states = await panel.session.until(() => {
      const checks = Array.from(document.querySelectorAll('[data-testid="check"]'));
      return checks.length > 0 && checks.map((it) => /** @type {HTMLElement} */ (it).dataset.state);
    });
    assert.ok(Array.isArray(states) && states.includes('undecided'), `${states}`);
    assert.ok(!states.includes('failed') && !states.slice(states.indexOf('undecided')).includes('passed'), `${states}`);
    assert.match(await panel.text('[data-testid="step-text"]'), /does not state the mode/);
    assert.match(await panel.session.evaluate(`document.querySelector('.sequence').textContent`), /not sent: GET/);
  });

  test('that the program cannot start is said, and nobody waits any longer', async () => {
    const { targetId } = await devtools.browser.connection.browser.send('Target.createTarget', { url: `chrome-extension://${devtools.id}/panel.html` });
    const tab = await devtools.browser.connection.attach(targetId, 'the panel in a tab');
    await tab.send('Page.enable');
    await tab.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `for (const name of ['instantiate', 'instantiateStreaming']) WebAssembly[name] = () => Promise.reject(new Error('No room for it'));` });
    const loaded = tab.event('Page.loadEventFired');
    await tab.send('Page.reload');
    await loaded;
    const said = await tab.until(() => document.querySelector('#app[role="alert"]:not([aria-busy])')?.textContent);
    assert.match(`${said}`, /No room for it/);
  });
});
