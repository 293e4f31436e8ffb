// @ts-check
/** How the CORS tab looks: what a reader chose (forced colours, less motion), where there is little room, and on paper. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';
import { violations } from './harness/page.js';

const VIEWS = ['diagnosis', 'exchange', 'origin', 'reproduce', 'fix', 'headers'];

/** @typedef {import('./harness/devtools.js').DevTools} DevTools */
/** @typedef {import('./harness/panel.js').Panel} Panel */

/** DevTools with the lab's demonstration. @param {string} address @param {import('./harness/browser.js').LaunchOptions} [options] */
async function demonstrated(address, options) {
  const devtools = await openDevTools(options);
  await devtools.visit(`${address}/demo`);
  const failures = await devtools.page.evaluate(`window.demonstration.then(() => document.querySelectorAll('#results li').length)`);
  const panel = await devtools.showPanel();
  await panel.atLeast(failures);
  return { devtools, panel };
}

/** @param {Panel} panel @param {string} part of an address */
async function choose(panel, part) {
  const { entry } = await panel.row(part);
  await panel.click(`[data-testid="row"][data-entry="${entry}"]`);
  await panel.session.until((wanted) => document.querySelector('[data-testid="url"]')?.textContent?.includes(wanted), part);
}

/** @param {Panel} panel @param {Record<string, string>} features @param {string} [media] */
const emulate = ({ session }, features, media = '') => session.send('Emulation.setEmulatedMedia',
  { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });

/**
 * The colours of some points of the panel as they are on the screen.
 * @param {DevTools} devtools
 * @param {[x: number, y: number][]} points in the panel
 * @returns {Promise<[number, number, number][]>}
 */
async function colours(devtools, points) {
  const [left, top] = await devtools.frontend.evaluate(`(() => {
    const elements = (root) => Array.from(root.querySelectorAll('*')).flatMap((it) => it.shadowRoot ? [it, ...elements(it.shadowRoot)] : [it]);
    const { left, top } = elements(document).find((it) => it.tagName === 'IFRAME' && it.src.endsWith('/panel.html')).getBoundingClientRect();
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve([left, top]))));
  })()`);
  const { data } = await devtools.frontend.send('Page.captureScreenshot', { format: 'png' });
  return devtools.frontend.call(async (png, places) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0);
    return places.map(([x, y]) => /** @type {[number, number, number]} */ (Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3))));
  }, data, points.map(([x, y]) => [Math.round(left + x), Math.round(top + y)]));
}

/** @param {number[]} one @param {number[]} other */
const distance = (one, other) => Math.hypot(...one.map((value, index) => value - other[index]));

