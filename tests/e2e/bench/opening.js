// @ts-check
/** How long the tab takes from its first show to its rows, with failures that were recorded before. */

/** @typedef {import('../harness/devtools.js').DevTools} DevTools */

/** @param {number[]} values */
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * The median of ten openings with failures, and that of a tab without a program: what DevTools itself takes here and now.
 * @param {DevTools} devtools
 * @param {string} address of the lab
 * @param {number} failures
 */
export async function openings(devtools, address, failures) {
  await recordFailures(devtools, address, failures);
  // The first opening compiles; those that are measured are warm.
  await open(devtools, 'Warm', 'panel.html', failures);
  const ours = [];
  const bare = [];
  for (let turn = 0; ours.length < 10; turn += 1) {
    if (turn === 20) throw new Error('The browser does not say when rows are painted');
    const taken = await open(devtools, `Turn${turn}`, 'panel.html', failures);
    if (taken === null) continue;
    ours.push(taken);
    bare.push(await open(devtools, `Bare${turn}`, 'manifest.json') ?? NaN);
  }
  return { ours: median(ours), bare: median(bare) };
}

/**
 * Fills the recorder with failures: real ones, of the page.
 * @param {DevTools} devtools
 * @param {string} address of the lab
 * @param {number} count
 */
export async function recordFailures(devtools, address, count) {
  const { page, extension } = devtools;
  await devtools.visit(`${address}/`);
  // The page's own origin has no /s/ of this name for others: each answer lacks Access-Control-Allow-Origin.
  const api = address.replace(/\d+$/, (port) => String(Number(port) + 1));
  await page.evaluate(`(async () => {
    for (let at = 0; at < ${count}; at += 20) {
      await Promise.allSettled(Array.from({ length: 20 }, (_, index) => fetch('${api}/items/' + (at + index))));
    }
  })()`, { milliseconds: 240_000 });
  await extension.evaluate(`(async () => {
    const { network } = chrome.devtools;
    await new Promise((resolve) => {
      const look = () => network.getHAR(({ entries }) => {
        if (entries.filter((it) => it.request.url.startsWith('${api}/items/')).length >= ${count}) resolve();
        else setTimeout(look, 200);
      });
      look();
    });
  })()`, { milliseconds: 60_000 });
}

/**
 * Opens a page of the extension in a tab of its own, as the CORS tab is opened, and tells how many milliseconds it took
 * from its first show until its rows were painted.
 * @param {DevTools} devtools
 * @param {string} title no tab was called so before
 * @param {'panel.html' | 'manifest.json'} page
 * @param {number} [failures] that the panel will list in the end
 * @returns {Promise<number | null>} none where the browser noted nothing, as it happens now and then
 */
export async function open(devtools, title, page, failures = 0) {
  const { browser: { connection }, extension, frontend, id } = devtools;
  const before = new Set(connection.targets.keys());
  await extension.evaluate(`Promise.all([import('./panels.js'), import('./devtools.js')]).then(([{ createPanel }, { show }]) => {
    createPanel('${title}', 'icons/32.png', '${page}', show);
  })`);
  const began = await frontend.evaluate(`(async () => {
    const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
    const manager = ViewManager.ViewManager.instance();
    const name = 'chrome-extension://${id}${title}';
    while (!manager.hasView(name)) await new Promise(requestAnimationFrame);
    const began = performance.timeOrigin + performance.now();
    await manager.showView(name);
    return began;
  })()`);
  const target = await connection.target('the tab', ({ targetId, url }) => !before.has(targetId) && url === `chrome-extension://${id}/${page}`);
  const session = await connection.attach(target.targetId, 'the tab');
  // Both are noted by the browser itself: when the first text of a row, or anything at all, was painted.
  const [type, name] = page === 'panel.html' ? ['element', 'text-paint'] : ['paint', 'first-contentful-paint'];
  const ended = await session.evaluate(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [painted] = list.getEntriesByName('${name}');
      if (painted) resolve(performance.timeOrigin + (painted.renderTime || painted.startTime));
    }).observe({ type: '${type}', buffered: true });
    setTimeout(() => resolve(null), 5000);
  })`);
  // Not a part of what is measured, and not to be measured with what comes next: the rest of the recording is taken in. On a
  // busy machine the first opening may find all of it waiting for a second reading.
  if (page === 'panel.html') {
    await session.until((count) => document.querySelector('[data-testid="row"]') !== null
      && document.querySelector('[data-testid="status"]')?.textContent?.replace(/\s/g, '').startsWith(String(count)), failures);
  }
  return ended === null ? null : ended - began;
}
