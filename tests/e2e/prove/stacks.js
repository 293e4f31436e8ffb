// @ts-check
/** The stacks that can be proven: one folder each in tests/stacks, described by its stack.json. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/browser.js';

/**
 * @typedef {object} Stack
 * @property {string} stack the key that `whycors fix --stack` knows
 * @property {string} title
 * @property {'server' | 'proxy'} [kind] a proxy is a development server that spares the page its cross-origin call
 * @property {'ran' | 'emulator'} [proof] what a proof of it shows: an emulator stands in for a service that runs elsewhere
 * @property {boolean} [ci] is it proven before each merge?
 * @property {{ npm?: boolean, pip?: boolean, cargo?: boolean, deb?: string[], after?: string[] }} install
 * @property {string} file into which the snippet goes: after the line that holds WHYCORS-FIX, in place of it where that line says so, or as the whole file where no line does
 * @property {string[]} [check] the stack's own parser, asked before the start
 * @property {string[]} [build] what makes a server of the source, after the insertion
 * @property {string[]} start in the foreground, on $PORT of 127.0.0.1
 * @property {string} [package] whose version in node_modules is the stack's
 * @property {string[]} [version] or else a command that prints the version
 * @property {Record<string, string>} [env]
 * @property {string[]} [templates] files in which $PORT, $UPSTREAM, $FOLDER and $INSTALLED are filled in
 * @property {boolean} [upstream] does an application stand behind it, on $UPSTREAM?
 * @property {string} [base] before each path
 * @property {{ method?: string, path: string, status: number, json?: unknown }[]} [also] what only this server answers: errors that a proxy makes itself, a query
 * @property {'strong' | 'medium' | 'weak' | null} detected how sure the panel may be of it, by its answers alone
 * @property {string} [host] where a proxy's own page is asked for; Angular and others know localhost only
 * @property {string} [ready] an address that must not be 404 before it counts as started; some listen before they have read their routes
 * @property {number} [patience] milliseconds until it must listen
 */

export const FOLDER = join(ROOT, 'tests', 'stacks');
export const MARK = 'WHYCORS-FIX';
/** Where a snippet says that it takes the place of a line. */
export const INSTEAD = `${MARK} in place of this line`;

/** All stacks, in the order of their keys. @returns {(Stack & { folder: string, key: string })[]} */
export function stacks() {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((child) => child.isDirectory() && child.name !== 'upstream')
    .map(({ name }) => {
      const folder = join(FOLDER, name);
      return { ...JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')), folder, key: name };
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
