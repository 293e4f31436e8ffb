// @ts-check
/** The fix as a person gets it: from the panel's Copy button, by way of the clipboard. */
import { recorded } from '../harness/play.js';

/**
 * @param {import('./prove.js').Room} room
 * @param {string} api whose failures the panel shows
 * @param {string} key of the stack
 * @returns {Promise<string>} what a paste gives
 */
export async function copied({ devtools, traffic }, api, key) {
  const panel = await devtools.showPanel();
  // The panel may be drawn before it is handed the recorder.
  await panel.session.evaluate(`new Promise((resolve) => {
    if (window.whycorsRecorder) resolve();
    else window.addEventListener('whycors-recorder', () => resolve(), { once: true });
  })`);
  await recorded(panel, api, traffic.count(api));
  await panel.drawn();
  await panel.click('[data-testid="row"]');
  await panel.click('[data-testid="tab-fix"]');
  // The list of a select is drawn by the system, where no mouse of a test reaches.
  await panel.session.until((wanted) => {
    const choice = document.querySelector('[data-testid="stack"]');
    if (!(choice instanceof HTMLSelectElement)) return false;
    if (choice.value === wanted) return true;
    choice.value = wanted;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    return false;
  }, key);
  await panel.drawn();
  await panel.click('[data-testid="copy-snippet"]');
  // Nothing but a paste shows what is in the clipboard; a field of many lines keeps every byte of a snippet.
  await devtools.page.call(() => {
    const field = document.createElement('textarea');
    field.id = 'pasted';
    document.body.append(field);
    field.focus();
  });
  for (const type of ['keyDown', 'keyUp']) {
    await devtools.page.send('Input.dispatchKeyEvent', {
      type, key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2, ...(type === 'keyDown' ? { commands: ['paste'] } : {}),
    });
  }
  return devtools.page.until(() => {
    const field = document.querySelector('#pasted');
    return field instanceof HTMLTextAreaElement ? field.value : null;
  });
}
