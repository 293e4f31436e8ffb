// @ts-check
/** The ways from the CORS tab into DevTools' own panels: the calling line in Sources, the request in Network. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

describe("the ways into DevTools' own panels", () => {
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
    await devtools.page.evaluate('window.demonstration');
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** Back to the CORS tab, with its first row chosen. */
  async function first() {
    panel = await devtools.showPanel();
    await panel.click('[data-testid="row"]');
    await panel.text('[data-testid="initiator"]');
  }

  /** Waits for something in DevTools' own window, whose parts stand in shadow trees. @param {string} expression over `all`, every element, and `name`, that of the panel in front */
  const inFront = (expression) => devtools.frontend.evaluate(`(async () => {
    const { InspectorView } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
    const elements = (root) => Array.from(root.querySelectorAll('*')).flatMap((it) => it.shadowRoot ? [it, ...elements(it.shadowRoot)] : [it]);
    for (;;) {
      const all = elements(document);
      const name = InspectorView.InspectorView.instance().currentPanelDeprecated()?.name;
      const found = ${expression};
      if (found) return found;
      await new Promise(requestAnimationFrame);
    }
  })()`);

  /** The line that Sources shows: its text is what the page calls with. */
  const shownLine = () => inFront(`name === 'sources' && all.find(({ className }) => /cm-highlightedLine/.test(className))?.textContent`);

  for (const [how, act] of /** @type {[string, () => Promise<void>][]} */ ([
    ['the mouse', () => panel.click('[data-testid="initiator"]')],
    ['the keyboard', async () => {
      await panel.tabTo('initiator');
      await panel.strike('Enter');
    }],
  ])) {
    test(`${how} opens the calling line in Sources`, async () => {
      await first();
      const words = await panel.text('[data-testid="initiator"]');
      const place = /(\w+) in (\w+):(\d+)/.exec(words);
      assert.ok(place, words);
      await act();
      assert.match(await shownLine(), /await fetch\(/);
      assert.ok(await inFront(`all.some(({ children, textContent }) => children.length === 0 && textContent.startsWith('Line ${place[3]}, '))`));
    });
  }

  for (const [how, act] of /** @type {[string, () => Promise<void>][]} */ ([
    ['the mouse', () => panel.click('[data-testid="show-network"]')],
    ['the keyboard', async () => {
      await panel.tabTo('show-network');
      await panel.strike('Enter');
    }],
  ])) {
    test(`${how} shows the request, and it alone, in Network`, async () => {
      await first();
      const url = new URL(await panel.text('[data-testid="url"]'));
      await act();
      const name = `${url.pathname.split('/').at(-1)}${url.search}`;
      const rows = await inFront(`name === 'network' && (() => {
        const rows = all.filter(({ tagName, className }) => tagName === 'TR' && /data-grid-data-grid-node/.test(className)).map(({ textContent }) => textContent);
        return rows.length === 1 && rows;
      })()`);
      assert.ok(rows[0].includes(name), rows[0]);
      assert.match(rows[0], /CORS error/);
    });
  }

  test('an address that is none, and one that is hostile, open nothing and break nothing', async () => {
    await first();
    const har = JSON.stringify({ log: { entries: ['javascript:alert(1)', 'http://app.test/\u202egnp.<b>js'].map((url, index) => ({
      startedDateTime: `2026-01-02T03:04:0${index}.000Z`, _resourceType: 'fetch',
      _initiator: { type: 'script', stack: { callFrames: [{ url, lineNumber: 2, columnNumber: 4, functionName: '<img src=x onerror=alert(1)>' }] } },
      request: { method: 'GET', url: `http://api.test/${index}`, headers: [{ name: 'Origin', value: 'http://app.test' }] },
      response: { status: 200, headers: [], _error: 'net::ERR_FAILED' } })) } });
    await panel.session.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(har)}], 'hostile.har'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    })()`);
    for (const path of ['/0', '/1']) {
      const { entry } = await panel.row(`http://api.test${path}`);
      await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
      await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.endsWith(wanted), path);
      const words = await panel.text('[data-testid="initiator"]');
      assert.ok(words.includes('<img src=x') && !words.includes('\u202e'), words);
      await panel.click('[data-testid="initiator"]');
      await panel.drawn();
      assert.equal(await panel.session.evaluate(`document.querySelectorAll('#app img, #app b').length`), 0);
      // Sources may come to the front and find nothing; the tab is there as before.
      panel = await devtools.showPanel();
      assert.equal((await panel.rows()).length, 2);
    }
  });
});
