// @ts-check
/** Build your own and Fix it: what is sent for real, what is foretold, and what the page says of both. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from './harness/browser.js';
import { startLab } from './harness/lab.js';
import { scheme, submit, violations, visit, write } from './harness/page.js';

/** @typedef {{ id: string, name: string, method: string, headers: string }} Field */

describe('exercises', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/browser.js').Browser} */
  let browser;
  /** @type {import('./harness/connection.js').Session} */
  let page;

  before(async () => {
    lab = await startLab();
    browser = await launch({ args: lab.args });
    page = await browser.page();
  });

  after(async () => {
    await browser?.close();
    await lab?.close();
  });

  /** @param {string} guess */
  const say = (guess) => page.evaluate(`document.querySelector('input[value="${guess}"]').click()`);

  test('the learner answers first; prediction, answer and browser then stand side by side', async () => {
    await visit(page, `${lab.address}/build`);
    await page.evaluate(`document.querySelector('form button').click()`);
    assert.match(await page.until(() => document.getElementById('note')?.textContent), /First say whether it will pass/);
    await say('passes');
    const refused = await submit(page);
    assert.equal(refused.outcome, 'refused');
    assert.equal(refused.foretold, 'cors');
    assert.match(refused.text, /You were not right[^]*You said\s+It passes\.[^]*MethodDisallowedByPreflightResponse[^]*“PUT”/);
    await write(page, 'preflightHeaders', 'Access-Control-Allow-Origin: {app}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: content-type');
    const passes = await submit(page);
    assert.deepEqual([passes.outcome, passes.foretold], ['passes', 'passes']);
    assert.match(passes.text, /You were right/);
  });

  test('a link holds the whole form, and sends nothing by itself', async () => {
    await visit(page, `${lab.address}/build`);
    await write(page, 'method', 'PATCH');
    await write(page, 'actualHeaders', 'X: "<script>\\xE2" & \u{1f600}');
    const link = await page.evaluate('location.href');
    await visit(page, 'about:blank');
    await visit(page, link);
    assert.equal(await page.evaluate(`document.querySelector('[name="method"]').value`), 'PATCH');
    assert.equal(await page.evaluate(`document.querySelector('[name="actualHeaders"]').value`), 'X: "<script>\\xE2" & \u{1f600}');
    assert.equal(await page.evaluate(`document.getElementById('result').textContent`), '');
    const log = await (await fetch(`${lab.address}/log`)).text();
    assert.ok(!log.includes('PATCH'), 'nothing was sent');
  });

  test('what cannot be sent is refused with its reason, in the page and by the lab', async () => {
    await visit(page, `${lab.address}/build`);
    await say('look');
    const note = async (/** @type {string} */ name, /** @type {string} */ value) => {
      await page.evaluate(`document.getElementById('note').textContent = ''`);
      await write(page, name, value);
      await page.evaluate(`document.querySelector('form button').click()`);
      return page.until(() => document.getElementById('note')?.textContent);
    };
    assert.match(await note('actualHeaders', 'no colon'), /“no colon” is no header line/);
    assert.match(await note('actualHeaders', 'A: 1\n'.repeat(65)), /more than 64 lines/);
    assert.match(await note('actualHeaders', `A: ${'x'.repeat(40_000)}`), /too long for an address/);
    await write(page, 'actualHeaders', 'Access-Control-Allow-Origin: {app}');
    assert.match(await note('actualStatus', '99'), /from 200 to 599/);
  });

  test('every exercise is refused as it stands, and passes once it is mended; the page says which check passed at last', async (context) => {
    await visit(page, `${lab.address}/`);
    /** @type {string[]} */
    const paths = await page.evaluate(`[...document.querySelectorAll('a[href*="/fix/"]')].map(({ pathname }) => pathname)`);
    assert.ok(paths.length > 60, `${paths.length} exercises`);
    /** @type {string[]} */
    const wrong = [];
    for (const path of paths) {
      await visit(page, `${lab.address}${path}`);
      const first = await submit(page);
      if (first.outcome !== 'refused' || !first.check || !first.text.includes('This check refuses:')) wrong.push(`${path}: ${first.text}`);
      await page.call(() => {
        const { page: origin, request } = JSON.parse(document.getElementById('exercise')?.textContent ?? '');
        const names = request.headers.map((/** @type {[string, string]} */ [name]) => name).join(', ');
        const credentials = request.credentials === 'include' ? '\nAccess-Control-Allow-Credentials: true' : '';
        for (const field of document.querySelectorAll('form [name]')) {
          const [, kind, part] = (field.getAttribute('name') ?? '').split('.');
          const input = /** @type {HTMLInputElement} */ (field);
          if (part === 'status') input.value = kind === 'preflight' ? '204' : '200';
          else input.value = `Access-Control-Allow-Origin: ${origin}${credentials}${kind === 'preflight' ? `\nAccess-Control-Allow-Methods: ${request.method}\nAccess-Control-Allow-Headers: ${names}` : ''}`;
        }
      });
      const then = await submit(page);
      if (then.outcome !== 'passes' || !/At last this check passed:|The check that refused is no longer made/.test(then.text)) wrong.push(`${path}: ${then.text}`);
    }
    context.diagnostic(`${paths.length} exercises: refused as they stand, passed once mended`);
    assert.deepEqual(wrong, []);
  });

  test('a step on the way is told: the check that passes now, and the one that refuses next', async () => {
    await visit(page, `${lab.address}/fix/preflight-three-faults`);
    const first = await submit(page);
    assert.equal(first.check, 'preflight-allow-origin');
    const lines = await page.evaluate(`document.querySelector('[name="main.preflight.headers"]').value`);
    await write(page, 'main.preflight.headers', lines.replace(/(Allow-Origin: .*)\/$/m, '$1'));
    const second = await submit(page);
    assert.match(second.text, /Now this check passes: The preflight allows the origin[^]*This check refuses: The method/);
  });

  for (const name of /** @type {const} */ (['light', 'dark'])) {
    test(`${name}: axe-core finds no violation`, async () => {
      await scheme(page, name);
      await visit(page, `${lab.address}/build`);
      await say('look');
      await submit(page);
      assert.deepEqual(await violations(page), []);
      await visit(page, `${lab.address}/fix/preflight-three-faults`);
      await submit(page);
      assert.deepEqual(await violations(page), []);
    });
  }

  test('both fit a narrow window', async () => {
    await page.send('Emulation.setDeviceMetricsOverride', { width: 360, height: 700, deviceScaleFactor: 1, mobile: false });
    for (const path of ['/build', '/fix/redirect-taints-origin']) {
      await visit(page, `${lab.address}${path}`);
      if (path === '/build') await say('look');
      await submit(page);
      assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path);
    }
    await page.send('Emulation.clearDeviceMetricsOverride');
  });
});
