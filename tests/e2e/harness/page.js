// @ts-check
/** A page of the lab, operated as a person does, and looked at by axe-core. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** @typedef {import('./connection.js').Session} Session */

/** Loads an address and waits until it is there. @param {Session} page @param {string} url */
export async function visit(page, url) {
  const loaded = page.event('Page.loadEventFired');
  await page.send('Page.navigate', { url });
  await loaded;
}

/** Writes into a field of a form by its name. @param {Session} page @param {string} name @param {string} value */
export function write(page, name, value) {
  return page.call((field, text) => {
    const element = /** @type {HTMLInputElement} */ (document.querySelector(`[name="${field}"]`));
    element.value = text;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, name, value);
}

/** Presses the form's button and waits for the result. @param {Session} page @returns {Promise<{ outcome: string, foretold: string, check: string, text: string }>} */
export async function submit(page) {
  await page.call(() => {
    const result = /** @type {HTMLElement} */ (document.getElementById('result'));
    result.replaceChildren();
    delete result.dataset.outcome;
    /** @type {HTMLElement} */ (document.querySelector('form button')).click();
  });
  return page.until(() => {
    const result = /** @type {HTMLElement} */ (document.getElementById('result'));
    const { outcome, foretold = '', check = '' } = result.dataset;
    return outcome === undefined ? null : { outcome, foretold, check, text: result.innerText };
  });
}

/** What axe-core finds wrong with the page as it stands. @param {Session} page @returns {Promise<string[]>} */
export async function violations(page) {
  await page.evaluate(`${await readFile(AXE, 'utf8')}; 0`);
  const found = await page.evaluate(`axe.run().then(({ violations, passes }) => ({
    violations: violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' ')), passes: passes.length }))`);
  return found.passes > 10 ? found.violations : [`only ${found.passes} rules were looked at`];
}

/** @param {Session} page @param {'light' | 'dark'} scheme */
export function scheme(page, scheme) {
  return page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
}
