// @ts-check
/** The only file that touches `chrome.devtools.inspectedWindow`. */

/**
 * The text of one of the page's scripts or documents; null where DevTools does not have it.
 * @param {string} url
 * @returns {Promise<string | null>}
 */
export function readResource(url) {
  return new Promise((resolve) => {
    const { inspectedWindow } = chrome.devtools;
    // Firefox has no such function.
    if (!inspectedWindow?.getResources) {
      resolve(null);
      return;
    }
    inspectedWindow.getResources((resources) => {
      const resource = resources.find((one) => one.url === url);
      if (resource) resource.getContent((text, encoding) => resolve(encoding === 'base64' ? null : text ?? null));
      else resolve(null);
    });
  });
}
