// @ts-check
/** The lab as a course: every scenario, sent by its own button, ends as its page says; nothing stands in a reader's way. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { launch } from './harness/browser.js';
import { within } from './harness/connection.js';
import { PROGRAM, startLab } from './harness/lab.js';
import { scheme, violations, visit as load } from './harness/page.js';
import { stepPart } from './harness/play.js';
import { Traffic } from './harness/traffic.js';

describe('the course', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/browser.js').Browser} */
  let browser;
  /** @type {import('./harness/connection.js').Session} */
  let page;
  /** @type {Traffic} */
  let traffic;

  /** @param {string} url */
  const visit = (url) => load(page, url);

  before(async () => {
    lab = await startLab();
    browser = await launch({ extensions: ['tests/e2e/blocker'], args: lab.args });
    page = await browser.page();
    traffic = new Traffic(page);
    await traffic.followWorkers();
  });

  after(async () => {
    await browser?.close();
    await lab?.close();
  });

  /** Presses the button of a step and waits for what its page then says. @param {string} scenario selector @param {number} index */
  const send = async (scenario, index) => {
    const { url, expect, chromium, send: place } = await page.call((within, step) => {
      const card = /** @type {Element} */ (document.querySelector(within));
      const button = card.querySelectorAll('button[data-step]')[step];
      const look = /** @type {HTMLElement} */ (card.querySelectorAll('.look')[step]);
      const place = Number(button.getAttribute('data-step'));
      const steps = JSON.parse(document.getElementById('steps')?.textContent ?? '');
      return { send: place, url: steps[place].url, expect: look.dataset.expect ?? '', chromium: look.dataset.chromium ?? '' };
    }, scenario, index);
    const part = stepPart(url);
    const refusals = traffic.of(part).length;
    await page.evaluate(`document.querySelector('button[data-step="${place}"]').click()`);
    const told = await page.until((number) => {
      const text = document.querySelector(`[data-outcome="${number}"]`)?.textContent ?? '';
      return text.startsWith('The page was told: ') ? text : null;
    }, place);
    await traffic.settled(part);
    const said = traffic.of(part).slice(refusals).map(({ corsError }) => corsError);
    return { expect, chromium, told, said };
  };

  test('every scenario is in it, and ends as its page says', async (context) => {
    const scenarios = await lab.scenarios();
    await visit(`${lab.address}/`);
    const shown = await page.evaluate(`[...document.querySelectorAll('details.scenario')].map((one) => ({
      id: one.id, here: one.querySelectorAll('button[data-step]').length > 0 }))`);
    assert.deepEqual(shown.map((/** @type {{ id: string }} */ { id }) => id).sort(), Object.keys(scenarios).sort());
    /** @type {string[]} */
    const wrong = [];
    let steps = 0;
    for (const { id, here } of shown) {
      // The query makes it another document: only the fragment differs otherwise, and nothing is loaded.
      await visit(here ? `${lab.address}/?${id}#${id}` : scenarios[id].url);
      for (const index of scenarios[id].steps.keys()) {
        steps += 1;
        const { expect, chromium, told, said } = await send(here ? `[id="${id}"]` : 'main', index);
        const passed = told.startsWith('The page was told: resolved');
        const agrees = said.join('+') === chromium && (expect !== 'passes' || passed);
        if (!agrees) wrong.push(`${id} ${index + 1}: its page says ${expect} ${chromium}, the browser ${said.join('+') || 'nothing'}; ${told}`);
      }
    }
    context.diagnostic(`${steps - wrong.length} of ${steps} steps of ${shown.length} scenarios end as their page says`);
    assert.deepEqual(wrong, []);
    assert.ok(steps > 200, `${steps} steps`);
  });

  for (const name of /** @type {const} */ (['light', 'dark'])) {
    test(`${name}: axe-core finds no violation`, async () => {
      await scheme(page, name);
      for (const path of ['/', '/demo', '/page/preflight-three-faults']) {
        await visit(`${lab.address}${path}`);
        await page.evaluate(`for (const one of [...document.querySelectorAll('details')].slice(0, 12)) one.open = true;`);
        assert.deepEqual(await violations(page), [], path);
      }
    });
  }

  test('by keyboard alone: a scenario is opened and sent', async () => {
    await visit(`${lab.address}/`);
    await page.evaluate(`document.querySelector('[id="allow-origin-missing"] > summary').focus()`);
    const press = async (/** @type {string} */ key, /** @type {number} */ code, /** @type {string} */ text) => {
      await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode: code, text });
      await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
    };
    await press('Enter', 13, '\r');
    await page.until(() => document.querySelector('details[open]') !== null);
    for (let pressed = 0; pressed < 8; pressed += 1) {
      await press('Tab', 9, '');
      if (await page.evaluate(`document.activeElement?.matches('button[data-step]')`)) break;
    }
    await press('Enter', 13, '\r');
    const told = await page.until(() => {
      const output = document.querySelector('[id="allow-origin-missing"] output');
      return output?.textContent?.startsWith('The page was told') ? output.textContent : null;
    });
    assert.match(told, /rejected TypeError/);
    assert.equal(await page.evaluate(`document.querySelector('output').role ?? 'status'`), 'status');
  });

  test('an address with a lone percent sign opens nothing and breaks nothing', async () => {
    await visit('about:blank');
    await visit(`${lab.address}/#%`);
    await page.evaluate(`location.hash = 'allow-origin-missing'`);
    assert.ok(await page.until(() => document.querySelector('details[open]')?.id === 'allow-origin-missing'), 'its script still runs');
  });

  test('what the log shows as a success is called one', async () => {
    await visit(`${lab.address}/page/refused-without-an-entry`);
    /** @type {string[]} */
    const said = await page.evaluate(`[...document.querySelectorAll('.look')].map((one) => one.textContent)`);
    assert.match(said[2], /the log shows the request as successful/);
    for (const index of [0, 1, 3, 4]) assert.match(said[index], /DevTools tells no extension of this request/);
  });

  test('it loads nothing from elsewhere and fits a narrow window', async () => {
    await page.send('Emulation.setDeviceMetricsOverride', { width: 360, height: 700, deviceScaleFactor: 1, mobile: false });
    await visit(`${lab.address}/`);
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true;`);
    const seen = await page.evaluate(`({ wide: document.documentElement.scrollWidth - innerWidth,
      others: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin)) })`);
    await page.send('Emulation.clearDeviceMetricsOverride');
    assert.deepEqual(seen.others, []);
    assert.ok(seen.wide <= 0, `${seen.wide} pixels too wide`);
  });

  test('Ctrl-C ends it without a word, and the next one can start at once', async () => {
    const own = async () => {
      const child = spawn(PROGRAM, ['lab', '--port', '47300'], { stdio: ['ignore', 'pipe', 'pipe'] });
      let complaints = '';
      child.stderr.on('data', (text) => { complaints += text; });
      const gone = once(child, 'close');
      for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('lab ready at')) break;
      assert.equal((await fetch('http://localhost:47301/log')).status, 200);
      child.kill('SIGINT');
      const [code, signal] = await within(gone, 'the lab to end');
      assert.ok(code === 0 || signal === 'SIGINT', `${code} ${signal}`);
      assert.equal(complaints, '');
    };
    await own();
    await own();
  });

  test('told to listen on every address it says what that means, and shows its log to this machine alone', async () => {
    const child = spawn(PROGRAM, ['lab', '--port', '47320', '--host', '0.0.0.0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const gone = once(child, 'close');
    let said = '';
    for await (const line of createInterface({ input: child.stdout })) {
      said += `${line}\n`;
      if (line.startsWith('lab ready at')) break;
    }
    assert.match(said, /^WARNING: it listens on 0\.0\.0\.0: every machine that reaches this one can open it/);
    assert.match(said, /Other machines are shown \d+ of \d+ scenarios/);
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      assert.match(await (await fetch(`http://${host}:47321/`)).text(), /<code>http:\/\/localhost:47321<\/code>/);
      assert.equal((await fetch(`http://${host}:47321/log`)).status, 200);
    }
    child.kill('SIGINT');
    await within(gone, 'the lab to end');
  });
});
