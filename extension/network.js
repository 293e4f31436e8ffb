// @ts-check
/** The only file that touches `chrome.devtools.network`. */

/**
 * Tells the recorder of every finished request and every navigation.
 * @param {import('./recorder.js').Recorder} recorder
 */
export function followNetwork(recorder) {
  chrome.devtools.network.onRequestFinished.addListener((request) => {
    recorder.finished(/** @type {import('./pick.js').HarEntry} */ (/** @type {unknown} */ (request)));
  });
  chrome.devtools.network.onNavigated.addListener((url) => recorder.navigated(url));
}

/** Calls back with each request that finishes, whatever became of it. @param {() => void} callback */
export function onTraffic(callback) {
  chrome.devtools.network.onRequestFinished.addListener(callback);
}

/**
 * The Network tab's log as it stands now.
 * @returns {Promise<import('./documents.js').Log>}
 */
export function readPages() {
  return new Promise((resolve) => {
    chrome.devtools.network.getHAR((log) => {
      const { entries = [], pages = [] } = /** @type {Partial<import('./documents.js').Log>} */ (/** @type {unknown} */ (log));
      resolve({ entries, pages });
    });
  });
}

/**
 * Its entries.
 * @returns {Promise<import('./pick.js').HarEntry[]>}
 */
export async function readLog() {
  return (await readPages()).entries;
}
