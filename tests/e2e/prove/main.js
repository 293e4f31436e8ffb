// @ts-check
/** Proves the fixes of stacks on their real servers: see scripts/prove-stacks. */
import { openDevTools } from '../harness/devtools.js';
import { Traffic } from '../harness/traffic.js';
import { install } from './install.js';
import { RESOLVER, servePages, Tab } from './pages.js';
import { disagreements, write } from './proofs.js';
import { prove } from './prove.js';
import { proveProxy } from './proxy.js';
import { freePort, Server } from './server.js';
import { stacks } from './stacks.js';
import { startUpstream } from './upstream.js';

/** @typedef {import('./install.js').Placed} Placed */
/** @typedef {import('./prove.js').Result} Result */

const OPTIONS = ['--ci', '--install', '--check', '--write'];
const words = process.argv.slice(2);
const options = new Set(words.filter((word) => word.startsWith('-')));
const keys = words.filter((word) => !word.startsWith('-'));
const all = stacks();
const known = all.map(({ key }) => key);
const wrong = [...[...options].filter((option) => !OPTIONS.includes(option)), ...keys.filter((key) => !known.includes(key))];
if (wrong.length > 0) {
  console.error(`Not understood: ${wrong.join(' ')}. Options: ${OPTIONS.join(' ')}. Stacks: ${known.join(' ')}.`);
  process.exit(2);
}
const chosen = all.filter(({ key, ci }) => (keys.length > 0 ? keys.includes(key) : !options.has('--ci') || ci));
process.exitCode = options.has('--install') ? fetchOnly() : await run();

/** Only fetches what the proofs need, so that they can run where there is no network. */
function fetchOnly() {
  let failed = 0;
  for (const stack of chosen) {
    try {
      install(stack);
    } catch (error) {
      failed += 1;
      console.error(`${stack.key}: ${error}`);
    }
  }
  console.log(`${chosen.length - failed} of ${chosen.length} are installed`);
  return failed > 0 ? 1 : 0;
}

async function run() {
  /** @type {[Placed, Result | Error, number][]} */
  const results = [];
  const began = performance.now();
  const pages = await servePages();
  try {
    for (const stack of chosen) {
      console.log(`\n== ${stack.title} (${stack.key})`);
      const start = performance.now();
      const result = await attempt(stack).catch((/** @type {Error} */ error) => error);
      const seconds = (performance.now() - start) / 1000;
      results.push([stack, result, seconds]);
      if (result instanceof Error) console.log(`✖ ${stack.key}: ${result.message}`);
      else say(stack, result, seconds);
    }
  } finally {
    pages.close();
  }
  const good = results.filter(([, result]) => isProven(result)).map(([{ key }]) => key);
  const failed = results.filter(([, result]) => !isProven(result)).map(([{ key }]) => key);
  const shown = Object.fromEntries(results.flatMap(([{ key, proof = 'ran' }, result]) => (
    isProven(result) ? [[key, { proof, version: /** @type {Result} */ (result).version }]] : [])));
  table(results);
  if (options.has('--write')) write(shown, failed, known);
  const claims = options.has('--check') ? disagreements(shown, failed, all) : [];
  for (const claim of claims) console.log(`✖ ${claim}`);
  console.log(`${good.length} of ${results.length} stacks proven in ${Math.round((performance.now() - began) / 1000)} s`);
  // In the form of Node's own reporter, which scripts/test counts.
  console.log(`ℹ pass ${good.length}\nℹ fail ${failed.length + claims.length}`);
  return failed.length + claims.length > 0 ? 1 : 0;
}

/** @param {Placed} stack @returns {Promise<Result>} */
async function attempt(stack) {
  const place = install(stack);
  const upstream = stack.upstream ? await startUpstream() : null;
  const server = new Server(stack, place, { port: await freePort(), upstream: upstream?.port ?? 0 });
  try {
    // A browser of its own: it has no cached preflight, and its log holds this stack only.
    const devtools = await openDevTools({ args: [RESOLVER] });
    try {
      const traffic = new Traffic(devtools.page);
      await traffic.followWorkers();
      const room = { devtools, traffic, tab: new Tab(devtools) };
      return stack.kind === 'proxy' && upstream ? await proveProxy(server, upstream, room) : await prove(server, room);
    } finally {
      await devtools.close();
    }
  } finally {
    await server.close();
    upstream?.close();
  }
}

/** @param {Result | Error} result */
function isProven(result) {
  return !(result instanceof Error) && result.problems.length === 0;
}

/** @param {Placed} stack @param {Result} result @param {number} seconds */
function say(stack, result, seconds) {
  console.log(result.difference);
  for (const problem of result.problems.slice(0, 12)) console.log(`  ${problem}`);
  if (result.problems.length > 12) console.log(`  and ${result.problems.length - 12} more`);
  console.log(`${isProven(result) ? '✔' : '✖'} ${stack.key} ${result.version} (${seconds.toFixed(1)} s)`);
}

/** @param {[Placed, Result | Error, number][]} results */
function table(results) {
  const rows = results.map(([{ key }, result, seconds]) => (result instanceof Error
    ? ['FAILED', key, '-', '-', '-', '-', '-', seconds.toFixed(1)]
    : [isProven(result) ? 'proven' : 'FAILED', key, result.version, result.before.join('/'), result.after.join('/'), result.refused.join('/'), result.detected ?? '-', seconds.toFixed(1)]));
  const all = [['', 'stack', 'version', 'fails before', 'passes after', 'refused', 'detected', 'seconds'], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  console.log(`\n${all.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n')}`);
}
