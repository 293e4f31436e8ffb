// @ts-check
/** The promises of the extension, each tried in real Chromium. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'none'; object-src 'none'";

/** Text that would be an element if anything took it for markup. */
const HOSTILE = '<img src=x onerror="window.taken=1"><script>window.taken=1</script>';

describe('the extension', () => {
  /** Answers without CORS headers; `/hostile` with markup where an origin belongs. @type {import('node:http').Server} */
  let server;
  /** A page of our own. @type {string} */
  let site;
  /** The same server as another origin. @type {string} */
  let other;
  /** How often `/beacon` was asked. */
  let beacons = 0;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/beacon') beacons += 1;
      if (request.url === '/hostile') response.setHeader('Access-Control-Allow-Origin', HOSTILE);
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><link rel="icon" href="data:,"><title>A page</title>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    site = `http://127.0.0.1:${port}`;
    other = `http://localhost:${port}`;
    devtools = await openDevTools();
  });

  after(async () => {
    await devtools?.close();
    server?.close();
    server?.closeAllConnections();
  });

  /** Lets the page ask for an address; tells how it ended. @param {string} url */
  const ask = (url) => devtools.page.evaluate(
    `fetch(${JSON.stringify(url)}).then((response) => response.text()).then(() => 'resolved', () => 'rejected')`,
  );

  test('the manifest asks for no permission and has exactly this policy', async () => {
    const manifest = JSON.parse(await readFile(join(ROOT, 'extension', 'manifest.json'), 'utf8'));
    assert.equal(manifest.manifest_version, 3);
    assert.deepEqual(Object.keys(manifest).sort(), ['content_security_policy', 'default_locale', 'description', 'devtools_page',
      'icons', 'manifest_version', 'minimum_chrome_version', 'name', 'version']);
    assert.deepEqual(manifest.content_security_policy, { extension_pages: POLICY });
  });

  test('the browser grants it nothing but its place in DevTools', async () => {
    assert.deepEqual(await devtools.extension.evaluate('chrome.permissions.getAll()'), { permissions: ['devtools'], origins: [] });
  });

  test('failures from before the tab was first shown are there', async () => {
    await devtools.visit(`${site}/`);
    assert.equal(await ask(`${other}/early`), 'rejected');
    await devtools.harWith('/early', 1);
    const panel = await devtools.showPanel();
    await panel.atLeast(1);
    const [row] = await panel.rowsOf('/early');
    assert.deepEqual([row.chromium, row.outcome], ['MissingAllowOriginHeader', 'cors']);
  });

  test('the panel takes the program that the devtools page has compiled', async () => {
    const panel = await devtools.showPanel();
    assert.equal(await devtools.extension.evaluate('window.whycorsProgram.compiled().then(String)'), '[object WebAssembly.Module]');
    /** @type {string[]} */
    const files = [];
    const note = (/** @type {{ request: { url: string } }} */ { request }) => files.push(request.url.split('/').pop() ?? '');
    panel.session.on('Network.requestWillBeSent', note);
    await panel.session.send('Network.enable');
    await panel.session.send('Page.enable');
    const loaded = panel.session.event('Page.loadEventFired');
    await panel.session.evaluate('setTimeout(() => location.reload())');
    await loaded;
    await panel.atLeast(1);
    await panel.session.send('Network.disable');
    panel.session.off('Network.requestWillBeSent', note);
    assert.deepEqual([files.includes('panel.js'), files.filter((name) => name.endsWith('.wasm'))], [true, []]);
  });

  test('a panel that nobody tells that it is shown finds the recorder', async () => {
    const { browser: { connection }, extension, frontend, id } = devtools;
    const before = new Set(connection.targets.keys());
    await extension.evaluate(`import('./panels.js').then(({ createPanel }) => createPanel('Untold', 'icons/32.png', 'panel.html', () => {}))`);
    await frontend.evaluate(`(async () => {
      const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      const manager = ViewManager.ViewManager.instance();
      while (!manager.hasView('chrome-extension://${id}Untold')) await new Promise(requestAnimationFrame);
      await manager.showView('chrome-extension://${id}Untold');
    })()`);
    const target = await connection.target('the other tab', ({ targetId, url }) => !before.has(targetId) && url.endsWith('/panel.html'));
    const session = await connection.attach(target.targetId, 'the other tab');
    await session.until(() => document.querySelector('[data-testid="row"] [title$="/early"]') !== null);
  });

  test('the panel goes on recording after a navigation', async () => {
    const panel = await devtools.showPanel();
    await devtools.visit(`${site}/second`);
    assert.equal(await ask(`${other}/late`), 'rejected');
    const row = await panel.row('/late');
    assert.equal(row.chromium, 'MissingAllowOriginHeader');
  });

  test('a request to any host is refused in the panel and in the devtools page', async () => {
    const panel = await devtools.showPanel();
    for (const session of [panel.session, devtools.extension]) {
      const outcome = await session.call(async (url) => {
        const violated = new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
        });
        const answer = await fetch(url, { mode: 'no-cors' }).then(() => 'answered', () => 'refused');
        return `${answer} by ${answer === 'refused' ? await violated : 'nobody'}`;
      }, `${site}/beacon`);
      assert.equal(outcome, 'refused by connect-src');
    }
    // The same request from the page arrives: the address is good, and the count would have shown it.
    assert.equal(beacons, 0);
    assert.equal(await ask(`${site}/beacon`), 'resolved');
    assert.equal(beacons, 1);
  });

  test('markup in a header value is shown as text', async () => {
    const panel = await devtools.showPanel();
    await devtools.visit(`${site}/third`);
    assert.equal(await ask(`${other}/hostile`), 'rejected');
    const { entry } = await panel.row('/hostile');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    const detail = await panel.session.until((text) => {
      const shown = document.querySelector('[data-testid="detail"]')?.textContent;
      return shown?.includes(text) ? shown : null;
    }, HOSTILE);
    assert.ok(detail.includes(HOSTILE));
    assert.deepEqual(await panel.session.evaluate(
      '[document.querySelectorAll("[onerror], #app img, #app script").length, typeof window.taken]'), [0, 'undefined']);
  });

  test('three hundred failures at once are all recorded, settled and judged', async () => {
    const panel = await devtools.showPanel();
    await devtools.visit(`${site}/fourth`);
    await devtools.page.evaluate(`Promise.allSettled(Array.from({ length: 300 }, (_, index) => fetch('${other}/many?' + index)))`);
    const judged = await panel.session.evaluate(`new Promise((resolve) => {
      const settled = new Map();
      const stop = window.whycorsRecorder.subscribe((text) => {
        for (const item of JSON.parse(text)) {
          if (item.kind === 'entry' && item.entry.request.url.includes('/many?')) settled.set(item.sequence, item);
        }
        queueMicrotask(() => {
          if (settled.size < 300 || [...settled.values()].some((item) => item.settled === 'pending')) return;
          stop();
          resolve([...settled.values()].map((item) => [item.settled, item.entry.response.status, item.entry.request.url]));
        });
      });
    })`);
    assert.equal(new Set(judged.map((/** @type {[boolean, number, string]} */ [, , url]) => url)).size, 300);
    assert.deepEqual(judged.filter((/** @type {[boolean, number, string]} */ [settled, status]) => settled !== true || status !== 200), []);
    // The list draws only what is in view; its own count has them all, beside its heading.
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount') === '301');
    const wrong = (await panel.rowsOf('/many?')).filter(({ chromium }) => chromium !== 'MissingAllowOriginHeader');
    assert.deepEqual(wrong, []);
  });

  test('nothing was written to the console as an error', async () => {
    const panel = await devtools.showPanel();
    /** @type {string[]} */
    const said = [];
    for (const session of [panel.session, devtools.extension]) {
      session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => said.push(exceptionDetails.exception?.description ?? exceptionDetails.text));
      session.on('Runtime.consoleAPICalled', ({ type, args }) => {
        if (type === 'error' || type === 'warning') said.push(JSON.stringify(args.map((/** @type {any} */ { value, description }) => value ?? description)));
      });
      // Enabling repeats what was said before.
      await session.send('Runtime.enable');
    }
    assert.deepEqual(said, []);
  });
});
