// @ts-check
/** The lab's servers and the command line, both from the program that scripts/build made. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './browser.js';
import { within } from './connection.js';
import { argumentsOf, PORTS } from './ports.js';

export const PROGRAM = process.env.WHYCORS ?? join(ROOT, 'target', 'bin', 'whycors');

/**
 * @typedef {{ outcome: 'cors' | 'not-cors' | 'unclear' | 'passes', chromium?: string | null, parameter?: string | null,
 *   cause?: string | null, title?: string, certainty?: string | null, credentials?: string, alternatives?: unknown[], also?: string[] }} Expectation
 * @typedef {{ title: string, url: string, page: string, topic: string,
 *   steps: { url: string, request: Record<string, any>, expect: Expectation }[] }} Scenario
 */

/** Starts the lab on the first base port that is free. */
export async function startLab() {
  for (const port of PORTS) {
    const lab = await startLabAt(port);
    if (lab) return lab;
  }
  throw new Error(`Other programs listen near each of the ports ${PORTS.join(', ')}. End one, perhaps another \`whycors lab\`.`);
}

/**
 * Starts the lab and waits until it listens; null if its ports are taken.
 * @param {number} port
 */
export async function startLabAt(port) {
  const child = spawn(PROGRAM, ['lab', '--https', '--port', String(port), '--scenarios', join(ROOT, 'tests', 'scenarios')], { stdio: ['ignore', 'pipe', 'pipe'] });
  // However this process ends, the ports become free.
  const end = () => child.kill();
  process.once('exit', end);
  const gone = once(child, 'close').catch((error) => [error]);
  /** @type {string[]} */
  const complaints = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  let fingerprint = '';
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      fingerprint ||= /--ignore-certificate-errors-spki-list=(\S+)/.exec(line)?.[1] ?? '';
      const address = /^lab ready at (\S+?)\/?$/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
  const address = /** @type {string | null} */ (await within(Promise.race([ready, gone.then(() => null)]), 'the lab'));
  if (address === null) {
    process.off('exit', end);
    if (complaints.some((line) => line.includes('already in use'))) return null;
    throw new Error(`The lab ended early. Run scripts/build. ${complaints.join('\n')}`);
  }
  return {
    address,
    /** For the browser, which needs them for pages and servers on https and on default ports. */
    args: argumentsOf(port, fingerprint),
    scenarios: () => scenarios(address),
    close: async () => {
      process.off('exit', end);
      child.kill();
      await gone;
    },
  };
}

/**
 * All scenarios, with the lab's addresses in place of their aliases. What they expect is as their files state it: the
 * lab fills in defaults, and then nobody could tell "nothing" from "not stated".
 * @param {string} address
 * @returns {Promise<Record<string, Scenario>>}
 */
async function scenarios(address) {
  const answer = await fetch(`${address}/scenarios.json`);
  /** @type {Record<string, Scenario>} */
  const served = await answer.json();
  for (const [id, scenario] of Object.entries(served)) {
    const stated = JSON.parse(await readFile(join(ROOT, 'tests', 'scenarios', `${id}.json`), 'utf8'));
    scenario.steps.forEach((step, index) => {
      step.expect = { ...stated.steps[index].expect, parameter: step.expect.parameter };
    });
  }
  return served;
}

/**
 * `whycors diagnose --format json -`.
 * @param {string} har
 * @returns {Promise<string>}
 */
export async function diagnose(har) {
  const child = spawn(PROGRAM, ['diagnose', '--format', 'json', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  child.stdin.end(har);
  let text = '';
  child.stdout.setEncoding('utf8');
  for await (const part of child.stdout) text += part;
  const [code] = await gone;
  if (code !== 0 && code !== 1) throw new Error(`whycors diagnose ended with ${code}`);
  return text;
}
