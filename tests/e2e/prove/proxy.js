// @ts-check
/** The proof of a development server's proxy: the page calls its own origin, and the API gets the call. */
import { cases, shortfall } from './cases.js';
import { fixFor } from './fix.js';
import { recorded, refusal } from './prove.js';
import { APP } from './pages.js';

/**
 * @param {import('./server.js').Server} server not started yet
 * @param {Awaited<ReturnType<typeof import('./upstream.js').startUpstream>>} upstream the API
 * @param {import('./prove.js').Room} room
 * @returns {Promise<import('./prove.js').Result>}
 */
export async function proveProxy(server, upstream, room) {
  const { stack } = server;
  const api = `http://127.0.0.1:${upstream.port}`;
  const page = `http://${stack.host ?? '127.0.0.1'}:${server.port}`;
  const all = cases({ ...stack, base: '/api' });
  /** @type {import('./prove.js').Result} */
  const result = { version: server.version(), before: [0, 0], after: [0, 0], refused: [0, 0], detected: null, difference: '', problems: [] };

  await server.start();
  await openServed(room, page);
  for (const one of all) {
    result.before[1] += 1;
    const wrong = await refusal(room, null, api, one);
    if (wrong === null) result.before[0] += 1;
    else result.problems.push(`before: ${one.name}: ${wrong}`);
  }
  // Without the proxy, the same call to the page's own origin reaches nobody.
  const reached = upstream.seen.length;
  await room.tab.ask(null, `${page}/api/ok`, {});
  if (upstream.seen.length > reached) result.problems.push('before: the API is reached by way of the page’s origin already');
  const text = await fixFor(room, api, await recorded(room, api), stack.stack, server.folder).catch((/** @type {Error} */ error) => error);
  // A page of Vite's asks until its server is back, and then loads itself again, whatever else is being loaded.
  await room.devtools.visit('about:blank');
  await server.stop();
  if (text instanceof Error) {
    result.problems.push(text.message);
    return result;
  }

  result.difference = server.insert(text);
  await server.start();
  await openServed(room, page);
  for (const one of all) {
    result.after[1] += 1;
    const seen = upstream.seen.length;
    const wrong = shortfall(one, await room.tab.ask(null, page + one.path, one.init));
    const last = upstream.seen.slice(seen).map(({ method, url }) => `${method} ${url}`).join();
    const wanted = `${one.init.method ?? 'GET'} ${one.path}`;
    if (wrong !== null) result.problems.push(`after: ${one.name}: ${wrong}`);
    else if (last !== wanted) result.problems.push(`after: ${one.name}: the API saw ${JSON.stringify(last)}, not ${wanted}`);
    else result.after[0] += 1;
  }
  // A proxy for the own page must not open the API to other pages: with credentials, nobody else reads an answer.
  await room.tab.open(APP, []);
  for (const one of all.filter(({ init }) => init.credentials === 'include')) {
    for (const target of [api, page]) {
      result.refused[1] += 1;
      const wrong = await refusal(room, null, target, one);
      if (wrong === null) result.refused[0] += 1;
      else result.problems.push(`let in: ${one.name} from ${APP} to ${target}: ${wrong}`);
    }
  }
  await server.stop();
  return result;
}

/** The development server's own page, with what asks put into it. @param {import('./prove.js').Room} room @param {string} page */
async function openServed({ devtools }, page) {
  // Some build their page when it is first asked for, which may take longer than a browser's test should.
  await (await fetch(page)).text();
  await devtools.visit(page);
  await devtools.page.call(() => {
    Object.assign(window, {
      /** @param {null} _ @param {{ url: string, init: RequestInit }} asked */
      ask: async (_, { url, init }) => {
        try {
          const answer = await fetch(url, init);
          return { status: answer.status, text: await answer.text() };
        } catch (error) {
          return { refused: String(error) };
        }
      },
    });
  });
}
