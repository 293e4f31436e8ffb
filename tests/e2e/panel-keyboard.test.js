// @ts-check
/** The CORS tab without a mouse: every control is reached with Tab and worked with keys, in real DevTools. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';

/** In the order in which Tab reaches them. */
const TOOLBAR = ['record', 'clear', 'filter', 'scope-cors', 'group', 'preserve-log', 'import', 'export', 'settings'];
const TABS = ['exchange', 'origin', 'reproduce', 'fix', 'headers', 'diagnosis'];

describe('the panel without a mouse', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  let failures = 0;

  before(async () => {
    lab = await startLab();
    devtools = await openDevTools();
    await devtools.visit(`${lab.address}/demo`);
    failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
    panel = await devtools.showPanel();
    await panel.atLeast(failures);
    // As DevTools does when its keys lead into the tab.
    await panel.session.evaluate('window.focus()');
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** @param {string} expression over `it`, the element of that test id */
  const of = (/** @type {string} */ testid, /** @type {string} */ expression) => panel.session.evaluate(
    `((it) => ${expression})(document.querySelector('[data-testid="${testid}"]'))`);
  const chosen = () => panel.session.evaluate(`document.querySelector('[data-testid="row"][aria-selected="true"]')?.dataset.entry ?? null`);
  const count = () => panel.session.evaluate(`Number(document.querySelector('[data-testid="list"]').getAttribute('aria-rowcount')) - 1`);

  test('Tab goes through the toolbar in its order, into the list, and shows where it is', async () => {
    const seen = [];
    for (let turn = 0; turn < TOOLBAR.length + 2; turn += 1) {
      await panel.keys('Tab');
      const focused = await panel.focused();
      seen.push(focused);
      const ring = await panel.session.evaluate(`(() => {
        const it = document.activeElement;
        const drawn = it.matches('.segment input') ? it.nextElementSibling : it.matches('.list') ? it.querySelector('.list-header') : it;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn);
        return [outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1, boxShadow !== 'none'];
      })()`);
      assert.ok(ring.includes(true), `${focused} shows that it has the keyboard`);
    }
    assert.deepEqual(seen, [...TOOLBAR, 'list', 'advice']);
  });

  test('Space pauses the recording and lets it go on', async () => {
    await panel.tabTo('record');
    await panel.keys(' ');
    assert.equal(await of('record', `it.getAttribute('aria-pressed')`), 'false');
    assert.match(await panel.text('[data-testid="status"]'), /paused/);
    await panel.keys(' ');
    assert.equal(await of('record', `it.getAttribute('aria-pressed')`), 'true');
  });

  test('a paused recording takes nothing in, and goes on afterwards', async () => {
    await panel.tabTo('record');
    await panel.keys('Enter');
    const { url } = (await lab.scenarios())['allow-origin-missing'].steps[0];
    const ask = (/** @type {string} */ query) => devtools.page.evaluate(`fetch('${url}?${query}').then(() => 'resolved', () => 'rejected')`);
    assert.equal(await ask('paused'), 'rejected');
    await devtools.harWith('?paused', 1);
    await panel.keys('Enter');
    assert.equal(await ask('recorded'), 'rejected');
    await panel.row('?recorded');
    assert.deepEqual(await panel.rowsOf('?paused'), []);
    failures += 1;
  });

  test('the filter speaks its language', async () => {
    await panel.tabTo('filter');
    const kept = async (/** @type {string} */ text) => {
      await panel.session.send('Input.insertText', { text });
      await panel.drawn();
      const rows = await panel.rows();
      await panel.keys('Escape');
      return rows;
    };
    const all = await count();
    for (const [text, holds] of /** @type {[string, (row: import('./harness/panel.js').Row) => boolean][]} */ ([
      ['cause:trailing-slash', ({ cause }) => cause === 'allow-origin-trailing-slash'],
      ['cause:AllowOriginMismatch', ({ chromium }) => chromium === 'AllowOriginMismatch'],
      ['-cause:trailing-slash', ({ cause }) => cause !== 'allow-origin-trailing-slash'],
      ['method:put', ({ text: words }) => words.startsWith('PUT')],
      ['-method:GET status:4xx', ({ text: words }) => words.startsWith('PUT') && words.includes('404')],
      ['origin:null', ({ text: words }) => words.includes('null')],
      ['wildcard', ({ text: words }) => words.includes('wildcard')],
    ])) {
      const rows = await kept(text);
      assert.ok(rows.length > 0 && rows.length < all, `${text}: ${rows.length} of ${all}`);
      assert.ok(rows.every(holds), `${text}: ${JSON.stringify(rows)}`);
    }
    assert.equal(await count(), all, 'Escape empties the box');
  });

  test('an unknown key is looked for as text, and said to be unknown', async () => {
    await panel.tabTo('filter');
    await panel.session.send('Input.insertText', { text: 'staus:401' });
    await panel.drawn();
    assert.equal(await count(), 0);
    assert.match(await panel.text('.hidden-by-filter'), /staus:.*cause:, origin:, method:, status:/s);
    await panel.keys('Escape');
    await panel.session.send('Input.insertText', { text: ':::--"' });
    await panel.drawn();
    assert.equal(await count(), 0);
    assert.doesNotMatch(await panel.text('.hidden-by-filter'), /cause:/);
    await panel.keys('Escape');
    assert.equal(await count(), failures);
  });

  test('arrow keys change between CORS only and all failures', async () => {
    const before = await count();
    assert.equal(await devtools.page.evaluate(`fetch('http://localhost:48109/').then(() => 'resolved', () => 'rejected')`), 'rejected');
    await panel.tabTo('scope-cors');
    await panel.keys('ArrowRight');
    await panel.session.until((more) => Number(document.querySelector('[data-testid="list"]')?.getAttribute('aria-rowcount')) - 1 === more, before + 1);
    assert.ok((await panel.rows()).some(({ outcome }) => outcome === 'not-cors'));
    await panel.keys('ArrowLeft');
    assert.equal(await count(), before);
    assert.ok((await panel.rows()).every(({ outcome }) => outcome !== 'not-cors'));
  });

  test('Enter goes from the row into its detail, Escape back to the list', async () => {
    await panel.tabTo('list');
    await panel.keys('Home');
    const [first] = await panel.rows();
    assert.equal(await chosen(), first.entry);
    /** Waits until the keyboard is there, and that row is chosen. @param {string} testid @param {string | null} entry */
    const comes = (testid, entry) => panel.session.until((focus, selected) => (
      /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.testid === focus
        && (document.querySelector('[data-testid="row"][aria-selected="true"]')?.getAttribute('data-entry') ?? null) === selected), testid, entry);
    await panel.session.until(() => document.querySelector('[data-testid="detail"]')?.checkVisibility());
    await panel.keys('Enter');
    await comes('detail', first.entry);
    await panel.keys('Tab');
    await panel.keys('Enter');
    await comes('list', null);
    await panel.keys('Home');
    await panel.session.until(() => document.querySelector('[data-testid="detail"]')?.checkVisibility());
    await panel.keys('Enter');
    await comes('detail', first.entry);
    await panel.keys('Escape');
    await comes('list', null);
    await panel.keys('PageDown', 'PageUp');
    await comes('list', first.entry);
    await panel.session.until(() => document.querySelector('[data-testid="what"]')?.checkVisibility());
    await panel.keys('Escape');
    await comes('list', null);
    assert.equal(await devtools.hasDrawer(), false, 'a key that the panel has used is not DevTools\'s, too');
    await panel.keys('Home');
    await comes('list', first.entry);
    await panel.session.until(() => document.querySelector('[data-testid="what"]')?.checkVisibility());
  });

  test('the arrow keys go round the tabs, and each says which panel it is', async () => {
    await panel.tabTo('tab-diagnosis');
    for (const name of TABS) {
      await panel.keys('ArrowRight');
      assert.equal(await panel.focused(), `tab-${name}`);
      assert.equal(await of(`tab-${name}`, `it.getAttribute('aria-selected')`), 'true');
      assert.equal(await panel.session.evaluate(`document.getElementById('tab-panel').getAttribute('aria-labelledby')`), `tab-${name}`);
    }
  });

  test('the ways lead to fix, commands and exchange, whose buttons step', async () => {
    for (const [way, tab] of [['go-fix', 'fix'], ['go-reproduce', 'reproduce'], ['go-exchange', 'exchange']]) {
      await panel.tabTo(way);
      await panel.keys('Enter');
      assert.equal(await panel.focused(), `tab-${tab}`);
      if (tab !== 'exchange') await panel.keys('Home');
    }
    await panel.tabTo('step-next');
    const before = await panel.text('[data-testid="step-count"]');
    await panel.keys(' ');
    assert.notEqual(await panel.text('[data-testid="step-count"]'), before);
    await panel.tabTo('step-previous');
    await panel.keys('Enter');
    assert.equal(await panel.text('[data-testid="step-count"]'), before);
  });

  test('shell and stack are chosen with the arrow keys, and copied with Enter', async () => {
    await panel.tabTo('tab-exchange');
    await panel.keys('ArrowRight', 'ArrowRight');
    const bash = await panel.text('[data-testid="curl-actual"]');
    await panel.tabTo('shell');
    await panel.keys('ArrowDown');
    assert.notEqual(await panel.text('[data-testid="curl-actual"]'), bash);
    assert.equal(await panel.focused(), 'shell', 'the keyboard stays where it was');
    await panel.keys('ArrowUp');
    await panel.tabTo('copy-curl-actual');
    await panel.keys('Enter');
    assert.equal(await panel.text('[data-testid="notice"]'), 'Copied');
    await panel.tabTo('tab-reproduce');
    await panel.keys('ArrowRight');
    const first = await panel.text('[data-testid="snippet"]');
    await panel.tabTo('stack');
    await panel.keys('ArrowDown', 'ArrowDown');
    assert.notEqual(await panel.text('[data-testid="snippet"]'), first);
    assert.equal(await panel.focused(), 'stack');
    await panel.tabTo('copy-snippet');
    await panel.keys(' ');
  });

  test('the bar between list and detail moves with the arrow keys', async () => {
    await panel.tabTo('splitter');
    const before = await of('list', 'it.clientWidth');
    await panel.keys('ArrowRight');
    assert.equal(await of('splitter', `it.getAttribute('aria-valuenow')`), '47');
    assert.ok(await of('list', 'it.clientWidth') > before);
    await panel.keys('ArrowLeft');
    assert.equal(await of('list', 'it.clientWidth'), before);
  });

  test('export, settings and advice open and close, and the keyboard returns to where it was', async () => {
    await panel.tabTo('export');
    await panel.keys('Enter');
    await panel.tabTo('report-format');
    const markdown = await panel.text('[data-testid="report-preview"]');
    await panel.keys('ArrowDown');
    await panel.session.until((text) => document.querySelector('[data-testid="copy-report"]')?.matches(':enabled')
      && document.querySelector('[data-testid="report-preview"]')?.textContent !== text, markdown);
    await panel.tabTo('report-which');
    await panel.keys('ArrowDown');
    await panel.session.until(() => document.querySelector('[data-testid="copy-report"]')?.matches(':enabled'));
    await panel.tabTo('copy-report');
    await panel.keys(' ');
    // Behind the open box nothing is heard.
    const said = (/** @type {string} */ box) => panel.text(`[data-testid="${box}-box"] [data-testid="box-notice"][role="status"]`);
    assert.equal(await said('export'), 'Copied');
    await panel.tabTo('close-box');
    await panel.keys('Enter');
    assert.equal(await panel.focused(), 'export');
    await panel.tabTo('settings');
    await panel.keys(' ');
    await panel.tabTo('settings-shell');
    await panel.keys('ArrowDown');
    assert.match(await panel.session.evaluate(`localStorage.getItem('whycors-settings')`), /shell=powershell/);
    await panel.tabTo('settings-reset');
    await panel.keys('Enter');
    assert.match(await panel.session.evaluate(`localStorage.getItem('whycors-settings')`), /shell=bash\nstack=\n/);
    assert.equal(await of('settings-shell', 'it.value'), 'bash');
    assert.match(await said('settings'), /as they were at first/);
    await panel.keys('Escape');
    assert.equal(await panel.focused(), 'settings');
    await panel.tabTo('advice');
    await panel.keys('Enter');
    await panel.session.until(() => document.querySelector('[data-testid="advice-box"][open]'));
    await panel.keys('Escape');
    assert.equal(await panel.focused(), 'advice');
    assert.equal(await devtools.hasDrawer(), false);
  });

  test('Ctrl+F leads to the filter, and what is looked for in DevTools\'s own bar filters', async () => {
    const all = await count();
    const find = async (/** @type {import('./harness/connection.js').Session} */ session) => {
      for (const type of ['keyDown', 'keyUp']) await session.send('Input.dispatchKeyEvent', { type, key: 'f', code: 'KeyF', windowsVirtualKeyCode: 70, modifiers: 2 });
    };
    await panel.tabTo('list');
    await find(panel.session);
    assert.equal(await panel.focused(), 'filter');
    await panel.session.send('Input.insertText', { text: 'method:put' });
    await find(panel.session);
    assert.deepEqual(await of('filter', '[it.value, it.selectionStart, it.selectionEnd]'), ['method:put', 0, 10]);
    assert.equal(await devtools.hasSearchBar(), false);
    await panel.drawn();
    const some = await count();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    // After a click on the tab, the keyboard is DevTools' own.
    const tab = await devtools.frontend.evaluate(`(() => {
      const find = (root) => {
        for (const it of root.querySelectorAll('*')) {
          const found = it.id?.endsWith('CORS') && it.matches('.tabbed-pane-header-tab') ? it : it.shadowRoot && find(it.shadowRoot);
          if (found) return found;
        }
      };
      const { left, top, width, height } = find(document).getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) await devtools.frontend.send('Input.dispatchMouseEvent', { type, ...tab, button: 'left', clickCount: 1 });
    await find(devtools.frontend);
    assert.equal(await devtools.hasSearchBar(), true);
    await devtools.frontend.send('Input.insertText', { text: 'cause:trailing-slash' });
    const says = (/** @type {string} */ words) => panel.session.until((wanted) => (
      /** @type {HTMLInputElement} */ (document.querySelector('[data-testid="filter"]')).value === wanted), words);
    await says('cause:trailing-slash');
    const row = await panel.row('trailing-slash');
    await devtools.frontend.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' });
    await panel.session.until((entry) => document.querySelector('[data-testid="row"][aria-selected="true"]')?.getAttribute('data-entry') === entry, row.entry);
    await devtools.frontend.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 });
    await says('method:put');
    assert.equal(await devtools.hasSearchBar(), false);
    await panel.session.evaluate('window.focus()');
    await panel.tabTo('filter');
    await panel.keys('Escape');
    assert.equal(await count(), all);
  });

  test('a log is pasted with Ctrl+V, kept apart from the live one, and closed again', async () => {
    const live = await count();
    const text = JSON.stringify({ log: { entries: [{
      startedDateTime: '2026-01-02T03:04:05.000Z', _resourceType: 'fetch',
      request: { method: 'GET', url: 'http://pasted.test/x', headers: [{ name: 'Origin', value: 'http://app.test' }] },
      response: { status: 200, headers: [], _error: 'net::ERR_FAILED' } }] } });
    // Copied by hand, as a person copies it from elsewhere.
    await devtools.page.send('Page.bringToFront');
    await panel.session.evaluate(`(() => {
      const area = document.createElement('textarea');
      area.value = ${JSON.stringify(text)};
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    })()`);
    await panel.tabTo('list');
    const paste = { key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2 };
    await panel.session.send('Input.dispatchKeyEvent', { ...paste, type: 'keyDown', commands: ['paste'] });
    await panel.session.send('Input.dispatchKeyEvent', { ...paste, type: 'keyUp' });
    await panel.row('http://pasted.test/x');
    assert.equal(await count(), 1);
    assert.equal(await panel.text('[data-testid="file"]'), 'pasted.har');
    await panel.tabTo('close-file');
    await panel.keys('Enter');
    assert.equal(await count(), live);
    assert.equal(await panel.focused(), 'list', 'the button that was pressed is gone');
  });

  test('a notice stays as long as any, whatever was said before it', async () => {
    await panel.keys('Home');
    await panel.session.until(() => document.querySelector('[data-testid="detail"]')?.checkVisibility());
    // The tab that was left open.
    await panel.tabTo('tab-fix');
    await panel.keys('ArrowLeft');
    // The clock is the test's: each notice's time ends when it says so.
    await panel.session.evaluate(`{
      const { setTimeout } = window;
      window.ends = [];
      window.setTimeout = (work, time, ...rest) => time === 4000 ? window.ends.push(work) : setTimeout(work, time, ...rest);
      window.restored = () => { window.setTimeout = setTimeout; };
    }`);
    await panel.tabTo('copy-curl-actual');
    await panel.keys('Enter', 'Enter');
    assert.equal(await panel.session.evaluate('window.ends.length'), 2);
    await panel.session.evaluate('window.ends[0]()');
    await panel.drawn();
    assert.equal(await panel.text('[data-testid="notice"]'), 'Copied');
    await panel.session.evaluate('window.ends[1](), window.restored()');
    await panel.session.until(() => document.querySelector('[data-testid="notice"]')?.textContent === '');
  });

  test('what was hidden by a navigation leaves the keyboard to the next thing that can be used', async () => {
    for (const place of ['tab-reproduce', 'list']) {
      await panel.tabTo(place);
      // A page that asks for nothing: what the next one asks for may be there before the rows of the last are taken away.
      await devtools.visit(`${lab.address}/`);
      await panel.session.until(() => /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.testid === 'import');
      await devtools.visit(`${lab.address}/demo`);
      await devtools.page.evaluate(`window.demonstration.then(() => true)`);
      await panel.atLeast(8);
    }
  });

  test('Preserve log and Clear work with the keyboard', async () => {
    await panel.tabTo('preserve-log');
    await panel.keys(' ');
    assert.equal(await of('preserve-log', 'it.checked'), true);
    await panel.keys(' ');
    assert.equal(await of('preserve-log', 'it.checked'), false);
    await panel.tabTo('clear');
    await panel.keys('Enter');
    await panel.session.until(() => document.querySelector('[data-testid="row"]') === null);
    await panel.tabTo('import');
    await panel.session.send('Page.enable');
    await panel.session.send('Page.setInterceptFileChooserDialog', { enabled: true });
    const asked = panel.session.event('Page.fileChooserOpened');
    await panel.keys('Enter');
    assert.ok(await asked);
  });
});
