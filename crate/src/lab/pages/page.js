// @ts-check
/**
 * @typedef {{ api: string, method: string, headers: [string, string][], credentials: RequestCredentials,
 *   body: string | null, mode: RequestMode, redirect: RequestRedirect, integrity?: string, keepalive?: boolean, uploadListener?: boolean,
 *   abortAfter?: number, targetAddressSpace?: string }} StepRequest
 * @typedef {{ title: string, url: string, request: StepRequest }} Step
 */

(() => {
  const source = document.getElementById('steps');
  /** @type {Step[]} */
  const steps = JSON.parse(source?.textContent ?? '[]');

  /** @param {unknown} error */
  const rejection = (error) => `rejected ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;

  /** The crossorigin attribute for a credentials mode. @param {StepRequest} request */
  const crossOrigin = (request) => (request.credentials === 'include' ? 'use-credentials' : 'anonymous');

  /** @param {string} url @param {StepRequest} request */
  const withFetch = async (url, request) => {
    const { method, headers, credentials, body, mode, redirect, integrity, keepalive, abortAfter, targetAddressSpace } = request;
    const options = { method, headers, credentials, body, mode, redirect, integrity, keepalive };
    if (abortAfter !== undefined) Object.assign(options, { signal: AbortSignal.timeout(abortAfter) });
    if (targetAddressSpace !== undefined) Object.assign(options, { targetAddressSpace });
    const response = await fetch(url, options);
    // A body that nobody reads leaves the request unfinished, and DevTools would list it as aborted.
    await response.text();
    return `resolved ${response.type === 'opaqueredirect' ? response.type : response.status}`;
  };

  /** @param {string} url @param {StepRequest} request @returns {Promise<string>} */
  const withXhr = (url, request) => new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(request.method, url);
    xhr.withCredentials = request.credentials === 'include';
    for (const [name, value] of request.headers) xhr.setRequestHeader(name, value);
    if (request.uploadListener) xhr.upload.addEventListener('progress', () => {});
    xhr.addEventListener('load', () => resolve(`resolved ${xhr.status}`));
    xhr.timeout = request.abortAfter ?? 0;
    xhr.addEventListener('timeout', () => resolve('rejected timeout event'));
    xhr.addEventListener('error', () => resolve('rejected error event'));
    xhr.send(request.body);
  });

  /** @param {string} url @param {StepRequest} request @returns {Promise<string>} */
  const withEventSource = (url, request) => new Promise((resolve) => {
    const events = new EventSource(url, { withCredentials: request.credentials === 'include' });
    const settle = (/** @type {string} */ text) => {
      events.close();
      resolve(text);
    };
    events.addEventListener('open', () => settle('resolved open'));
    events.addEventListener('error', () => settle('rejected error event'));
  });

  /** @param {HTMLElement} element @returns {Promise<string>} */
  const loaded = (element) => new Promise((resolve) => {
    element.addEventListener('load', () => resolve('resolved load'));
    element.addEventListener('error', () => resolve('rejected error event'));
    document.body.append(element);
  });

  /** @param {string} url @param {StepRequest} request */
  const withImage = (url, request) => {
    const image = new Image();
    if (request.mode !== 'no-cors') image.crossOrigin = crossOrigin(request);
    image.src = url;
    return loaded(image);
  };

  /** @param {string} url @param {StepRequest} request @param {boolean} isModule */
  const withScript = (url, request, isModule) => {
    const script = document.createElement('script');
    if (isModule) script.type = 'module';
    script.crossOrigin = crossOrigin(request);
    script.src = url;
    return loaded(script);
  };

  /** @param {string} url */
  const withFont = async (url) => {
    await new FontFace('lab', `url(${JSON.stringify(url)})`).load();
    return 'resolved load';
  };

  /** @param {string} url @param {StepRequest} request @returns {Promise<string>} */
  const withWorker = (url, request) => new Promise((resolve) => {
    const { method, headers, credentials, body, mode, redirect } = request;
    const code = `onmessage = async ({ data: [url, init] }) => {
      try {
        const response = await fetch(url, init);
        await response.text();
        postMessage('resolved ' + response.status);
      } catch (error) {
        postMessage('rejected ' + error);
      }
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.postMessage([url, { method, headers, credentials, body, mode, redirect }]);
  });

  /** The body's type decides whether the browser asks first. @param {string} url @param {StepRequest} request */
  const withBeacon = (url, request) => {
    const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    const queued = navigator.sendBeacon(url, new Blob([request.body ?? ''], type ? { type } : {}));
    return queued ? 'resolved queued' : 'rejected queue full';
  };

  /** @param {Step} step @returns {Promise<string> | string} */
  const performed = ({ url, request }) => {
    switch (request.api) {
      case 'fetch': return withFetch(url, request);
      case 'xhr': return withXhr(url, request);
      case 'eventsource': return withEventSource(url, request);
      case 'image': return withImage(url, request);
      case 'script': return withScript(url, request, false);
      case 'module-script': return withScript(url, request, true);
      case 'font': return withFont(url);
      case 'worker': return withWorker(url, request);
      case 'beacon': return withBeacon(url, request);
      default: {
        const kind = /** @type {any} */ (window).whycorsKinds[request.api];
        return kind ? kind(url, request) : `rejected unknown API ${request.api}`;
      }
    }
  };

  /** Performs a step described by a caller. @param {Step} step @returns {Promise<string>} */
  const perform = (step) => (async () => performed(step))().catch(rejection);

  /** Performs one step. @param {number} index @returns {Promise<string>} */
  const runStep = async (index) => {
    const step = steps[index];
    if (!step) return `rejected there is no step ${index}`;
    const place = document.querySelector(`[data-outcome="${index}"]`);
    if (place) place.textContent = 'Sent; waiting for the browser …';
    const outcome = await perform(step);
    if (place) place.textContent = `The page was told: ${outcome}`;
    const line = document.createElement('li');
    line.textContent = `${step.title}, ${step.request.method} ${step.url}: ${outcome}`;
    document.getElementById('results')?.append(line);
    return outcome;
  };

  for (const button of document.querySelectorAll('button[data-step]')) {
    button.addEventListener('click', () => runStep(Number(button.getAttribute('data-step'))));
  }
  Object.assign(window, { perform, runStep });
  if (location.pathname === '/demo') {
    // One after the other, so that the list reads in order; `demonstration` settles when all have been run.
    const all = steps.reduce((before, _, index) => before.then(() => runStep(index)), Promise.resolve(''));
    Object.assign(window, { demonstration: all });
  }
})();
