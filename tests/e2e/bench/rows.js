// @ts-check
/** A hundred thousand rows: the longest task while one is chosen, the list is filtered and scrolled. */
import { choose } from './importing.js';
import { longestTask } from './trace.js';

/**
 * @param {import('./importing.js').Files} around
 * @param {string} text of the file
 */
export async function longList(around, text) {
  const { panel, devtools: { browser: { connection } } } = around;
  const { session } = panel;
  const longest = (/** @type {() => Promise<unknown>} */ work) => longestTask(connection, session, work);
  await choose(around, text);
  await panel.drawn();
  /**
   * Until nothing is left to sift: the counts say how many rows are shown. Looked at once a frame: an observer of the
   * document would be called for every row that is drawn, and be measured with it.
   * @param {string} counts
   */
  const said = async (counts) => {
    const words = (/** @type {string} */ wanted) => document.querySelector('[data-testid="status"]')?.textContent?.includes(wanted);
    while (!await session.call(words, counts)) await panel.drawn();
  };
  // Found before anything is measured: asking where an element stands makes the browser lay out the page.
  const [row, filter] = [await panel.place('[data-testid="row"]'), await panel.place('[data-testid="filter"]')];
  const inGroups = (/** @type {boolean} */ grouped) => session.until((wanted) => document.querySelector('[data-testid="list"]')?.getAttribute('role') === wanted, grouped ? 'treegrid' : 'grid');
  const group = await panel.place('[data-testid="group"]');
  return {
    'group': await longest(async () => {
      for (const grouped of [true, false]) {
        await panel.clickAt(group);
        await inGroups(grouped);
        await panel.drawn();
      }
    }),
    'select': await longest(async () => {
      await panel.clickAt(row);
      await panel.drawn();
      for (let turn = 0; turn < 10; turn += 1) {
        await panel.press('ArrowDown', 40);
        await panel.drawn();
      }
    }),
    'scroll': await longest(async () => {
      await session.evaluate(`(async () => {
        const list = document.querySelector('[data-testid="list"]');
        const frame = () => new Promise(requestAnimationFrame);
        for (let turn = 0; turn < 60; turn += 1) { list.scrollTop += 150; await frame(); }
        for (let turn = 1; turn <= 20; turn += 1) { list.scrollTop = list.scrollHeight * turn / 20; await frame(); }
      })()`, { milliseconds: 60_000 });
    }),
    'filter': await longest(async () => {
      await panel.clickAt(filter);
      // Every key stroke sifts anew.
      for (const letter of 'items/7') {
        await session.send('Input.insertText', { text: letter });
        await panel.drawn();
      }
      await said(' of ');
      await panel.press('Escape', 27);
      await said('0 failed');
    }),
  };
}
