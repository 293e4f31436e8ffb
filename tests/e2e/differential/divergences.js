// @ts-check
/** The list of known differences, and whether it is true in both directions. */
import { readFileSync } from 'node:fs';

const FILE = new URL('../../divergences.txt', import.meta.url);
const MOST = 5;

/** @returns {Map<string, string>} reasons by name */
export function listed() {
  const lines = readFileSync(FILE, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => /** @type {[string, string]} */ (line.split('\t'))));
}

/**
 * What is wrong with the list.
 * @param {Map<string, string>} list
 * @param {Set<string>} found the differences that occurred
 * @param {boolean} all whether each of the list should have occurred
 * @returns {string[]}
 */
export function faults(list, found, all) {
  return [
    ...(list.size > MOST ? [`${list.size} divergences are listed; ${MOST} at most`] : []),
    ...[...list].filter(([, reason]) => !reason).map(([name]) => `${name} has no reason`),
    ...[...found].filter((name) => !list.has(name)).map((name) => `${name} is not listed in tests/divergences.txt`),
    ...[...list.keys()].filter((name) => all && !found.has(name)).map((name) => `${name} is listed and no longer differs`),
  ];
}
