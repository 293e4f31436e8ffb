// @ts-check
/** Bringing a file in by the real control, against what JSON.parse takes for the same text. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { harOf } from './har.js';

/** @typedef {{ folder: string, panel: import('../harness/panel.js').Panel, devtools: import('../harness/devtools.js').DevTools }} Files */

let files = 0;

/**
 * Imports a file by its button and tells how many milliseconds it took from the choice of the file until it was shown.
 * @param {Files} around
 * @param {string} text
 * @returns {Promise<number>}
 */
export async function choose({ folder, panel }, text) {
  files += 1;
  const path = join(folder, `file-${files}.har`);
  await writeFile(path, text);
  const { session } = panel;
  await session.send('Page.enable');
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const asked = session.event('Page.fileChooserOpened');
  await panel.click('[data-testid="import"]');
  const { backendNodeId } = await asked;
  await session.evaluate(`(() => {
    const bar = document.querySelector('[data-testid="file"]');
    const isShown = () => document.querySelector('[data-testid="close-file"]').checkVisibility() && bar.textContent.includes('file-${files}.har');
    let began;
    const observer = new MutationObserver(() => {
      began ??= performance.now();
      if (!isShown()) return;
      observer.disconnect();
      window.whycorsImported(performance.now() - began);
    });
    window.imported = new Promise((resolve) => { window.whycorsImported = resolve; });
    observer.observe(document.querySelector('.file-bar'), { subtree: true, childList: true, attributes: true, characterData: true });
  })()`);
  await session.send('DOM.setFileInputFiles', { files: [path], backendNodeId });
  const taken = await session.evaluate('window.imported', { milliseconds: 240_000 });
  await session.send('Page.setInterceptFileChooserDialog', { enabled: false });
  return taken;
}

/**
 * Import against JSON.parse of the same text in the same page, best of three each.
 * @param {Files} around
 * @param {[count: number, body: number, refusedEvery: number]} log what it holds
 */
export async function importing(around, log) {
  const { panel } = around;
  const text = harOf(...log);
  const ours = [];
  for (let turn = 0; turn < 3; turn += 1) {
    ours.push(await choose(around, text));
    await panel.click('[data-testid="close-file"]');
  }
  // The text is made there: it would be too long to be sent.
  const theirs = await panel.session.evaluate(`(() => {
    const text = (${harOf})(${log});
    return Math.min(...Array.from({ length: 3 }, () => {
      const began = performance.now();
      JSON.parse(text);
      return performance.now() - began;
    }));
  })()`, { milliseconds: 60_000 });
  const best = Math.min(...ours);
  console.log(`     ${(text.length / 1e6).toFixed(1)} MB: ${best.toFixed(0)} ms against ${theirs.toFixed(0)} ms`);
  return best / theirs;
}
