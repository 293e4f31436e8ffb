// @ts-check
/** Every control of the CORS tab by mouse and by keyboard, a large file brought in, and axe-core in every view. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

const VIEWS = ['diagnosis', 'exchange', 'origin', 'reproduce', 'fix', 'headers'];

/** Text that would be an element, or turn the writing round, if anything let it. */
const HOSTILE = `<img src=x onerror="window.taken=1">\u202e${'A'.repeat(1_000_000)}`;

/** @param {number} count @param {string} value of Access-Control-Allow-Origin */
function har(count, value) {
  const entries = Array.from({ length: count }, (_, index) => ({
    startedDateTime: new Date(1_767_323_045_000 + index * 10).toISOString(),
    time: 5,
    _resourceType: 'fetch',
    _initiator: { type: 'script', stack: { callFrames: [{ url: 'http://app.test/<b>main.js', lineNumber: 6, columnNumber: 4, functionName: 'load' }] } },
    request: { method: 'GET', url: `http://api.test/items/${index % 50}?page=${index}`, headers: [{ name: 'Origin', value: 'http://app.test' }] },
    response: { status: 200, headers: [{ name: 'Access-Control-Allow-Origin', value }], redirectURL: '', _error: 'net::ERR_FAILED' },
  }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
}

describe('the controls of the panel', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {string} */
  let axe;
  let failures = 0;

  before(async () => {
    lab = await startLab();
    axe = await readFile(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    devtools = await openDevTools();
    await devtools.visit(`${lab.address}/demo`);
    failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    panel = await devtools.showPanel();
    await panel.atLeast(failures);
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** Drops a file on the panel. @param {string} text */
  const drop = (text) => panel.session.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(text)}], 'dropped.har'));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);

  /** What axe-core finds wrong, each with its first place. */
  const violations = async () => {
    await panel.session.evaluate(`${axe}; undefined`);
    return panel.session.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((it) => (
      it.id + ': ' + it.nodes[0].html.slice(0, 160) + ' ' + (it.nodes[0].any[0]?.message ?? ''))))`);
  };

  /** @param {string} testid @param {string} name of an attribute */
  const attribute = (testid, name) => panel.session.call((wanted, attributeName) => (
    document.querySelector(`[data-testid="${wanted}"]`)?.getAttribute(attributeName) ?? null), testid, name);

  test('axe-core finds nothing wrong in any view', async () => {
    /** @type {Record<string, string[]>} */
    const found = { list: await violations() };
    await panel.click('[data-testid="row"]');
    for (const view of VIEWS) {
      await panel.click(`[data-testid="tab-${view}"]`);
      await panel.drawn();
      found[view] = await violations();
    }
    for (const box of ['export', 'settings', 'advice']) {
      await panel.click(`[data-testid="${box}"]`);
      await panel.drawn();
      found[box] = await violations();
      await panel.click(`[data-testid="${box}-box"] [data-testid="close-box"]`);
    }
    for (const [view, wrong] of Object.entries(found)) assert.deepEqual(wrong, [], view);
  });

  test('the exchange is stepped through by buttons and by arrow keys', async () => {
    const { entry } = await panel.row('preflight-auth-before-cors');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.click('[data-testid="tab-exchange"]');
    const failed = await panel.text('[data-testid="step-text"]');
    assert.match(failed, /does not hold/);
    assert.equal(await panel.session.evaluate(`document.querySelector('.step-line.current').dataset.state`), 'failed');
    await panel.click('[data-testid="step-next"]');
    await panel.drawn();
    assert.notEqual(await panel.text('[data-testid="step-text"]'), failed);
    await panel.session.evaluate(`document.getElementById('tab-panel').focus()`);
    await panel.press('ArrowUp', 38);
    await panel.drawn();
    assert.equal(await panel.text('[data-testid="step-text"]'), failed);
    await panel.press('Home', 36);
    await panel.drawn();
    assert.match(await panel.text('[data-testid="step-count"]'), /^Step 1 of/);
  });

  test('the tabs are reached with the arrow keys', async () => {
    await panel.click('[data-testid="tab-diagnosis"]');
    await panel.press('ArrowLeft', 37);
    await panel.drawn();
    assert.equal(await attribute('tab-headers', 'aria-selected'), 'true');
    assert.ok((await panel.session.evaluate(`document.querySelectorAll('[data-testid="message"]').length`)) >= 1);
  });

  test('another shell and another stack can be chosen, and stay chosen', async () => {
    const choose = (/** @type {string} */ testid, /** @type {string} */ value) => panel.session.call((wanted, key) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector(`[data-testid="${wanted}"]`));
      select.value = key;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }, testid, value);
    await panel.click('[data-testid="tab-reproduce"]');
    const bash = await panel.text('[data-testid="curl-actual"]');
    await choose('shell', 'cmd');
    await panel.drawn();
    assert.notEqual(await panel.text('[data-testid="curl-actual"]'), bash);
    await panel.click('[data-testid="tab-fix"]');
    const before = await panel.text('[data-testid="snippet"]');
    await choose('stack', 'fastapi');
    await panel.drawn();
    assert.notEqual(await panel.text('[data-testid="snippet"]'), before);
    assert.match(await panel.session.evaluate(`localStorage.getItem('whycors-settings')`), /shell=cmd\nstack=fastapi/);
  });

  test('what was chosen in another window stays chosen', async () => {
    const kept = () => panel.session.evaluate(`localStorage.getItem('whycors-settings')`);
    const before = await kept();
    // As the panel of another DevTools window writes it.
    await panel.session.call((text) => localStorage.setItem('whycors-settings', text), before.replace('preserve=false', 'preserve=true').replace('shell=cmd', 'shell=powershell'));
    await panel.click('[data-testid="group"]');
    const after = await kept();
    for (const setting of ['preserve=true', 'shell=powershell', 'grouped=true', 'stack=fastapi']) assert.ok(after.split('\n').includes(setting), `${setting} in ${after}`);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="preserve-log"]').checked`), false, 'here nothing moves');
    await panel.click('[data-testid="group"]');
    await panel.session.call((text) => localStorage.setItem('whycors-settings', text), before);
  });

  test('a report is shown before it leaves, in each format', async () => {
    await panel.click('[data-testid="export"]');
    for (const format of ['markdown', 'html', 'json', 'har']) {
      await panel.session.call((key) => {
        const select = /** @type {HTMLSelectElement} */ (document.querySelector('[data-testid="report-format"]'));
        select.value = key;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }, format);
      assert.match(await panel.text('[data-testid="report-preview"]'), /localhost:48102|localhost:\d+/, format);
    }
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
  });

  test('groups open and close', async () => {
    await panel.click('[data-testid="clear"]');
    await drop(har(200, 'http://other.test'));
    await panel.session.until(() => document.querySelector('[data-testid="file"]')?.textContent === 'dropped.har');
    await panel.click('[data-testid="group"]');
    await panel.session.until(() => document.querySelectorAll('[data-testid="row-group"]').length > 3);
    const rows = () => panel.session.evaluate(`Number(document.querySelector('[data-testid="list"]').getAttribute('aria-rowcount'))`);
    assert.equal(await rows(), 251);
    await panel.click('[data-testid="row-group"]');
    await panel.drawn();
    assert.equal(await rows(), 247);
    assert.equal(await attribute('row-group', 'aria-expanded'), 'false');
    assert.deepEqual(await violations(), []);
    // The keyboard on a head, a row below another chosen: of both kinds every line says how deep it stands.
    await panel.keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft');
    assert.deepEqual(await violations(), []);
    const lines = await panel.session.evaluate(`Array.from(document.querySelectorAll('.drawn > .list-row'), (it) => (
      [it.dataset.testid, it.getAttribute('aria-level'), it.hasAttribute('aria-expanded')].join(' ')))`);
    assert.deepEqual(new Set(lines), new Set(['row-group 1 true', 'row 2 false']));
    const [header, member] = await panel.session.evaluate(`['.list-header', '.drawn > .member'].map((line) => (
      Array.from(document.querySelector(line).children, (cell) => cell.getBoundingClientRect().right).slice(1)))`);
    assert.deepEqual(member, header, 'moved to the right, it keeps its columns');
    await panel.click('[data-testid="group"]');
    await panel.click('[data-testid="close-file"]');
    await panel.drawn();
    assert.equal(await attribute('file', 'hidden'), null);
  });

  test('hostile values of a file are text, cut, and run nothing', async () => {
    await drop(har(3, HOSTILE));
    await panel.row('/items/1');
    await panel.click('[data-testid="row"]');
    for (const view of VIEWS) {
      await panel.click(`[data-testid="tab-${view}"]`);
      await panel.drawn();
      const [length, elements, taken] = await panel.session.evaluate(`[document.getElementById('detail').textContent.length,
        document.querySelectorAll('[onerror], #app img, #app script').length, typeof window.taken]`);
      assert.deepEqual([elements, taken], [0, 'undefined'], view);
      assert.ok(length < 2_500_000, `${view}: ${length} characters`);
      const turned = await panel.session.evaluate(`document.getElementById('detail').textContent.includes('\\u202e')`);
      assert.ok(view === 'reproduce' || view === 'fix' || !turned, view);
    }
    await panel.click('[data-testid="close-file"]');
  });

  test('recording pauses and goes on', async () => {
    assert.equal(await attribute('record', 'aria-pressed'), 'true');
    await panel.click('[data-testid="record"]');
    await panel.session.until(() => document.querySelector('[data-testid="status"]')?.textContent?.includes('paused'));
    await panel.click('[data-testid="record"]');
    await panel.drawn();
    assert.equal(await attribute('record', 'aria-pressed'), 'true');
  });
});
