// @ts-check
/**
 * The budgets of the panel, measured in real DevTools; `scripts/bench` runs it after the native ones. Prints a line each
 * and adds them to target/bench.json as `browser`. Ends with status 1 if a budget is not kept.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../harness/browser.js';
import { openDevTools } from '../harness/devtools.js';
import { startLab } from '../harness/lab.js';
import { harOf } from './har.js';
import { importing } from './importing.js';
import { live } from './live.js';
import { openings } from './opening.js';
import { longList } from './rows.js';

/** @typedef {{ name: string, value: number, budget: number, unit: string }} Measured */

/** @type {Measured[]} */
const all = [];

/** @param {string} name @param {number} value @param {number} budget @param {string} unit */
const tell = (name, value, budget, unit) => {
  const mark = value <= budget ? 'ok  ' : 'OVER';
  console.log(`${mark} ${name.padEnd(48)} ${value.toFixed(2).padStart(8)} ${unit} (at most ${budget})`);
  all.push({ name, value, budget, unit });
};

/** Real DevTools for a while: what one part leaves behind must not weigh on the next. @param {(devtools: import('../harness/devtools.js').DevTools) => Promise<void>} work */
const within = async (work) => {
  const devtools = await openDevTools();
  try {
    await work(devtools);
  } finally {
    await devtools.close();
  }
};

const folder = await mkdtemp(join(tmpdir(), 'whycors-bench-'));
const lab = await startLab();
const only = process.argv[2];
console.log(`     load of the machine: ${loadavg()[0].toFixed(1)}`);
try {
  if (!only || only === 'open') {
    await within(async (devtools) => {
      const { ours, bare } = await openings(devtools, lab.address, 1_000);
      console.log(`     opening a tab that shows manifest.json takes ${bare.toFixed(0)} ms here`);
      tell('open with 1,000 failures, median of 10', ours, 150, 'ms');
    });
  }
  if (!only || only === 'import') {
    await within(async (devtools) => {
      const files = { folder, devtools, panel: await devtools.showPanel() };
      tell('import of 2,000 entries of 20 KB against JSON.parse', await importing(files, [2_000, 20_000, 100]), 0.7, 'times');
      tell('import of 10,000 small entries against JSON.parse', await importing(files, [10_000, 100, 100]), 0.8, 'times');
    });
  }
  if (!only || only === 'rows') {
    await within(async (devtools) => {
      const files = { folder, devtools, panel: await devtools.showPanel() };
      for (const [name, { wall, thread }] of Object.entries(await longList(files, harOf(100_000, 0, 1)))) {
        tell(`100,000 rows, longest task: ${name}`, wall, 16, 'ms');
        console.log(`     of the thread's own time: ${thread.toFixed(1)} ms`);
      }
    });
  }
  if (!only || only === 'live') {
    await within(async (devtools) => {
      const { few, many, memory } = await live(await devtools.showPanel());
      tell('live entry in the panel, after 1,000', few, 50, 'µs');
      tell('live entry in the panel, after 20,000', many, 50, 'µs');
      tell('memory per retained failure', memory, 4, 'KB');
    });
  }
} finally {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
}

const path = join(ROOT, 'target', 'bench.json');
const before = JSON.parse(await readFile(path, 'utf8').catch(() => '{}'));
await writeFile(path, `${JSON.stringify({ ...before, browser: all })}\n`);
process.exitCode = all.every(({ value, budget }) => value <= budget) ? 0 : 1;
