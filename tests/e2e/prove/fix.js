// @ts-check
/** What WhyCORS says of the recorded failures: the diagnosis, the stack it recognises, and the fix. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diagnose, PROGRAM } from '../harness/lab.js';
import { copied } from './copied.js';

const execute = promisify(execFile);

/** @typedef {{ stack: string, detected: string | null, because: string, text: string }} Fix */

const STRENGTHS = [null, 'weak', 'medium', 'strong'];

/**
 * @param {any} har
 * @param {string} key of the stack
 */
export async function judged(har, key) {
  /** @type {{ outcome: string, url: string, method: string, cause: string | null, fixes?: Fix[] }[]} */
  const diagnoses = JSON.parse(await diagnose(JSON.stringify(har))).inputs[0].diagnoses;
  // The strongest that any answer of the server allowed.
  const strength = Math.max(0, ...diagnoses.flatMap(({ fixes = [] }) => fixes).filter(({ stack }) => stack === key)
    .map(({ detected }) => STRENGTHS.indexOf(detected)));
  return { diagnoses, detected: STRENGTHS[strength] };
}

/**
 * The bytes that the panel's Copy button gives; `whycors fix --stack KEY FILE` must print the same.
 * @param {import('./prove.js').Room} room
 * @param {string} api whose failures were recorded
 * @param {any} har
 * @param {string} key
 * @param {string} folder for the recording
 */
export async function fixFor(room, api, har, key, folder) {
  const file = join(folder, 'recorded.har');
  await writeFile(file, JSON.stringify(har));
  const { stdout } = await execute(PROGRAM, ['fix', '--stack', key, file], { maxBuffer: 1 << 24 });
  if (stdout.trim() === '') throw new Error(`whycors fix --stack ${key} gave nothing`);
  const pasted = await copied(room, api, key);
  if (pasted !== stdout) throw new Error(`The panel copies\n${pasted}\nand the command line prints\n${stdout}`);
  return pasted;
}
