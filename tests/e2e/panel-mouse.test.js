// @ts-check
/** What of the CORS tab is worked with the mouse alone: dragging, dropping, stepping by a click, choosing from a list. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harOf } from './bench/har.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

describe('the panel with the mouse', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {string} */
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whycors-mouse-'));
    lab = await startLab();
    devtools = await openDevTools();
    await devtools.visit(`${lab.address}/demo`);
    const failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    panel = await devtools.showPanel();
    await panel.atLeast(failures);
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The middle of an element. @param {string} selector @returns {Promise<{ x: number, y: number }>} */
  const middle = (selector) => panel.session.until((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }, selector);

  /** @param {'mousePressed' | 'mouseMoved' | 'mouseReleased'} type @param {{ x: number, y: number }} place */
  const mouse = (type, place) => panel.session.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', buttons: 1, clickCount: 1 });

  test('the ways, the tabs, the steps and the cross', async () => {
    const { entry } = await panel.row('preflight-auth-before-cors');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    for (const [way, shown] of [['go-fix', 'snippet'], ['go-reproduce', 'curl-preflight'], ['go-exchange', 'step-text']]) {
      await panel.click('[data-testid="tab-diagnosis"]');
      await panel.click(`[data-testid="${way}"]`);
      assert.ok((await panel.text(`[data-testid="${shown}"]`)).length > 10, way);
    }
    const first = await panel.text('[data-testid="step-count"]');
    await panel.click('[data-testid="step-previous"]');
    await panel.drawn();
    assert.notEqual(await panel.text('[data-testid="step-count"]'), first);
    await panel.click('[data-testid="step-next"]');
    await panel.drawn();
    assert.equal(await panel.text('[data-testid="step-count"]'), first);
    await panel.click('#step-0 .said');
    await panel.drawn();
    assert.match(await panel.text('[data-testid="step-count"]'), /^Step 1 of/);
    assert.match(await panel.text('[data-testid="step-text"]'), /^The page makes the call/);
    await panel.click('[data-testid="close-detail"]');
    await panel.session.until(() => document.querySelector('[data-testid="row"][aria-selected="true"]') === null);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="detail"]').checkVisibility()`), false);
  });

  // Which line of a native list is clicked is the browser's own window's business, where no protocol reaches; the keyboard's
  // tests choose.
  test('a click opens the lists of shells and stacks', async () => {
    await panel.click('[data-testid="row"]');
    for (const [tab, list] of [['reproduce', 'shell'], ['fix', 'stack']]) {
      await panel.click(`[data-testid="tab-${tab}"]`);
      await panel.click(`[data-testid="${list}"]`);
      await panel.session.call((wanted) => new Promise((resolve) => {
        const look = () => document.querySelector(wanted)?.matches(':open') ? resolve(null) : requestAnimationFrame(look);
        look();
      }), `[data-testid="${list}"]`);
      await panel.press('Escape', 27);
    }
    await panel.session.evaluate('document.activeElement.blur()');
    await panel.click('[data-testid="close-detail"]');
  });

  test('the bar between list and detail is dragged, and stays where it was left', async () => {
    await panel.click('[data-testid="row"]');
    await panel.session.until(() => document.querySelector('[data-testid="splitter"]')?.checkVisibility());
    const width = () => panel.session.evaluate(`document.querySelector('[data-testid="list"]').clientWidth`);
    const before = await width();
    const from = await middle('[data-testid="splitter"]');
    await mouse('mousePressed', from);
    for (const step of [40, 80, 120]) await mouse('mouseMoved', { x: from.x + step, y: from.y });
    await mouse('mouseReleased', { x: from.x + 120, y: from.y });
    await panel.drawn();
    // Header, lines and rows are three elements that have to agree on the columns.
    const [header, lines, row] = await panel.session.evaluate(`['.list-header', '.columns', '.drawn > .list-row'].map((line) => (
      Array.from(document.querySelector(line).children, (cell) => [cell.getBoundingClientRect().left, cell.getBoundingClientRect().right])))`);
    assert.equal(header.length, 8);
    assert.deepEqual(lines, header);
    assert.deepEqual(row, header);
    const after = await width();
    assert.ok(after - before > 90 && after - before < 150, `${before} to ${after}`);
    await mouse('mouseMoved', { x: from.x, y: from.y });
    await panel.drawn();
    assert.equal(await width(), after, 'let go is let go');
    assert.match(await panel.session.evaluate(`localStorage.getItem('whycors-settings')`), /share=5\d/);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="splitter"]').getAttribute('aria-orientation')`), 'vertical');
  });

  test('a HAR file is dropped, shown apart from the live recording, and closed', async () => {
    const path = join(folder, 'dropped.har');
    await writeFile(path, harOf(30, 0, 1));
    const live = (await panel.rows()).length;
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const place = await middle('[data-testid="list"]');
    for (const type of ['dragEnter', 'dragOver', 'drop']) await panel.session.send('Input.dispatchDragEvent', { type, ...place, data });
    await panel.row('http://api.test/items/');
    assert.equal(await panel.text('[data-testid="file"]'), 'dropped.har');
    // Rows take a new width some at a time: all of them in the end. The file has closed the detail of before.
    await panel.session.until(() => !document.querySelector('[data-testid="detail"]')?.checkVisibility());
    const wide = await panel.session.evaluate(`document.querySelector('[data-testid="list"]').clientWidth`);
    /** @param {boolean} narrower than without the detail */
    const fit = (narrower) => panel.session.until((before, isNarrower) => {
      const rows = Array.from(document.querySelectorAll('.drawn > .list-row'), (row) => row.getBoundingClientRect().width);
      const width = document.querySelector('[data-testid="list"]')?.clientWidth ?? 0;
      return (width < before) === isNarrower && rows.length > 12 && rows.every((it) => Math.abs(it - width) < 1);
    }, wide, narrower);
    // Whatever tab it opens with: one of few parts is drawn in one frame, and no other may follow by itself.
    for (const tab of ['fix', 'origin', 'exchange', 'diagnosis']) {
      await panel.click('[data-testid="row"]');
      await fit(true);
      await panel.click(`[data-testid="tab-${tab}"]`);
      await panel.click('[data-testid="close-detail"]');
      await fit(false);
    }
    const { url } = (await lab.scenarios())['allow-origin-missing'].steps[0];
    await devtools.page.evaluate(`fetch('${url}?meanwhile').catch(() => 'rejected')`);
    assert.deepEqual(await panel.rowsOf('?meanwhile'), [], 'what happens live is not mixed into the file');
    await panel.click('[data-testid="close-file"]');
    await panel.row('?meanwhile');
    assert.equal((await panel.rows()).length, live + 1);
  });

  test('how far a long file has come is drawn often and said once', async () => {
    const path = join(folder, 'long.har');
    await writeFile(path, harOf(30_000, 0, 1));
    await panel.session.evaluate(`{
      const name = document.querySelector('[data-testid="file"]');
      const meter = document.querySelector('[data-testid="progress"]');
      window.told = { said: [], drawn: 0 };
      new MutationObserver((changes) => {
        if (changes.some(({ target }) => target === meter)) window.told.drawn += 1;
        if (changes.some(({ target }) => name.contains(target))) window.told.said.push(name.textContent);
      }).observe(name.parentElement, { childList: true, characterData: true, attributes: true, attributeFilter: ['value'], subtree: true });
    }`);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const place = await middle('[data-testid="list"]');
    for (const type of ['dragEnter', 'dragOver', 'drop']) await panel.session.send('Input.dispatchDragEvent', { type, ...place, data });
    await panel.session.until(() => document.querySelector('[data-testid="file"]')?.textContent === 'long.har');
    const { said, drawn } = await panel.session.evaluate('window.told');
    assert.ok(drawn >= 3, `${drawn}`);
    assert.deepEqual(said, [...new Set(said)]);
    await panel.click('[data-testid="close-file"]');
  });

  test('what is no HAR is said to be none', async () => {
    const path = join(folder, 'picture.png');
    await writeFile(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const place = await middle('[data-testid="list"]');
    for (const type of ['dragEnter', 'dragOver', 'drop']) await panel.session.send('Input.dispatchDragEvent', { type, ...place, data });
    await panel.session.until(() => /could not be read|holds no requests/.test(document.querySelector('[data-testid="notice"]')?.textContent ?? ''));
    await panel.click('[data-testid="close-file"]');
  });
});

