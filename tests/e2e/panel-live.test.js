// @ts-check
/** The CORS tab while the page goes on: what is fixed, what fails otherwise, what is being read, and how far a first-time user has to go. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { openDevTools } from './harness/devtools.js';

describe('the panel while the page goes on', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {import('node:http').Server[]} */
  const servers = [];
  let api = '';
  let site = '';
  /** What the API answers each address with, all methods or one. @type {Map<string, Record<string, string>>} */
  const answers = new Map();

  before(async () => {
    const listen = async (/** @type {import('node:http').RequestListener} */ listener) => {
      const server = createServer(listener).listen(0, 'localhost');
      await once(server, 'listening');
      servers.push(server);
      return `http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
    };
    api = await listen(({ method, url = '' }, response) => response
      .writeHead(200, answers.get(`${method} ${url.split('?')[0]}`) ?? answers.get(url.split('?')[0]) ?? {}).end('{}'));
    site = await listen((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' })
      .end('<!doctype html><link rel="icon" href="data:,"><title>A page</title>'));
    devtools = await openDevTools();
    panel = await devtools.showPanel();
    await devtools.visit(site);
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
  /** What is said of the first row of an address. @param {string} path @param {string} later @returns {Promise<unknown>} */
  const laterOf = (path, later) => panel.session.until((wanted, state) => {
    const cell = Array.from(document.querySelectorAll('[data-testid="row"] .cell-path')).find((it) => it.getAttribute('title')?.includes(wanted));
    const row = cell?.closest('[data-testid="row"]');
    return row?.getAttribute('data-later') === state ? row.textContent : null;
  }, path, later);

  test('cause, command and fix of a failure are three clicks away', async () => {
    answers.set('/orders', { 'Access-Control-Allow-Origin': `${site}/`, 'X-Powered-By': 'Express' });
    assert.equal(await ask('/orders?first'), 'rejected');
    await panel.row('/orders?first');
    let clicks = 0;
    const click = (/** @type {string} */ testid) => {
      clicks += 1;
      return panel.click(`[data-testid="${testid}"]`);
    };
    await click('row');
    assert.match(await panel.text('[data-testid="headline"]'), /ends with a slash/);
    assert.match(await panel.text('[data-testid="do"]'), /slash/);
    await click('go-reproduce');
    assert.match(await panel.text('[data-testid="curl-actual"]'), /^curl .*orders\?first/s);
    await click('tab-fix');
    assert.match(await panel.text('[data-testid="snippet"]'), new RegExp(`["']${site}["']`));
    assert.equal(clicks, 3);
    // Each is two clicks from the row, too, and what is seen of it needs no scrolling sideways.
    assert.equal(await panel.session.evaluate(`document.getElementById('tab-panel').scrollWidth <= document.getElementById('tab-panel').clientWidth`), true);
    await panel.click('[data-testid="tab-diagnosis"]');
    await panel.press('Escape', 27);
    // Closed, it holds nothing that the next one would begin with.
    await panel.session.until(() => document.querySelector('[data-testid="headline"]') === null && document.getElementById('tab-panel')?.textContent === '');
  });

  test('what passes later marks the earlier rows, in the list and in the detail', async () => {
    answers.set('/orders', { 'Access-Control-Allow-Origin': '*' });
    assert.equal(await ask('/orders?second'), 'resolved');
    // The log does not say whether the first was sent with credentials; with them, `*` would refuse it again.
    assert.match(String(await laterOf('/orders?first', 'fixed')), /Fixed since/);
    await panel.click('[data-testid="row"]');
    assert.match(await panel.text('[data-testid="later"]'), /passed later.*without credentials/);
    answers.set('/orders', { 'Access-Control-Allow-Origin': site, 'Access-Control-Allow-Credentials': 'true' });
    assert.equal(await ask('/orders?third'), 'resolved');
    await panel.session.until(() => !document.querySelector('[data-testid="later"]')?.textContent?.includes('credentials'));
    assert.match(await panel.text('[data-testid="later"]'), /passed later/);
  });

  test('who steps through an exchange stays where they are when its row is judged again', async () => {
    answers.set('/steps', { 'Access-Control-Allow-Origin': `${site}/` });
    assert.equal(await ask('/steps?first'), 'rejected');
    const { entry } = await panel.row('/steps?first');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.session.until(() => document.querySelector('[data-testid="url"]')?.textContent?.endsWith('/steps?first'));
    await panel.click('[data-testid="tab-exchange"]');
    await panel.click('[data-testid="step-previous"]');
    await panel.drawn();
    /** Which of the elements has the keyboard, whether it is still the old one, and what is seen. */
    const now = () => panel.session.evaluate(`(() => {
      const it = document.activeElement;
      const { scrollTop } = document.getElementById('tab-panel');
      return { is: it.dataset.testid ?? it.href, place: Array.from(document.querySelectorAll(it.tagName)).indexOf(it), old: it.old ?? false,
        step: document.querySelector('[data-testid="step-count"]').textContent, scrollTop };
    })()`);
    const hold = (/** @type {string} */ selector, /** @type {number} */ scrolled) => panel.session.call((wanted, top) => {
      const it = /** @type {any} */ (Array.from(document.querySelectorAll(wanted)).at(-1));
      it.focus();
      it.old = true;
      const panel = /** @type {HTMLElement} */ (document.getElementById('tab-panel'));
      panel.scrollTop = top;
      return panel.scrollTop;
    }, selector, scrolled);
    for (const [selector, answer, later] of [['[data-testid="step-previous"]', site, 'fixed'], ['.check a', '', 'otherwise']]) {
      await hold(selector, 20);
      await panel.drawn();
      const before = await now();
      assert.equal(before.old, true);
      answers.set('/steps', answer ? { 'Access-Control-Allow-Origin': answer } : {});
      await ask(`/steps?${later}`);
      await laterOf('/steps?first', later);
      await panel.session.until(() => /** @type {any} */ (document.activeElement)?.old !== true);
      await panel.drawn();
      assert.deepEqual(await now(), { ...before, old: false }, selector);
    }
    await panel.click('[data-testid="tab-diagnosis"]');
    await panel.click('[data-testid="close-detail"]');
  });

  test('a request that asks for less than the one that failed fixes nothing', async () => {
    const asks = { headers: { Authorization: 'Bearer of-a-test' } };
    answers.set('/less', { 'Access-Control-Allow-Origin': site });
    answers.set('OPTIONS /less', { 'Access-Control-Allow-Origin': site });
    assert.equal(await ask('/less?asks', asks), 'rejected');
    assert.equal(await ask('/less?included', { credentials: 'include' }), 'rejected');
    await panel.row('/less?asks');
    await panel.row('/less?included');
    assert.equal(await ask('/less?plain'), 'resolved');
    // A failure after it: when its row is there, what passed before was taken in.
    await ask('/less-later');
    await panel.row('/less-later');
    await laterOf('/less?asks', 'same');
    await laterOf('/less?included', 'same');
    // As asked as that, but for the header: now both.
    answers.set('/less', { 'Access-Control-Allow-Origin': site, 'Access-Control-Allow-Credentials': 'true' });
    answers.set('OPTIONS /less', { 'Access-Control-Allow-Origin': site, 'Access-Control-Allow-Headers': 'authorization' });
    assert.equal(await ask('/less?asks-again', asks), 'resolved');
    await laterOf('/less?asks', 'fixed');
    assert.equal(await ask('/less?included-again', { credentials: 'include' }), 'resolved');
    await laterOf('/less?included', 'fixed');
  });

  test('what fails otherwise later is named', async () => {
    answers.set('/carts', { 'Access-Control-Allow-Origin': `${site}/` });
    await ask('/carts?first');
    answers.set('/carts', {});
    await ask('/carts?second');
    assert.match(String(await laterOf('/carts?first', 'otherwise')), /Now: .*Allow-Origin/);
    const { entry } = await panel.row('/carts?first');
    await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
    await panel.session.until(() => document.querySelector('[data-testid="later"]')?.textContent?.includes('fails for another reason now'));
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="later"] .icon').classList.contains('icon-passed')`), false);
  });

  test('after a reload the rows that were kept are marked fixed, too', async () => {
    await panel.click('[data-testid="preserve-log"]');
    answers.set('/reloaded', {});
    await ask('/reloaded?first');
    await panel.row('/reloaded?first');
    await devtools.visit(`${site}/again`);
    answers.set('/reloaded', { 'Access-Control-Allow-Origin': site });
    assert.equal(await ask('/reloaded?second'), 'resolved');
    await laterOf('/reloaded?first', 'fixed');
    await panel.click('[data-testid="preserve-log"]');
  });

  test('rows that arrive do not move what is read, and are counted politely', async () => {
    // What a screen reader is told, and when.
    await panel.session.evaluate(`{
      window.spoken = [];
      const place = document.querySelector('[data-testid="status-spoken"]');
      new MutationObserver(() => window.spoken.push([performance.now(), place.textContent])).observe(place, { childList: true });
    }`);
    const counted = () => panel.session.evaluate(`parseInt(document.querySelector('[data-testid="status"]').textContent)`);
    const known = await counted();
    await devtools.page.evaluate(`Promise.allSettled(Array.from({ length: 120 }, (_, index) => fetch('${api}/many?' + index)))`);
    // All of them: one that comes late takes its place among the others.
    await panel.session.until((number) => document.querySelector('[data-testid="status"]')?.textContent === `${number} failed requests`, known + 120);
    await panel.click('[data-testid="list"]');
    await panel.keys('Home', 'PageDown', 'PageDown');
    // The detail appears in steps, and with it the list's width.
    await panel.session.until(() => document.querySelector('[data-testid="what"]')?.checkVisibility());
    await panel.drawn();
    /** Where each row in view stands. @returns {Promise<[string, number][]>} */
    const places = () => panel.session.evaluate(`(() => {
      const top = document.querySelector('.list-header').getBoundingClientRect().bottom;
      const bottom = document.querySelector('[data-testid="list"]').getBoundingClientRect().bottom;
      // Rows beyond the edges may be drawn ahead, or not.
      return Array.from(document.querySelectorAll('[data-testid="row"]'), (it) => [it.dataset.entry, it.getBoundingClientRect().top]).filter(([, y]) => y >= top && y < bottom - 21);
    })()`);
    const before = await places();
    const headline = await panel.text('[data-testid="url"]');
    assert.equal(await panel.session.evaluate(`document.querySelector('[data-testid="status-spoken"]').getAttribute('role')`), 'status');
    await devtools.page.evaluate(`Promise.allSettled(Array.from({ length: 50 }, (_, index) => fetch('${api}/more?' + index)))`);
    await panel.session.until((number) => document.querySelector('[data-testid="status"]')?.textContent === `${number} failed requests`, known + 170);
    await panel.drawn();
    assert.deepEqual(await places(), before);
    assert.equal(await panel.text('[data-testid="url"]'), headline);
    await panel.session.until(() => document.querySelector('[data-testid="status-spoken"]')?.textContent
      === document.querySelector('[data-testid="status"]')?.textContent);
    /** @type {[number, string][]} */
    const spoken = await panel.session.evaluate('window.spoken');
    const rests = spoken.slice(1).map(([time], index) => time - spoken[index][0]);
    assert.ok(spoken.length > 0 && rests.every((rest) => rest > 990), `${JSON.stringify(spoken)}`);
  });

  test('what is read in groups does not move, neither when rows arrive nor when the head at the edge is opened', async () => {
    await panel.click('[data-testid="clear"]');
    // Three groups, each longer than the list is high.
    await devtools.page.evaluate(`(async () => {
      for (const path of ['first', 'second', 'third']) await Promise.allSettled(Array.from({ length: 60 }, (_, index) => fetch('${api}/' + path + '?' + index)));
    })()`);
    await panel.session.until(() => document.querySelector('[data-testid="status"]')?.textContent === '180 failed requests');
    await panel.click('[data-testid="group"]');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount') === '184');
    const scroll = async (/** @type {number} */ top) => {
      await panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop = ${top}`);
      await panel.drawn();
    };
    const top = () => panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop`);
    const edge = () => panel.session.evaluate(`(() => {
      const { bottom, left } = document.querySelector('.list-header').getBoundingClientRect();
      const line = document.elementFromPoint(left + 20, bottom + 8).closest('.list-row');
      return [line.dataset.testid, line.querySelector('.cell-path').title, line.getAttribute('aria-expanded')];
    })()`);
    const arrives = async (/** @type {string} */ path, /** @type {number} */ lines) => {
      await ask(path);
      await panel.session.until((count) => document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount') === String(count), lines);
      await panel.drawn();
    };
    // The head of the second group at the edge, some pixels over it: the row belongs to that group.
    await scroll(61 * 21 + 3);
    assert.deepEqual((await edge()).slice(0, 1), ['row-group']);
    await arrives('/second?more', 185);
    assert.equal(await top(), 61 * 21 + 3);
    // To the group before it: what is read goes down with its lines.
    await arrives('/first?more', 186);
    assert.equal(await top(), 62 * 21 + 3);
    assert.match(String(await edge()), /row-group.*second/);
    // Closed and opened by the mouse at the edge.
    for (const [expanded, lines] of [['false', 125], ['true', 186]]) {
      const place = await panel.session.evaluate(`(({ bottom, left }) => ({ x: left + 20, y: bottom + 8 }))(document.querySelector('.list-header').getBoundingClientRect())`);
      await panel.clickAt(place);
      await panel.session.until((count) => document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount') === String(count), lines);
      await panel.drawn();
      assert.equal(await top(), 62 * 21 + 3);
      assert.equal((await edge())[2], expanded);
    }
    await scroll(0);
    await panel.click('[data-testid="group"]');
    await panel.session.until(() => document.querySelector('[data-testid="list"]')?.getAttribute('role') === 'grid');
  });

  test('who scrolls up while rows arrive is not thrown back to the end', async () => {
    await panel.keys('Escape');
    await panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop = 1e6`);
    await panel.drawn();
    const top = () => panel.session.evaluate(`document.querySelector('[data-testid="list"]').scrollTop`);
    assert.ok(await top() > 500);
    const message = JSON.stringify([{ kind: 'entry', sequence: 1_000_000, settled: true, entry: {
      startedDateTime: new Date().toISOString(), time: 5, _resourceType: 'fetch',
      request: { method: 'GET', url: `${api}/meanwhile`, headers: [{ name: 'Origin', value: site }] },
      response: { status: 200, headers: [], _error: 'net::ERR_FAILED' } } }]);
    // Both within one frame: the wheel has turned, and the row arrives before anything is drawn.
    await panel.session.evaluate(`import('./wasm/whycors.js').then(({ receive }) => {
      document.querySelector('[data-testid="list"]').scrollTop = 210;
      receive(${JSON.stringify(message)});
    })`);
    await panel.drawn();
    assert.equal(await top(), 210);
  });

  test('settings and theme: the choice is kept for the next panel, the theme is followed at once', async () => {
    await panel.click('[data-testid="scope-all"]');
    await panel.click('[data-testid="group"]');
    await panel.session.send('Page.enable');
    const loaded = panel.session.event('Page.loadEventFired');
    await panel.session.send('Runtime.evaluate', { expression: 'location.reload()' });
    await loaded;
    await panel.session.until(() => document.querySelector('[data-testid="list"], [data-testid="empty"]') !== null);
    await panel.session.until(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[data-testid="scope-all"]'))?.checked
      && /** @type {HTMLInputElement | null} */ (document.querySelector('[data-testid="group"]'))?.checked);
    panel = await devtools.showPanel();
    const scheme = () => panel.session.evaluate('getComputedStyle(document.documentElement).colorScheme');
    for (const [name, expected] of [['dark', 'dark'], ['default', 'light']]) {
      await devtools.frontend.evaluate(`(async () => {
        const { Common } = { Common: await import('devtools://devtools/bundled/core/common/common.js') };
        Common.Settings.Settings.instance().moduleSetting('ui-theme').set('${name}');
      })()`);
      await panel.session.until((wanted) => document.documentElement.classList.contains(`theme-${wanted}`), expected);
      assert.equal(await scheme(), expected);
    }
  });
});
