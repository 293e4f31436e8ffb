// @ts-check
/** The pages that call a stack's server: one of an allowed origin, with frames of the second and of strangers. */
import { createServer } from 'node:http';
import { once } from 'node:events';

/** Every name below .test leads to this machine. */
export const RESOLVER = '--host-resolver-rules=MAP *.test 127.0.0.1';
const PORT = 48101;

export const APP = `http://app.example.test:${PORT}`;
export const SECOND = `http://admin.example.test:${PORT}`;

/** Origins that a fix for the two above must not let in: a stranger, and what a careless comparison takes for a friend. */
export const STRANGERS = {
  'not listed': `http://other.example.test:${PORT}`,
  'look-alike at the end': `http://app.example.test.evil.test:${PORT}`,
  'look-alike at the start': `http://xapp.example.test:${PORT}`,
  'look-alike for an unescaped dot': `http://app-example.test:${PORT}`,
  'other port': `http://app.example.test:${PORT + 1}`,
};

/** A page sends what it is asked to, and says what it was told. Runs in the page. */
function page() {
  /** @param {{ url: string, init: RequestInit }} asked */
  const send = async ({ url, init }) => {
    try {
      const answer = await fetch(url, init);
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      return { refused: String(error) };
    }
  };
  try {
    // So that a request with credentials has some to send.
    document.cookie = 'session=proof; domain=example.test; path=/';
  } catch {
    // A sandboxed frame has no cookies.
  }
  if (parent !== window) {
    window.addEventListener('message', async ({ data }) => parent.postMessage({ id: data.id, answer: await send(data) }, '*'));
    parent.postMessage({ id: 'ready' }, '*');
  }
  let last = 0;
  /** @type {Map<number, (answer: unknown) => void>} */
  const open = new Map();
  /** @type {Map<string, HTMLIFrameElement>} */
  const frames = new Map();
  window.addEventListener('message', ({ data }) => open.get(data.id)?.(data.answer));
  Object.assign(window, {
    /** @param {string} name @param {string} url @param {boolean} sandboxed */
    addFrame: (name, url, sandboxed) => new Promise((resolve) => {
      const frame = document.createElement('iframe');
      window.addEventListener('message', ({ data, source }) => data.id === 'ready' && source === frame.contentWindow && resolve(true));
      if (sandboxed) frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = url;
      frames.set(name, frame);
      document.body.append(frame);
    }),
    /** @param {string | null} frame @param {{ url: string, init: RequestInit }} asked */
    ask: (frame, asked) => (frame === null ? send(asked) : new Promise((resolve) => {
      last += 1;
      open.set(last, resolve);
      frames.get(frame)?.contentWindow?.postMessage({ id: last, ...asked }, '*');
    })),
  });
}

export const HTML = `<!doctype html><meta charset="utf-8"><title>WhyCORS proof</title><body><script>(${page})();</script>`;

/** Serves the pages of all origins; a page knows no origin but by its address. */
export async function servePages() {
  const servers = [PORT, PORT + 1].map((port) => createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(HTML);
  }).listen(port, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return {
    close: () => servers.forEach((server) => {
      server.close();
      server.closeAllConnections();
    }),
  };
}

/** A tab with the frames of some origins, and questions to put to them. */
export class Tab {
  /** @param {import('../harness/devtools.js').DevTools} devtools */
  constructor(devtools) {
    this.devtools = devtools;
  }

  /** @param {string} url @param {{ name: string, url: string, sandboxed?: boolean }[]} frames */
  async open(url, frames) {
    await this.devtools.visit(url);
    for (const frame of frames) {
      await this.devtools.page.call((name, address, sandboxed) => /** @type {any} */ (window).addFrame(name, address, sandboxed), frame.name, frame.url, frame.sandboxed ?? false);
    }
  }

  /**
   * @param {string | null} frame null for the page itself
   * @param {string} url
   * @param {RequestInit} init
   * @returns {Promise<{ status: number, text: string } | { refused: string }>}
   */
  ask(frame, url, init) {
    return this.devtools.page.call((name, asked) => /** @type {any} */ (window).ask(name, asked), frame, { url, init });
  }
}
