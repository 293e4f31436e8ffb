// @ts-check
/** Answers every request to another origin with a fetch of its own, which the browser checks again. */
const worker = /** @type {any} */ (self);
worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  if (new URL(event.request.url).origin !== location.origin) event.respondWith(fetch(event.request));
});
