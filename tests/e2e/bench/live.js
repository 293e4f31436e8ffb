// @ts-check
/** What one more entry costs in the panel, and what a failure that is kept weighs. */

/**
 * @param {import('../harness/panel.js').Panel} panel
 * @returns {Promise<{ few: number, many: number, memory: number }>} microseconds, and KB
 */
export function live({ session }) {
  return session.evaluate(`(${measured})()`, { milliseconds: 240_000 });
}

/** Runs in the panel. */
async function measured() {
  // @ts-ignore: the address is the panel's.
  const wasm = await import('./wasm/whycors.js');
  const { memory } = await wasm.default();
  let sequence = 10_000_000;
  let characters = 0;
  const message = (/** @type {boolean} */ refused) => {
    sequence += 1;
    const text = JSON.stringify([{ kind: 'entry', sequence, settled: true, entry: {
      startedDateTime: new Date(1_767_323_045_000 + (sequence - 10_000_000) * 100).toISOString(), time: 12.5, _resourceType: 'fetch', serverIPAddress: '127.0.0.1',
      _initiator: { type: 'script', stack: { callFrames: [{ functionName: 'load', url: 'http://app.test/app.js', lineNumber: 3, columnNumber: 9 }] } },
      request: { method: 'GET', url: `http://api.test/items/${sequence % 50}?page=${sequence}`, httpVersion: 'http/1.1', headers: [
        { name: 'Host', value: 'api.test' }, { name: 'Origin', value: 'http://app.test' }, { name: 'Sec-Fetch-Mode', value: 'cors' },
        { name: 'Accept', value: '*/*' }, { name: 'Referer', value: 'http://app.test/' }] },
      response: { status: 200, statusText: 'OK', httpVersion: 'http/1.1', redirectURL: '', _error: refused ? 'net::ERR_FAILED' : null,
        headers: refused ? [{ name: 'Content-Type', value: 'application/json' }] : [{ name: 'Access-Control-Allow-Origin', value: '*' }],
        content: { size: 10, mimeType: 'application/json' } },
    } }]);
    characters += text.length;
    return text;
  };
  /** @param {number} count @param {number} refusedEvery */
  const add = (count, refusedEvery) => {
    for (let turn = 0; turn < count; turn += 1) wasm.receive(message(turn % refusedEvery === 0));
  };
  /** Microseconds of one entry, among which one in ten fails. */
  const cost = () => {
    const messages = Array.from({ length: 500 }, (_, turn) => message(turn % 10 === 0));
    const began = performance.now();
    messages.forEach((text) => wasm.receive(text));
    return (performance.now() - began) * 1000 / messages.length;
  };
  add(1_000, 10);
  const few = Math.min(cost(), cost(), cost());
  add(20_000, 10);
  const many = Math.min(cost(), cost(), cost());
  const before = memory.buffer.byteLength;
  characters = 0;
  add(20_000, 1);
  // What the recorder keeps of it, a byte a character, and what the panel does.
  const kept = (memory.buffer.byteLength - before + characters) / 20_000 / 1024;
  return { few, many, memory: kept };
}
