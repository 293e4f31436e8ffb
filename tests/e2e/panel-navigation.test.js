// @ts-check
/** The CORS tab while the page goes elsewhere, seems to, or was there before anyone looked; and when DevTools makes the tab anew. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { openDevTools } from './harness/devtools.js';
import { Panel } from './harness/panel.js';

const PAGE = '<!doctype html><link rel="icon" href="data:,"><title>A page</title><iframe src="/frame"></iframe>';
const AT_LOAD = 5;

/** Answers navigations below /worked/ itself. */
const WORKER = `addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (event.request.mode === 'navigate') event.respondWith(new Response('<!doctype html><title>Of the worker</title>', { headers: { 'Content-Type': 'text/html' } }));
  });`;

describe('the panel and the pages', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {import('node:http').Server[]} */
  const servers = [];
  let api = '';
  let site = '';
  let other = '';

  before(async () => {
    const listen = async (/** @type {import('node:http').RequestListener} */ listener) => {
      const server = createServer(listener).listen(0, 'localhost');
      await once(server, 'listening');
      servers.push(server);
      return `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
    };
    api = await listen(({ url = '', headers: { origin = '*' } }, response) => response
      .writeHead(200, url.startsWith('/passes') ? { 'Access-Control-Allow-Origin': origin } : { 'X-Powered-By': 'Express' }).end('{}'));
    /** @type {Record<string, [string, string]>} */
    const own = {
      '/frame': ['text/html', '<!doctype html>A frame'],
      '/worked/worker.js': ['text/javascript', WORKER],
      '/at-load': ['text/html', `${PAGE}<script>for (let n = 0; n < ${AT_LOAD}; n += 1) fetch('${api}/at-load/' + n).catch(() => {})</script>`],
    };
    const pages = (/** @type {import('node:http').IncomingMessage} */ { url = '' }, /** @type {import('node:http').ServerResponse} */ response) => {
      const [type, body] = own[url] ?? ['text/html', PAGE];
      response.writeHead(200, { 'Content-Type': type }).end(body);
    };
    site = await listen(pages);
    other = await listen(pages);
    devtools = await openDevTools();
    panel = await devtools.showPanel();
    // Every address that DevTools tells of, and every look at the log that was begun after it and has ended.
    await devtools.extension.evaluate(`{
      window.told = 0;
      window.looked = 0;
      const { network } = chrome.devtools;
      const getHAR = network.getHAR.bind(network);
      network.getHAR = (callback) => {
        let begun = 0;
        // Who asks may hear of the address before it is counted here.
        setTimeout(() => { begun = window.told; });
        getHAR((log) => {
          callback(log);
          window.looked = begun;
        });
      };
      network.onNavigated.addListener(() => { window.told += 1; });
    }`);
  });

  after(async () => {
    await devtools?.close();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** @param {string} path @param {RequestInit} [options] */
  const ask = (path, options = {}) => devtools.page.evaluate(
    `fetch('${api}${path}', ${JSON.stringify(options)}).then(() => 'resolved', () => 'rejected')`,
  );
  /** A fresh page with one failure, which is chosen. @param {string} path @param {string} [from] */
  const failed = async (path, from = site) => {
    await devtools.visit(`${from}/?of=${path.slice(1)}`);
    await ask(path);
    const { entry } = await panel.row(path);
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.endsWith(wanted), path);
  };
  const emptied = () => panel.session.until(() => document.querySelector('[data-testid="status"]')?.textContent === 'No failed requests');
  const urls = async () => (await panel.rows()).map(({ text }) => text);
  /** Until what DevTools told since then was looked into, and what follows from it is drawn. @param {number} before */
  const decided = async (before) => {
    await devtools.extension.evaluate(`new Promise((resolve) => {
      const look = () => (window.told > ${before} && window.looked === window.told ? resolve() : setTimeout(look, 10));
      look();
    })`);
    await panel.drawn();
  };
  /** Until there is a new panel, as DevTools makes one when the tab goes to another place. @param {string} place */
  const moved = async (place) => {
    const { connection } = devtools.browser;
    const isPanel = (/** @type {{ url: string }} */ { url }) => url === `chrome-extension://${devtools.id}/panel.html`;
    const known = new Set([...connection.targets.values()].filter(isPanel).map(({ targetId }) => targetId));
    await devtools.frontend.evaluate(`(async () => {
      const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      ViewManager.ViewManager.instance().moveView('chrome-extension://${devtools.id}CORS', '${place}', { shouldSelectTab: true, overrideSaving: false });
    })()`);
    const { targetId } = await connection.target('the moved tab', (target) => isPanel(target) && !known.has(target.targetId));
    panel = new Panel(await connection.attach(targetId, 'the moved panel'), devtools.frontend);
    await panel.ready();
  };

  for (const [name, code] of [
    ['history.pushState', "history.pushState({}, '', '/route/2')"],
    ['history.replaceState', "history.replaceState({ a: 1 }, '')"],
    ['a fragment', "location.hash = '#section'"],
    ['history.back within it', "history.pushState({}, '', '/route/3'); history.back()"],
    ['the navigation API', "navigation.addEventListener('navigate', (event) => event.intercept({ handler() {} }), { once: true }); navigation.navigate('/route/4'); 0"],
    ['document.open', "document.open(); document.write('<title>Written</title>'); document.close()"],
  ]) {
    test(`a new address of the same document (${name}) leaves list and detail as they are`, async () => {
      await failed(`/stays-${name.replace(/\W/g, '-')}`);
      await decided(0);
      const told = await devtools.extension.evaluate('window.told');
      const detail = await panel.text('[data-testid="url"]');
      await devtools.page.evaluate(code);
      await decided(told);
      assert.equal((await panel.rows()).length, 1);
      assert.equal(await panel.text('[data-testid="url"]'), detail);
    });
  }

  for (const [name, code] of [
    ['a reload', 'location.reload()'],
    ['a link', "location.href = '/another'"],
    ['the way back to a page that was kept', 'history.back()'],
    ['an empty page', "location.href = 'about:blank'"],
    ['a page made of a blob', "location.href = URL.createObjectURL(new Blob(['<title>Of a blob</title>'], { type: 'text/html' }))"],
    ['a form', "{ const form = document.createElement('form'); form.action = '/posted'; form.method = 'post'; document.body.append(form); form.submit(); }"],
    ['a page that a worker answers', `navigator.serviceWorker.register('/worked/worker.js').then(({ installing }) => {
      installing.onstatechange = () => { if (installing.state === 'activated') location.href = '/worked/page'; };
    })`],
  ]) {
    test(`${name} empties the list`, async () => {
      await failed(`/goes-${name.replace(/\W/g, '-')}`);
      // Some of them end the document that is asked.
      await devtools.page.evaluate(`setTimeout(() => { ${code} }); 0`);
      await emptied();
    });
  }

  test('an address without requests empties the list too', async () => {
    await failed('/goes-to-data');
    await devtools.page.send('Page.navigate', { url: 'data:text/html,<title>Of its address</title>' });
    await emptied();
  });

  test('fixes, advice and reports speak of the pages that the list covers', async () => {
    await devtools.visit(site);
    await ask('/passes/of-the-page-left');
    await ask('/orders', { method: 'PUT', headers: { 'X-Left': '1' } });
    await panel.row('/orders');
    await devtools.visit(other);
    await emptied();
    await panel.click('[data-testid="advice"]');
    assert.match(await panel.text('[data-testid="advice-box"] .lead'), /^Nothing/);
    await panel.keys('Escape');
    await ask('/orders');
    await panel.row('/orders');
    await panel.click('[data-testid="row"]');
    await panel.click('[data-testid="tab-fix"]');
    const snippet = await panel.text('[data-testid="snippet"]');
    assert.ok(snippet.includes(other) && !snippet.includes(site), snippet);
    assert.ok(!/PUT|x-left/i.test(snippet), snippet);
    await panel.click('[data-testid="export"]');
    for (const format of ['markdown', 'html', 'json', 'har']) {
      await choose(format);
      const text = await panel.text('[data-testid="report-preview"]');
      assert.ok(text.includes('/orders') && !text.includes('of-the-page-left') && !text.includes(site), `${format}: ${text}`);
    }
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
  });

  /** Chooses a format of report, and waits until it is made. @param {string} format */
  const choose = async (format) => {
    await panel.session.call((key) => {
      const field = /** @type {HTMLSelectElement} */ (document.querySelector('[data-testid="report-format"]'));
      field.value = key;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, format);
    await panel.session.until(() => document.querySelector('[data-testid="copy-report"]')?.matches(':enabled'));
  };

  test('a report that is open keeps what it says; of a list that has changed there is none', async () => {
    await failed('/reported');
    await panel.click('[data-testid="export"]');
    await choose('markdown');
    await devtools.page.evaluate('setTimeout(() => location.reload()); 0');
    await emptied();
    assert.match(await panel.text('[data-testid="report-preview"]'), /\/reported/);
    await panel.session.evaluate(`{
      const field = document.querySelector('[data-testid="report-format"]');
      field.value = 'json';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }`);
    await panel.session.until(() => document.querySelector('[data-testid="report-preview"]')?.textContent?.startsWith('The list has changed'));
    assert.deepEqual(await panel.session.evaluate(`['copy-report', 'download-report'].map((it) => document.querySelector('[data-testid="' + it + '"]').disabled)`), [true, true]);
    await panel.click('[data-testid="export-box"] [data-testid="close-box"]');
  });

  test('made anew, the panel says that the recording pauses, and what a navigation took does not come back', async () => {
    await failed('/taken');
    await devtools.page.evaluate('setTimeout(() => location.reload()); 0');
    await emptied();
    await panel.click('[data-testid="preserve-log"]');
    await ask('/still-there');
    await panel.row('/still-there');
    await panel.click('[data-testid="record"]');
    await moved('drawer-view');
    await panel.row('/still-there');
    assert.equal((await urls()).length, 1, `${await urls()}`);
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="record"]').getAttribute('aria-pressed')`), 'false');
    assert.match(await panel.text('[data-testid="status"]'), /paused/);
    await panel.click('[data-testid="record"]');
    await ask('/goes-on');
    await panel.row('/goes-on');
    await panel.click('[data-testid="preserve-log"]');
    await moved('panel');
  });

  test('what failed before DevTools let the extension in is recorded, each once', async () => {
    await devtools.visit(`${site}/at-load`);
    await devtools.harWith('/at-load/', AT_LOAD);
    // On a page of the browser's own DevTools keeps extensions out until an address is typed. So late is this one, too.
    await devtools.extension.send('Runtime.enable');
    const gone = devtools.extension.event('Runtime.executionContextsCleared');
    await devtools.extension.evaluate('setTimeout(() => location.reload()); 0');
    await gone;
    const found = await devtools.extension.evaluate(`new Promise((resolve) => {
      const look = () => {
        if (!window.whycorsRecorder) return setTimeout(look, 10);
        const at = new Map();
        window.whycorsRecorder.subscribe((text) => {
          for (const item of JSON.parse(text)) if (item.kind === 'entry' && item.entry.request.url.includes('/at-load/')) at.set(item.sequence, item.entry.request.url);
          if (at.size >= ${AT_LOAD}) resolve([...at.values()]);
        });
      };
      look();
    })`);
    assert.deepEqual(found.sort(), Array.from({ length: AT_LOAD }, (_, index) => `${api}/at-load/${index}`));
  });
});
