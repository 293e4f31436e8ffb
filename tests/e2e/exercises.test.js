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

  /** Fills the form anew. @param {Record<string, string>} fields */
  const fill = async (fields) => {
    await visit(page, 'about:blank');
    await visit(page, `${lab.address}/build`);
    for (const [name, value] of Object.entries({ method: 'GET', headers: '', body: '', ...fields })) await write(page, name, value);
    await say('look');
  };

  test('what the lab refuses is said in its own words before anything is foretold or sent', async () => {
    /** @type {[Record<string, string>, RegExp][]} */
    const cases = [
      [{ actualHeaders: 'Access-Control-Allow-Origin: *\nX: {url:foo}' }, /^The answer, line 2: \{url:foo\} names nothing/],
      [{ preflightHeaders: 'X: {host:foo}' }, /^The preflight’s answer, line 1: \{host:foo\} names nothing/],
      [{ actualHeaders: `X: ${'{'.repeat(65)}` }, /^The answer: more than 64 placeholders/],
      ...['\\x0A', '\\x0D', '\\x00'].map((byte) => /** @type {[Record<string, string>, RegExp]} */ ([{ actualHeaders: `X: a${byte}b` }, /^The answer, line 1: the value holds/])),
      [{ actualHeaders: '\\x20X: a' }, /^The answer, line 1: " X" cannot be sent/],
      [{ method: 'POST', body: 'a'.repeat(1024 * 1024 + 1) }, /^The page’s body: 1048577 bytes, and the lab reads 1048576/],
      [{ headers: `X: ${'a'.repeat(70_000)}` }, /^The page’s headers: .* longer than the 65536 bytes/],
    ];
    for (const [fields, reason] of cases) {
      await fill(fields);
      await page.evaluate(`document.querySelector('form button').click()`);
      assert.match(await page.until(() => document.getElementById('note')?.textContent), reason);
      assert.equal(await page.evaluate(`document.getElementById('result').textContent`), '');
    }
    await visit(page, `${lab.address}/fix/redirect-taints-origin`);
    await write(page, 'next.actual.status', '302');
    await write(page, 'next.actual.headers', 'Location: {url:main}');
    await page.evaluate(`document.querySelector('form button').click()`);
    assert.match(await page.until(() => document.getElementById('note')?.textContent), /\{url:main\} leads back/);
    const log = await (await fetch(`${lab.address}/log`)).text();
    assert.ok(!log.includes('/lab/policy/'), 'the question to the lab is nobody’s request');
  });

  test('what is written is foretold as the lab sends it', async () => {
    const allows = 'Access-Control-Allow-Origin: ';
    /** @type {[Record<string, string>, string, string, RegExp][]} */
    const cases = [
      [{ actualHeaders: `  ${allows}{app}\n\tContent-Type: text/plain` }, 'passes', 'passes', /status 200/],
      [{ actualHeaders: `${allows}http://{host:app}` }, 'passes', 'passes', /status 200/],
      [{ actualHeaders: `${allows}http://localhost:{port:app}` }, 'passes', 'passes', /status 200/],
      [{ headers: 'Accept: text/html\\x0A', actualHeaders: `${allows}*` }, 'passes', 'passes', /status 200/],
      [{ actualHeaders: `${allows}*\nContent-Encoding: gzip` }, 'fails', 'refused', /packed \(gzip\), and it is not/],
      [{ actualHeaders: `${allows}*\nContent-Length: 100` }, 'fails', 'refused', /has 100 bytes, and it has 2/],
      [{ actualStatus: '302', actualHeaders: `${allows}*\nLocation: {url:main}` }, 'fails', 'refused', /redirected too often/],
      [{ actualStatus: '302', actualHeaders: `${allows}*\nLocation: next` }, 'fails', 'refused', /redirected too often/],
      [{ actualStatus: '302', actualHeaders: `${allows}*\nLocation: {api}/s/exact-origin-passes/0/main` }, 'untold', 'passes', /which the core does not know/],
    ];
    for (const [fields, foretold, outcome, words] of cases) {
      await fill(fields);
      const told = await submit(page);
      assert.deepEqual([told.foretold, told.outcome], [foretold, outcome], `${JSON.stringify(fields)} ${told.text}`);
      assert.match(told.text, words);
    }
  });

  test('of a call that sends nothing the page says so', async () => {
    for (const fields of /** @type {Record<string, string>[]} */ ([{ mode: 'same-origin' }, { body: 'x' }, { headers: 'X: a\\x0Ab' }])) {
      await fill(fields);
      const { outcome, text } = await submit(page);
      assert.equal(outcome, 'refused');
      assert.match(text, /Nothing was sent: the page’s own call ended \(TypeError.*\)\. The CORS tab shows nothing of it/);
    }
  });

  test('a link that asks for what this lab does not offer keeps what it has, and says so', async () => {
    await visit(page, 'about:blank');
    await visit(page, `${lab.address}/build#to=nowhere&mode=navigate&method=PATCH`);
    const values = await page.evaluate(`['to', 'mode', 'method'].map((name) => document.querySelector('[name="' + name + '"]').value)`);
    assert.deepEqual(values, ['api', 'cors', 'PATCH']);
    const note = await page.evaluate(`document.getElementById('note').textContent`);
    assert.match(note, /“Server” is “nowhere”[^]*“Mode” is “navigate”, which this lab does not offer: it stays at “cors”/);
    await say('look');
    assert.equal((await submit(page)).foretold, 'cors');
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

  test('an answer that leads to itself does so', async () => {
    const asked = async () => (await (await fetch(`${lab.address}/log`)).text()).split('\n').filter((line) => line.includes('"OPTIONS"') && line.includes('"/p/')).length;
    await visit(page, `${lab.address}/fix/preflight-trailing-slash-redirect`);
    const before = await asked();
    const { check, text } = await submit(page);
    assert.equal(check, 'preflight-redirect', text);
    assert.equal(await asked(), before + 1);
    await write(page, 'main.preflight.headers', 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT');
    await write(page, 'main.preflight.status', '204');
    assert.match((await submit(page)).text, /redirected too often/);
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
