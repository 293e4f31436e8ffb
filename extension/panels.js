// @ts-check
/** The only file that touches `chrome.devtools.panels`. */

/**
 * Adds the tab. What is looked for in DevTools' own search bar is told by this window's `whycorsSearch`, which the tab's page
 * finds as it finds the recorder.
 * @param {string} title
 * @param {string} icon
 * @param {string} page
 * @param {(panelWindow: Window) => void} shown called each time that the tab comes to the front
 */
export function createPanel(title, icon, page, shown) {
  const whycorsSearch = Object.assign(window, { whycorsSearch: new EventTarget() }).whycorsSearch;
  chrome.devtools.panels.create(title, icon, page, (panel) => {
    panel.onShown.addListener(shown);
    panel.onSearch.addListener((action, query) => {
      whycorsSearch.dispatchEvent(new CustomEvent('whycors-search', { detail: { action, query: query ?? '' } }));
    });
  });
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

/**
 * Opens a place of the page's code in the Sources panel.
 * @param {string} url
 * @param {number} line from 1
 * @param {number} column from 1
 */
export function openSource(url, line, column) {
  const { panels } = chrome.devtools;
  // DevTools counts from 0.
  panels.openResource(url, line - 1, column - 1, () => {});
}

/** @typedef {{ show?: (options: { filter: string }) => unknown }} NetworkPanel younger than the types that we check by */

/** @returns {NetworkPanel | undefined} */
function networkPanel() {
  const { panels } = globalThis.chrome?.devtools ?? {};
  return /** @type {{ network?: NetworkPanel } | undefined} */ (/** @type {unknown} */ (panels))?.network;
}

/** Whether DevTools lets an extension open its Network panel. */
export function canShowNetwork() {
  return typeof networkPanel()?.show === 'function';
}

/**
 * Shows an address in the Network panel.
 * @param {string} filter
 */
export function showNetwork(filter) {
  networkPanel()?.show?.({ filter });
}
