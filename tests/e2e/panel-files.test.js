// @ts-check
/** A file in the CORS tab: what its list says when it is empty, damaged or cancelled, and what became of its failures. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';

/** An entry of a page's request, `started` milliseconds after the first. @param {number} started @param {string} path @param {boolean} passes */
const entry = (started, path, passes) => ({
  startedDateTime: new Date(1_767_323_045_000 + started).toISOString(), time: 5, _resourceType: 'fetch',
  _initiator: { type: 'script', stack: { callFrames: [{ functionName: 'load', url: 'http://app.test/main.js', lineNumber: 6, columnNumber: 4 }] } },
  request: { method: 'GET', url: `http://api.test/${path}`, headers: [{ name: 'Origin', value: 'http://app.test' }, { name: 'Sec-Fetch-Mode', value: 'cors' }] },
  response: { status: 200, _error: passes ? null : 'net::ERR_FAILED', headers: passes ? [{ name: 'Access-Control-Allow-Origin', value: 'http://app.test' },
    { name: 'Access-Control-Allow-Credentials', value: 'true' }] : [] },
});

/** @param {ReturnType<typeof entry>[]} entries */
const har = (...entries) => JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });

describe('a file in the panel', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;

  before(async () => {
    devtools = await openDevTools();
    panel = await devtools.showPanel();
  });

  after(() => devtools?.close());

  /** Drops a file, or several of the same words. @param {string} text @param {string[]} names */
  const drop = (text, ...names) => panel.session.evaluate(`(() => {
    const data = new DataTransfer();
    for (const name of ${JSON.stringify(names)}) data.items.add(new File([${JSON.stringify(text)}], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);

  /** Until the bar says so. @param {string} words */
  const shown = (words) => panel.session.until((wanted) => (
    document.querySelector('[data-testid="file"]')?.textContent === wanted && document.querySelector('[data-testid="close-file"]')?.checkVisibility()), words);

  /** Pastes a text to what has the keyboard. @param {string} text */
  const paste = (text) => panel.session.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);

  /** Drags a text to the middle of an element, as a person does. @param {string} text @param {string} selector */
  const drag = async (text, selector) => {
    const place = await panel.place(selector);
    const data = { items: [{ mimeType: 'text/plain', data: text }], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) await panel.session.send('Input.dispatchDragEvent', { type, ...place, data });
  };

  /** Until a notice says so. @param {string} words @param {string} [testid] */
  const noticed = (words, testid = 'notice') => panel.session.until((place, wanted) => (
    document.querySelector(`[data-testid="${place}"]`)?.textContent?.includes(wanted)), testid, words);

  const visible = (/** @type {string} */ testid) => panel.session.evaluate(`Boolean(document.querySelector('[data-testid="${testid}"]')?.checkVisibility())`);

  test('one without failures says so, and does not speak of the recording', async () => {
    assert.equal(await visible('empty'), true);
    await drop(har(entry(0, 'fine', true)), 'fine.har');
    await shown('fine.har');
    await panel.drawn();
    assert.match(await panel.text('[data-testid="empty-file"]'), /No failed requests in this file/);
    assert.deepEqual([await visible('empty-file'), await visible('empty')], [true, false]);
    await panel.click('[data-testid="close-file"]');
    await panel.drawn();
    assert.deepEqual([await visible('empty-file'), await visible('empty')], [false, true]);
  });

  test('a list that was emptied by hand is not called a file without failures', async () => {
    await drop(har(entry(0, 'refused', false)), 'refused.har');
    await panel.row('/refused');
    await panel.clear();
    assert.match(await panel.text('[data-testid="empty-file"]'), /^The list was emptied/);
  });

  test('a damaged one shows what could be read, and goes on saying that something could not', async () => {
    const text = har(entry(0, 'first', false), entry(100, 'second', false), entry(200, 'third', false));
    await drop(text.slice(0, -60), 'cut.har');
    await shown('cut.har · 1 place could not be read');
    await panel.row('/second');
    // The same is in what leaves.
    await panel.click('[data-testid="export"]');
    await panel.session.evaluate(`(() => {
      for (const [testid, key] of [['report-which', 'all'], ['report-format', 'json']]) {
        const field = document.querySelector('[data-testid="' + testid + '"]');
        field.value = key;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
    })()`);
    const report = await panel.session.until(() => {
      const said = document.querySelector('[data-testid="report-preview"]')?.textContent;
      return said?.startsWith('{') && !document.querySelector('[data-testid="report-progress"]')?.checkVisibility() && said;
    });
    assert.match(`${report}`, /"gaps":\s*\[\s*\{/);
    // What the box is about is not exchanged behind it.
    await drop(har(entry(0, 'other', false)), 'other.har');
    await noticed('No file is opened behind this box', 'box-notice');
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
    await shown('cut.har · 1 place could not be read');
  });

  test('what passed later in the file is marked', async () => {
    await drop(har(entry(0, 'mended', false), entry(10, 'broken', false), entry(5000, 'mended', true)), 'later.har');
    await shown('later.har');
    await panel.row('/broken');
    const rows = await panel.rows();
    assert.deepEqual(rows.map(({ text }) => [/mended/.test(text), /Fixed since/.test(text)]), [[true, true], [false, false]]);
  });

  test('another of the same name and length is another', async () => {
    /** Forty failures. @param {string} path */
    const forty = (path) => har(...Array.from({ length: 40 }, (_, index) => entry(index * 10, `${path}/${index}`, false)));
    await drop(forty('former'), 'app.test.har');
    await panel.row('/former/0');
    await panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop = 400`);
    await panel.row('/former/30');
    await panel.session.evaluate(`{
      window.names = [];
      const name = document.querySelector('[data-testid="file"]');
      new MutationObserver(() => window.names.push(name.textContent)).observe(name, { childList: true, characterData: true, subtree: true });
    }`);
    await drop(forty('latter'), 'app.test.har');
    await panel.row('/latter/0');
    // Rows are drawn some at a time.
    await panel.session.until(() => document.querySelectorAll('[data-testid="row"]').length > 0
      && document.querySelector('[data-testid="row"] [title*="/former/"]') === null);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop`), 0, 'it is read from its beginning');
    await shown('app.test.har');
    assert.ok(await panel.session.evaluate('window.names.length') >= 2, 'that it is another is heard');
    // What is pasted has one name, too.
    for (const path of ['former', 'latter']) {
      await paste(har(entry(0, path, false)));
      const { entry: pasted } = await panel.row(`/${path}`);
      await panel.click(`[data-testid="row"][data-entry="${pasted}"]`);
      await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.endsWith(wanted), `/${path}`);
    }
    await shown('pasted.har');
  });

  test('what DevTools knows of the live page alone is not offered', async () => {
    await drop(har(entry(0, 'elsewhere', false)), 'elsewhere.har');
    await panel.row('/elsewhere');
    await panel.click('[data-testid="row"]');
    await panel.click('[data-testid="tab-diagnosis"]');
    assert.equal(await panel.text('[data-testid="initiator"]'), 'load in main.js:7');
    assert.deepEqual(await panel.session.evaluate(`Array.from(document.querySelectorAll('[data-testid="initiator"], [data-testid="show-network"]'), (it) => it.tagName)`), ['SPAN']);
  });

  test('a log is pasted wherever nothing is written', async () => {
    for (const control of ['group', 'preserve-log', 'scope-all', 'record']) {
      await panel.click('[data-testid="close-file"]');
      await panel.session.until(() => document.querySelector('[data-testid="file"]')?.textContent === '');
      await panel.click(`[data-testid="${control}"]`);
      assert.equal(await panel.focused(), control);
      await paste(har(entry(0, control, false)));
      await shown('pasted.har');
      await panel.click(`[data-testid="${control === 'scope-all' ? 'scope-cors' : control}"]`);
    }
    await panel.click('[data-testid="filter"]');
    await paste(har(entry(0, 'written', false)));
    await panel.drawn();
    assert.deepEqual(await panel.rowsOf('/written'), [], 'in the filter box it is text');
  });

  test('text is dropped into the filter box, and anywhere else it is no file', async () => {
    await drag('/nowhere', '[data-testid="filter"]');
    await panel.session.until(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[data-testid="filter"]'))?.value === '/nowhere');
    await panel.click('[data-testid="filter"]');
    await panel.keys('Escape');
    await drag('/nowhere', '.status-line');
    await noticed('What was dropped is not a HAR file.');
  });

  test('of several the first is shown, and the others are not left out in silence', async () => {
    await drop(har(entry(0, 'several', false)), 'first.har', 'second.har', 'third.har');
    await shown('first.har');
    await noticed('Only the first of 3 files is shown');
  });

  test('one that is cancelled when all of it was read is not opened', async () => {
    await panel.click('[data-testid="close-file"]');
    await panel.session.until(() => document.querySelector('[data-testid="file"]')?.textContent === '');
    // The panel gives the browser its turn after each piece: that is when somebody presses Cancel.
    await panel.session.evaluate(`(() => {
      const { postMessage } = MessagePort.prototype;
      const { arrayBuffer } = Blob.prototype;
      let isRead = false;
      Blob.prototype.arrayBuffer = function () {
        Blob.prototype.arrayBuffer = arrayBuffer;
        const bytes = arrayBuffer.call(this);
        bytes.then(() => { isRead = true; });
        return bytes;
      };
      window.pressed = new Promise((resolve) => {
        MessagePort.prototype.postMessage = function (...message) {
          if (isRead) {
            MessagePort.prototype.postMessage = postMessage;
            document.querySelector('[data-testid="cancel"]').click();
          }
          postMessage.apply(this, message);
          if (!isRead) return;
          const { port1, port2 } = new MessageChannel();
          // Behind what was sent before, the turn of the panel.
          port1.onmessage = () => resolve();
          postMessage.call(port2, null);
        };
      });
    })()`);
    await drop(har(entry(0, 'cancelled', false)), 'cancelled.har');
    await panel.session.evaluate('window.pressed');
    await panel.drawn();
    assert.deepEqual([await visible('progress'), await visible('close-file'), await visible('row')], [false, false, false]);
  });
});
