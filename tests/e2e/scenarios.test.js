// @ts-check
/** Every scenario in real Chromium with real DevTools: browser, panel, command line, WASM and scenario must agree. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { disagreements, HEADINGS, line } from './harness/agreement.js';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLab } from './harness/lab.js';
import { play } from './harness/play.js';
import { Traffic } from './harness/traffic.js';

const ids = readdirSync(join(ROOT, 'tests', 'scenarios'))
  .filter((name) => name.endsWith('.json') && name !== 'schema.json')
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

describe('scenarios', () => {
  /** @type {Awaited<ReturnType<typeof startLab>>} */
  let lab;
  /** @type {import('./harness/devtools.js').DevTools} */
  let devtools;
  /** @type {import('./harness/panel.js').Panel} */
  let panel;
  /** @type {Traffic} */
  let traffic;
  /** @type {Record<string, import('./harness/lab.js').Scenario>} */
  let scenarios;
  /** @type {string[]} */
  const table = [];
  let agreed = 0;

  before(async () => {
    lab = await startLab();
    scenarios = await lab.scenarios();
    devtools = await openDevTools({ extensions: ['tests/e2e/blocker'], args: lab.args });
    traffic = new Traffic(devtools.page);
    await traffic.followWorkers();
    panel = await devtools.showPanel();
    await panel.showAll();
  });

  after(async () => {
    console.log([HEADINGS, ...table].join('\n'));
    console.log(`${agreed} of ${table.length} steps agree`);
    await devtools?.close();
    await lab?.close();
  });

  for (const id of ids) {
    test(id, async () => {
      const scenario = scenarios[id];
      assert.ok(scenario, 'the lab serves it');
      // They share their APIs: what one server answered there must not be evidence about another.
      await panel.clear();
      const { steps } = await play(devtools, traffic, scenario, panel);
      /** @type {string[]} */
      const all = [];
      for (const [index, said] of steps.entries()) {
        const { expect } = scenario.steps[index];
        const problems = disagreements(expect, said);
        const name = steps.length > 1 ? `${id} ${index + 1}` : id;
        table.push(line(name, expect, said, problems));
        if (problems.length === 0) agreed += 1;
        all.push(...problems.map((problem) => `step ${index + 1}: ${problem}`));
      }
      assert.deepEqual(all, []);
    });
  }
});
