// @ts-check
/** The only file that touches `chrome.devtools.panels`. */

/**
 * Adds the tab.
 * @param {string} title
 * @param {string} icon
 * @param {string} page
 * @param {(panelWindow: Window) => void} shown called each time that the tab comes to the front
 */
export function createPanel(title, icon, page, shown) {
  chrome.devtools.panels.create(title, icon, page, (panel) => panel.onShown.addListener(shown));
}

/**
 * Tells the recorder of DevTools' theme, now and whenever it changes.
 * @param {import('./recorder.js').Recorder} recorder
 */
export function followTheme(recorder) {
  const { panels } = chrome.devtools;
  recorder.theme(panels.themeName);
  // Younger than the rest of the interface: without it the theme of the opening stays.
  panels.setThemeChangeHandler?.((name) => recorder.theme(name));
}
