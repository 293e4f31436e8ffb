// @ts-check
/** tests/stacks/proofs.json: what a run of scripts/prove-stacks has shown, and nothing else. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from './stacks.js';

/** @typedef {Record<string, { proof: 'ran' | 'emulator', version: string }>} Proofs */

const FILE = join(FOLDER, 'proofs.json');

/** @returns {Proofs} */
export function claimed() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw error;
  }
}

/** What this run has shown takes the place of what stood there of the same stacks. @param {Proofs} shown @param {string[]} failed @param {string[]} known */
export function write(shown, failed, known) {
  const proofs = { ...claimed(), ...shown };
  const kept = Object.keys(proofs).filter((key) => known.includes(key) && !failed.includes(key)).sort();
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(kept.map((key) => [key, proofs[key]])), null, 2)}\n`);
}

/**
 * @param {Proofs} shown by this run
 * @param {string[]} failed
 * @param {import('./stacks.js').Stack[]} stacks all that have a folder
 * @returns {string[]} what the file claims and the run did not show, or the other way round
 */
export function disagreements(shown, failed, stacks) {
  const proofs = claimed();
  const known = stacks.map(({ stack }) => stack);
  // Those packages are of the machine's distribution, which mends them without being asked: 1.22 is what was proven.
  const kept = new Set(stacks.filter(({ install, package: name }) => install.deb || (!name && Object.keys(install).length === 0)).map(({ stack }) => stack));
  /** @param {string} key @param {Proofs[string] | undefined} proof */
  const comparable = (key, proof) => JSON.stringify(proof && kept.has(key) ? { ...proof, version: proof.version.split('.').slice(0, 2).join('.') } : proof);
  return [
    ...Object.keys(proofs).filter((key) => !known.includes(key)).map((key) => `proofs.json claims ${key}, which has no folder in tests/stacks`),
    ...Object.keys(proofs).filter((key) => failed.includes(key)).map((key) => `proofs.json claims ${key}, whose proof failed`),
    ...Object.entries(shown).filter(([key, proof]) => comparable(key, proofs[key]) !== comparable(key, proof))
      .map(([key, proof]) => `proofs.json says ${JSON.stringify(proofs[key])} of ${key}, the run has shown ${JSON.stringify(proof)}`),
  ];
}
