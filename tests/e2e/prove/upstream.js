// @ts-check
/** The application behind a proxy: without CORS, and without a header that says what it is. */
import { createServer } from 'node:http';
import { once } from 'node:events';

/** @typedef {{ method: string, url: string, origin: string | null }} Seen */

/** @returns {Promise<{ port: number, seen: Seen[], close: () => void }>} */
export async function startUpstream() {
  /** @type {Seen[]} */
  const seen = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    seen.push({ method, url, origin: request.headers.origin ?? null });
    /** @param {number} status @param {unknown} body */
    const answer = (status, body) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const path = url.replace(/^\/api(?=\/)/, '');
    let text = '';
    request.setEncoding('utf8').on('data', (part) => { text += part; }).once('end', () => {
      if (path === '/ok' && (method === 'GET' || method === 'PUT')) answer(200, { ok: true });
      else if (path === '/echo' && !request.headers.authorization) answer(401, { error: 'unauthorised' });
      else if (path === '/echo' && method === 'POST') answer(200, JSON.parse(text));
      else if (path === '/boom') answer(500, { error: 'internal' });
      else if (path === '/own') {
        // It has an opinion of its own, which the proxy must replace and not add to; its Vary must be added to and not replaced.
        response.setHeader('Vary', 'Accept-Language');
        response.setHeader('Access-Control-Allow-Origin', 'http://own.example.test');
        response.setHeader('Access-Control-Allow-Credentials', 'true');
        answer(200, { ok: true });
      }
      else answer(404, { error: 'not found' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
