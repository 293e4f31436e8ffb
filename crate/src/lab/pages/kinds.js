// @ts-check
/** Where else a page's requests come from: workers, frames without an origin of their own, and elements. */

/**
 * @typedef {{ api: string, method: string, headers: [string, string][], credentials: RequestCredentials,
 *   body: string | null, mode: RequestMode, redirect: RequestRedirect }} KindRequest
 */

(() => {
  /** Performs what it is asked for and says over the port how it went; its text becomes the code of workers and frames. */
  const ANSWERING = `async ({ data: [url, options], ports: [port] }) => {
    try {
      const response = await fetch(url, options);
      await response.text();
      port.postMessage('resolved ' + (response.type === 'opaqueredirect' ? response.type : response.status));
    } catch (error) {
      port.postMessage('rejected ' + error);
    }
  }`;

  /** @param {string} code */
  const scriptAddress = (code) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));

  /**
   * @param {{ postMessage: (message: unknown, transfer: Transferable[]) => void }} to
   * @param {string} url
   * @param {KindRequest} request
   * @returns {Promise<string>}
   */
  const askOver = (to, url, request) => new Promise((resolve) => {
    const { method, headers, credentials, body, mode, redirect } = request;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    to.postMessage([url, { method, headers, credentials, body, mode, redirect }], [port2]);
  });

  /** @param {string} url @param {KindRequest} request */
  const withSharedWorker = (url, request) => {
    const code = `onconnect = ({ ports: [port] }) => { port.onmessage = ${ANSWERING}; };`;
    return askOver(new SharedWorker(scriptAddress(code)).port, url, request);
  };

  /** The page's own fetch, answered by the worker's. @param {string} url @param {KindRequest} request */
  const withServiceWorker = async (url, request) => {
    const controlled = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    const registration = await navigator.serviceWorker.register('/service-worker.js', { scope: location.pathname });
    if (!navigator.serviceWorker.controller) await controlled;
    try {
      const { method, headers, credentials, body, mode, redirect } = request;
      const response = await fetch(url, { method, headers, credentials, body, mode, redirect });
      await response.text();
      return `resolved ${response.status}`;
    } finally {
      await registration.unregister();
    }
  };

  /** @param {string} url @param {KindRequest} request @param {(frame: HTMLIFrameElement, document: string) => void} fill */
  const inFrame = async (url, request, fill) => {
    const frame = document.createElement('iframe');
    // This script stands inside a page, where the unescaped end tag would end it.
    fill(frame, `<!doctype html><script>onmessage = ${ANSWERING};<\/script>`);
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    const to = /** @type {Window} */ (frame.contentWindow);
    return askOver({ postMessage: (message, transfer) => to.postMessage(message, '*', transfer) }, url, request);
  };

  /** @param {string} url @param {KindRequest} request @param {string} relation @returns {Promise<string>} */
  const withLink = (url, request, relation) => new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = relation;
    link.crossOrigin = request.credentials === 'include' ? 'use-credentials' : 'anonymous';
    link.href = url;
    link.addEventListener('load', () => resolve('resolved load'));
    link.addEventListener('error', () => resolve('rejected error event'));
    document.head.append(link);
  });

  /** @type {Record<string, (url: string, request: KindRequest) => Promise<string>>} */
  const whycorsKinds = {
    'shared-worker': withSharedWorker,
    'service-worker': withServiceWorker,
    'srcdoc-frame': (url, request) => inFrame(url, request, (frame, text) => { frame.srcdoc = text; }),
    'data-frame': (url, request) => inFrame(url, request, (frame, text) => {
      frame.src = `data:text/html,${encodeURIComponent(text)}`;
    }),
    style: (url, request) => withLink(url, request, 'stylesheet'),
  };
  Object.assign(window, { whycorsKinds });
})();
