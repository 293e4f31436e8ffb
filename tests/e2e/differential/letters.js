// @ts-check
/**
 * Which letters outside ASCII the browser takes in a host: the runs of crate/src/chromium/host_letters.txt. Written anew by
 * `node tests/e2e/differential/letters.js`, compared by the end-to-end tests.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { launch } from '../harness/browser.js';

const FILE = new URL('../../../crate/src/chromium/host_letters.txt', import.meta.url);
const WIDTH = 116;

/** The file as it stands. */
export function written() {
  return readFileSync(FILE, 'utf8');
}

/** The file as this browser would have it. @param {import('../harness/connection.js').Session} page */
export async function measured(page) {
  /** @type {[string, number][]} */
  const runs = await page.evaluate(`(() => {
    const can = (host) => URL.canParse('http:' + '//' + host);
    const runs = [];
    for (let code = 0x80; code < 0x110000; code += 1) {
      // Surrogates are no letters, and take part in no text; they go with what stands before them.
      const letter = code >= 0xd800 && code < 0xe000 ? null : String.fromCodePoint(code);
      const kind = letter === null ? runs.at(-1)[0]
        : can('a' + letter + 'c') ? (can(letter + 'c') ? 'v' : 'm') : (can(letter + '/') ? 'r' : 'd');
      if (runs.at(-1)?.[0] === kind) runs.at(-1)[1] += 1;
      else runs.push([kind, 1]);
    }
    return runs;
  })()`, { milliseconds: 120_000 });
  const lines = [''];
  for (const [kind, count] of runs) {
    const run = count === 1 ? kind : kind + count.toString(36).toUpperCase();
    if (lines[lines.length - 1].length + run.length > WIDTH) lines.push('');
    lines[lines.length - 1] += run;
  }
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch();
  try {
    writeFileSync(FILE, await measured(await browser.page()));
  } finally {
    await browser.close();
  }
}
