// @ts-check
/** Brings the panel's three parts together: the WASM, the document and the recorder of the devtools page. */
import init, { receive, start } from './wasm/whycors.js';

/** @typedef {import('./recorder.js').Recorder} Recorder */

/** @returns {Promise<Recorder>} */
function recorderArrives() {
  const host = /** @type {Window & { whycorsRecorder?: Recorder }} */ (window);
  return new Promise((resolve) => {
    const take = () => {
      if (host.whycorsRecorder) resolve(host.whycorsRecorder);
    };
    window.addEventListener('whycors-recorder', take, { once: true });
    // The devtools page may have been first.
    take();
  });
}

try {
  await init();
  // Before the recorder is there: opened outside DevTools, the panel still reads files.
  start();
  const recorder = await recorderArrives();
  const unsubscribe = recorder.subscribe(receive);
  window.addEventListener('pagehide', unsubscribe);
} catch (error) {
  const place = document.getElementById('app');
  if (place) place.textContent = `The CORS tab could not start. Please reload DevTools. (${error})`;
  throw error;
}
