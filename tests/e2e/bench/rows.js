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
  /** Until nothing is left to sift: the counts say how many rows are shown. @param {string} counts */
  const said = (counts) => session.until((wanted) => document.querySelector('[data-testid="status"]')?.textContent?.includes(wanted), counts);
  return {
    'select': await longest(async () => {
      await panel.click('[data-testid="row"]');
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
      await panel.click('[data-testid="filter"]');
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