describe('the look of the panel', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {DevTools} */
  let devtools;
  /** @type {Panel} */
  let panel;

  before(async () => {
    lab = await startLab();
    ({ devtools, panel } = await demonstrated(lab.address));
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  for (const [words, features] of /** @type {[string, Record<string, string>][]} */ ([
    ['as DevTools draws itself', {}],
    ['in forced colours, light', { 'forced-colors': 'active', 'prefers-color-scheme': 'light' }],
    ['in forced colours, dark', { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' }],
  ])) {
    test(`a row's mark is a disc with a bar, chosen or not, ${words}`, async () => {
      await choose(panel, 'allow-origin-trailing-slash');
      await emulate(panel, features);
      /** @type {[number, number, number, number][]} the middle of each mark, and an empty place of its row */
      const marks = await panel.session.evaluate(`Array.from(document.querySelectorAll('.drawn .shape-blocked')).slice(0, 3).map((it) => {
        const { left, top, width, height } = it.getBoundingClientRect();
        return [left + width / 2, top + height / 2, left - 2, top + height / 2];
      })`);
      for (const [x, y, besideX, besideY] of marks) {
        const [bar, disc, ground] = await colours(devtools, [[x, y], [x, y - 4], [besideX, besideY]]);
        assert.ok(distance(bar, disc) > 100, `bar ${bar} in disc ${disc}`);
        assert.ok(distance(disc, ground) > 100, `disc ${disc} on ${ground}`);
        assert.ok(distance(bar, ground) < 90, `bar ${bar} shows the ground ${ground}`);
      }
      await emulate(panel, {});
    });
  }

  test('in forced colours every state keeps a shape of its own', async () => {
    await choose(panel, 'preflight-auth-before-cors');
    await emulate(panel, { 'forced-colors': 'active' });
    await panel.click('[data-testid="tab-exchange"]');
    await panel.drawn();
    const checks = await panel.session.evaluate(`Array.from(document.querySelectorAll('[data-testid="check"]'), (it) => (
      [it.dataset.state, it.querySelector('use').getAttribute('href'), it.querySelector('.state').textContent]))`);
    assert.deepEqual(new Set(checks.map(String)), new Set([['passed', '#icon-passed', 'Passed'], ['failed', '#icon-failed', 'Failed'],
      ['not-reached', '#icon-not-reached', 'Not reached']].map(String)));
    // The life lines are borders: grounds are not drawn here.
    assert.equal(await panel.session.evaluate(`getComputedStyle(document.querySelector('.sequence'), '::before').borderLeftStyle`), 'solid');
    await choose(panel, 'allow-origin-trailing-slash');
    await panel.click('[data-testid="tab-origin"]');
    await panel.drawn();
    const [same, different, first] = await panel.session.evaluate(`['.byte:not(.different, .byte-legend) .found', '.byte.different .found', '.byte.first'].map((it) => (
      parseFloat(getComputedStyle(document.querySelector(it)).borderBottomWidth)))`);
    assert.ok(different > same && first >= 2, `${[same, different, first]}`);
    await emulate(panel, {});
  });

  test('on paper the exchange stands there whole, without tools, dark on white', async () => {
    await choose(panel, 'preflight-auth-before-cors');
    await panel.click('[data-testid="tab-exchange"]');
    await panel.drawn();
    await emulate(panel, {}, 'print');
    const seen = await panel.session.evaluate(`(() => {
      const shown = (selector) => Array.from(document.querySelectorAll(selector)).some((it) => it.checkVisibility());
      const last = document.querySelector('.sequence > :last-child').getBoundingClientRect();
      return { lanes: shown('.lane-heads') && getComputedStyle(document.querySelector('.exchange-head')).position === 'static', tools: shown('.toolbar, .list, .status-line, .tabs, .stepper, .splitter'), head: shown('[data-testid="headline"]'),
        checks: document.querySelectorAll('[data-testid="check"]').length,
        cut: last.bottom > document.documentElement.getBoundingClientRect().bottom + 1 && getComputedStyle(document.body).overflow !== 'visible',
        inner: ['html', 'body', '#app', '.split', '.detail', '.tab-panel'].filter((it) => getComputedStyle(document.querySelector(it)).overflowY !== 'visible'),
        ahead: new Set(Array.from(document.querySelectorAll('.check-name'), (it) => getComputedStyle(it).opacity)).size,
        scheme: getComputedStyle(document.documentElement).colorScheme };
    })()`);
    assert.deepEqual({ ...seen, checks: seen.checks > 5 }, { lanes: true, tools: false, head: true, checks: true, cut: false, inner: [], ahead: 1, scheme: 'light' });
    await emulate(panel, {});
  });

  test('nothing moves by itself, and nothing at all for who wants less motion', async () => {
    await emulate(panel, { 'prefers-reduced-motion': 'reduce' });
    for (const view of VIEWS) {
      await panel.click(`[data-testid="tab-${view}"]`);
      await panel.drawn();
      const moving = await panel.session.evaluate(`Array.from(document.querySelectorAll('*')).filter((it) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it);
        return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth';
      }).length + document.getAnimations().length`);
      assert.equal(moving, 0, view);
    }
    await emulate(panel, {});
  });
});

describe('the panel docked at 320 pixels', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {DevTools} */
  let devtools;
  /** @type {Panel} */
  let panel;

  before(async () => {
    lab = await startLab();
    ({ devtools, panel } = await demonstrated(lab.address, { dock: 'right', dockSize: 320, dark: true }));
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  /** What is out of the window sideways, or scrolls sideways; pieces of code and cells that say that they are cut may. */
  const beyond = () => panel.session.evaluate(`(() => {
    const found = [];
    for (const it of document.querySelectorAll('#app *')) {
      if (!it.checkVisibility() || it.closest('.unseen')) continue;
      const { overflowX } = getComputedStyle(it);
      if (['auto', 'scroll'].includes(overflowX) && it.scrollWidth > it.clientWidth) found.push('scrolls: ' + (it.className || it.tagName));
      const { left, right } = it.getBoundingClientRect();
      const isCut = it.parentElement.closest('.cell, .status-line, .address, .file-name');
      if (!isCut && (left < -1 || right > innerWidth + 1)) found.push('beyond: ' + (it.className?.baseVal ?? it.className));
    }
    return found;
  })()`);

  test('the list and its tools fit, and cause and path are seen', async () => {
    assert.equal(await panel.session.evaluate('innerWidth <= 321'), true);
    assert.deepEqual(await beyond(), []);
    const tools = await panel.session.evaluate(`document.querySelector('.toolbar').getBoundingClientRect().height`);
    assert.ok(tools < 60, `two lines of tools, not more: ${tools}`);
    for (const line of ['.list-header', '.columns', '.drawn > .list-row']) {
      const columns = await panel.session.evaluate(`Array.from(document.querySelector('${line}').children)
        .filter((it) => it.getBoundingClientRect().width > 0).map((it) => it.className.match(/cell-(\\w+)/)[1])`);
      assert.deepEqual(columns, ['mark', 'method', 'path', 'cause'], line);
    }
    // What is cut is whole in its tooltip.
    assert.ok(await panel.session.evaluate(`Array.from(document.querySelectorAll('[data-testid="row"] :is(.cell-path, .cell-cause)')).every((it) => (
      it.scrollWidth <= it.clientWidth || it.title.length > 0))`));
  });

  for (const part of ['preflight-auth-before-cors', 'allow-origin-trailing-slash', 'redirect-taints-origin']) {
    test(`every view of ${part} fits, and every tab is in sight`, async () => {
      await choose(panel, part);
      for (const view of VIEWS) {
        await panel.click(`[data-testid="tab-${view}"]`);
        await panel.drawn();
        assert.deepEqual(await beyond(), [], view);
        assert.deepEqual(await violations(panel.session), [], view);
      }
    });
  }

  test('the names of the lanes stay in sight, and no step lies under them', async () => {
    await choose(panel, 'redirect-taints-origin');
    await panel.click('[data-testid="tab-exchange"]');
    await panel.drawn();
    for (const key of /** @type {const} */ (['Home', 'End', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'])) {
      await panel.session.evaluate(`document.getElementById('tab-panel').focus()`);
      await panel.keys(key);
      const [room, lanes, step] = await panel.session.evaluate(`['#tab-panel', '.lane-heads', '.step-line.current'].map((it) => {
        const { top, bottom } = document.querySelector(it).getBoundingClientRect();
        return { top, bottom };
      })`);
      assert.ok(lanes.top >= room.top && lanes.bottom <= room.bottom, `${key}: ${JSON.stringify([room, lanes])}`);
      assert.ok(step.top >= lanes.bottom && step.top < room.bottom, `${key}: ${JSON.stringify([lanes, step, room])}`);
    }
  });

  test('the numbers of bytes can be read, and fit into their columns', async () => {
    await choose(panel, 'allow-origin-trailing-slash');
    await panel.click('[data-testid="tab-origin"]');
    await panel.drawn();
    const small = await panel.session.evaluate(`Array.from(document.querySelectorAll('.byte span')).filter((it) => (
      parseFloat(getComputedStyle(it).fontSize) < 11 || it.scrollWidth > it.clientWidth + 1)).map((it) => it.className + ' ' + it.textContent)`);
    assert.deepEqual(small, []);
  });

  test('the boxes fit', async () => {
    for (const box of ['export', 'settings', 'advice']) {
      await panel.click(`[data-testid="${box}"]`);
      await panel.drawn();
      assert.deepEqual(await beyond(), [], box);
      await panel.press('Escape', 27);
    }
  });
});