describe('the panel docked at the right, with the mouse', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;

  before(async () => {
    lab = await startLab();
    devtools = await openDevTools({ dock: 'right', dockSize: 400, size: [1200, 900] });
    await devtools.visit(`${lab.address}/demo`);
    await devtools.page.evaluate(`window.demonstration.then(() => true)`);
    panel = await devtools.showPanel();
    await panel.atLeast(8);
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  test('the bar that lies across is where the pointer is, and says so', async () => {
    await panel.click('[data-testid="row"]');
    await panel.session.until(() => document.querySelector('[data-testid="splitter"]')?.checkVisibility());
    await panel.drawn();
    /** Where the bar is, in pixels and as it says of itself. @returns {Promise<{ x: number, y: number, room: number, now: number, stands: string }>} */
    const bar = () => panel.session.evaluate(`(() => {
      const it = document.querySelector('[data-testid="splitter"]');
      const { left, top, width, height } = it.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, room: it.parentElement.clientHeight,
        now: Number(it.getAttribute('aria-valuenow')), stands: it.getAttribute('aria-orientation') };
    })()`);
    /** @param {'mousePressed' | 'mouseMoved' | 'mouseReleased'} type @param {number} x @param {number} y */
    const mouse = (type, x, y) => panel.session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
    const before = await bar();
    assert.equal(before.stands, 'horizontal');
    // A per cent of the room is the finest step that it takes.
    const near = before.room / 100;
    await mouse('mousePressed', before.x, before.y);
    await mouse('mouseMoved', before.x, before.y + 1);
    await panel.drawn();
    assert.ok(Math.abs((await bar()).y - before.y) <= near, 'grasped, it stays where it was');
    for (const by of [30, 60, 90]) await mouse('mouseMoved', before.x, before.y + by);
    await mouse('mouseReleased', before.x, before.y + 90);
    await panel.drawn();
    const after = await bar();
    assert.ok(Math.abs(after.y - before.y - 90) <= near, `${before.y} and 90 are not ${after.y}`);
    const drawn = await panel.session.evaluate(`100 * document.querySelector('.list-pane').clientHeight / document.querySelector('.split').clientHeight`);
    assert.ok(Math.abs(drawn - after.now) < 1, `${drawn} per cent are drawn, ${after.now} are said`);
  });
});
