// @ts-check
/** Each step of docs/training.md, as it stands there. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';
import { submit, write } from './harness/page.js';

const SCRIPT = readFileSync(join(ROOT, 'docs', 'training.md'), 'utf8');
const SEND = /^- \*\*Send\*\* \[([^\]]+)\]\(\/#([\w-]+)\), step (\d+)\. \*\*Row:\*\* (?:none|`([\w-]+)`, `([\w-]+)`)\.(?: \*\*Exchange:\*\* `([\w-]+)` fails\.)?$/;
const GUESS = /^- \*\*Guess\*\* \[[^\]]+\]\((\/build#[^)]+)\)\. (?:\*\*(It passes)\.\*\*|\*\*The browser refuses it:\*\* `(\w+)`\.)$/;
const FIX = /^- \*\*Fix\*\* \[([^\]]+)\]\((\/fix\/[\w-]+)\): (?:send it as it stands|in the (preflight|answer) write `([^`]+)`)\. (?:\*\*(It passes)\.\*\*|\*\*Refuses:\*\* `([\w-]+)`\.)$/;

const STEPS = SCRIPT.split('\n').filter((line) => line.startsWith('- '));

describe('the trainer’s script', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {Record<string, import('./harness/lab.js').Scenario>} */
  let scenarios;
  let open = '';

  before(async () => {
    lab = await startLab();
    scenarios = await lab.scenarios();
    devtools = await openDevTools({ args: lab.args });
    panel = await devtools.showPanel();
    await panel.showAll();
  });

  after(async () => {
    await devtools?.close();
    await lab?.close();
  });

  test('it takes an hour, and every step of it can be read', () => {
    assert.ok(STEPS.length >= 20, `${STEPS.length} steps`);
    const unread = STEPS.filter((line) => ![SEND, GUESS, FIX].some((form) => form.test(line)));
    assert.deepEqual(unread, []);
    const minutes = [...SCRIPT.matchAll(/^## (\d+) · /gm)].map(([, minute]) => Number(minute));
    assert.deepEqual(minutes, [...minutes].sort((one, other) => one - other));
    assert.ok(minutes[0] === 0 && (minutes.at(-1) ?? 60) < 60);
  });

  for (const [number, line] of STEPS.entries()) {
    const words = /\[([^\]]+)\]/.exec(line)?.[1];
    test(`${number + 1}: ${line.slice(4, 9).replace('*', '')} ${words}`, async () => {
      const [sent, guess, fix] = [SEND.exec(line), GUESS.exec(line), FIX.exec(line)];
      if (sent) await send(sent);
      else if (guess) await foretell(guess);
      else if (fix) await mend(fix);
      else assert.fail(line);
    });
  }

  /** @param {RegExpExecArray} step */
  async function send([, title, id, number, chromium, cause, check]) {
    assert.equal(scenarios[id]?.title, title);
    open = '';
    const { page } = devtools;
    await devtools.visit(`${lab.address}/?${id}#${id}`);
    await panel.session.until(() => document.querySelector('[data-testid="row"]') === null);
    // Earlier steps fill what later ones meet.
    for (let index = 0; index < Number(number); index += 1) {
      await page.call((card, step) => {
        const buttons = document.querySelectorAll(`[id="${card}"] button[data-step]`);
        /** @type {HTMLElement} */ (buttons[step]).click();
      }, id, index);
      await page.until((card, step) => document.querySelectorAll(`[id="${card}"] output`)[step]?.textContent?.startsWith('The page was told: '), id, index);
    }
    if (!cause) {
      const passing = scenarios[id].steps[Number(number) - 1].expect.outcome;
      assert.equal(passing, 'passes');
      await panel.drawn();
      assert.deepEqual(await panel.rows(), []);
      return;
    }
    const row = await panel.row(`/s/${id}/${Number(number) - 1}/`);
    assert.deepEqual([row.chromium ?? row.outcome, row.cause], [chromium, cause]);
    if (!check) return;
    await panel.click(`[data-testid="row"][data-entry="${row.entry}"]`);
    await panel.text('[data-testid="headline"]');
    await panel.click('[data-testid="tab-exchange"]');
    const failed = await panel.session.until(() => document.querySelector('[data-testid="check"][data-state="failed"]')?.getAttribute('data-check'));
    assert.equal(failed, check);
  }

  /** @param {RegExpExecArray} step */
  async function foretell([, path, passes, chromium]) {
    const { page } = devtools;
    open = '';
    // Another fragment alone would not load the page anew.
    await devtools.visit('about:blank');
    await devtools.visit(`${lab.address}${path}`);
    await page.evaluate(`document.querySelector('input[value="${passes ? 'passes' : 'refused'}"]').click()`);
    const { outcome, foretold, text } = await submit(page);
    assert.deepEqual([outcome, foretold], passes ? ['passes', 'passes'] : ['refused', 'cors'], text);
    assert.match(text, /You were right/);
    if (chromium) assert.ok(text.includes(chromium), text);
  }

  /** @param {RegExpExecArray} step */
  async function mend([, title, path, where, written, passes, check]) {
    const { page } = devtools;
    assert.equal(scenarios[path.slice('/fix/'.length)]?.title, title);
    if (open !== path) await devtools.visit(`${lab.address}${path}`);
    open = path;
    if (written) {
      const field = `main.${where === 'preflight' ? 'preflight' : 'actual'}.headers`;
      /** @type {string} */
      const lines = await page.evaluate(`document.querySelector('[name="${field}"]').value`);
      const name = written.slice(0, written.indexOf(':') + 1);
      const others = lines.split('\n').filter((one) => !one.startsWith(name));
      await write(page, field, [...others, written].join('\n'));
    }
    const result = await submit(page);
    assert.equal(result.outcome, passes ? 'passes' : 'refused', result.text);
    assert.equal(result.check, check ?? '', result.text);
  }
});
