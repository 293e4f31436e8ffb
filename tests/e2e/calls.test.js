// @ts-check
/** Where the credentials mode decides and the log does not state it, the panel reads the calling line in real DevTools. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { openDevTools } from './harness/devtools.js';

/** Each call stands on a line of its own. @param {string} api */
const SCRIPT = (api) => `
const quiet = () => {};
const api = '${api}';
const options = { method: 'PUT', credentials: 'include' };
const calls = [
  fetch(api + '/includes', { method: 'PUT', credentials: 'include' }).catch(quiet),
  fetch(api + '/names-none', { method: 'PUT' }).catch(quiet),
  fetch(api + '/elsewhere', options).catch(quiet),
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', api + '/xhr');
    xhr.withCredentials = true;
    xhr.onloadend = resolve;
    xhr.send();
  }),
];
window.called = Promise.all(calls);
`;

/** @param {import('node:http').RequestListener} listener */
async function serve(listener) {
  const server = createServer(listener).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, origin: `http://localhost:${port}` };
}

describe('the calling line', () => {
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {import('node:http').Server[]} */
  const servers = [];

  before(async () => {
    // With credentials the check fails, without them the status does: two codes, and the log cannot tell.
    const api = await serve((_, response) => response.writeHead(403, { 'Access-Control-Allow-Origin': '*' }).end());
    const app = await serve(({ url }, response) => {
      if (url === '/app.js') response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(SCRIPT(api.origin));
      else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><link rel="icon" href="data:,"><script src="/app.js"></script>');
    });
    servers.push(api.server, app.server);
    devtools = await openDevTools();
    await devtools.visit(app.origin);
    await devtools.page.evaluate('window.called.then(() => true)');
    panel = await devtools.showPanel();
    await panel.atLeast(4);
  });

  after(async () => {
    await devtools?.close();
    for (const server of servers) server.close();
  });

  /** What is shown of the credentials of the request to a path. @param {string} path @param {string} expected */
  async function credentialsOf(path, expected) {
    const row = await panel.row(path);
    await panel.click(`[data-testid="row"][data-entry="${row.entry}"]`);
    await panel.session.until((/** @type {string} */ entry) => document.querySelector(`[data-testid="row"][data-entry="${entry}"][aria-selected="true"]`), row.entry);
    // The detail of the row before stands there until the next frame.
    await panel.drawn();
    await panel.session.until((text) => document.querySelector('[data-testid="credentials"]')?.textContent?.includes(text), expected);
    assert.equal(row.chromium, null, 'the calling line is evidence and decides nothing');
    return panel.text('[data-testid="credentials"]');
  }

  test('`credentials: \'include\'` speaks for include', async () => {
    assert.match(await credentialsOf('/includes', 'calling line'), /the calling line says credentials: 'include': this speaks for include/);
  });

  test('a call that names no credentials speaks for not included', async () => {
    assert.match(await credentialsOf('/names-none', 'calling line'), /names? no credentials|says no credentials/);
  });

  test('`withCredentials = true` before send speaks for include', async () => {
    assert.match(await credentialsOf('/xhr', 'calling line'), /withCredentials = true.*speaks for include/);
  });

  test('options that come from elsewhere say nothing', async () => {
    assert.doesNotMatch(await credentialsOf('/elsewhere', 'unknown'), /calling line/);
  });

  test('both readings stand there, and the test that decides names both codes', async () => {
    const advice = await panel.text('[data-testid="do"]');
    assert.match(advice, /PreflightInvalidStatus/);
    assert.match(advice, /PreflightWildcardOriginNotAllowed/);
    assert.match(advice, /app\.js/);
  });
});
