// @ts-check
/** Made-up logs. The functions run in the panel, so each must stand on its own. */

/**
 * The text of a HAR. One entry in `refusedEvery` was refused by CORS.
 * @param {number} count
 * @param {number} body characters of each answer's body
 * @param {number} refusedEvery
 */
export function harOf(count, body, refusedEvery) {
  const text = '{"a":"b"},'.repeat(body / 10);
  const entry = (/** @type {number} */ index) => {
    const refused = index % refusedEvery === 0;
    return JSON.stringify({
      startedDateTime: new Date(1_767_323_045_000 + index * 100).toISOString(), time: 12.5, _resourceType: 'fetch', serverIPAddress: '127.0.0.1',
      _initiator: { type: 'script', stack: { callFrames: [{ functionName: 'load', url: 'http://app.test/app.js', lineNumber: 3, columnNumber: 9 }] } },
      request: { method: 'GET', url: `http://api.test/items/${index % 50}?page=${index}`, httpVersion: 'http/1.1', headers: [
        { name: 'Host', value: 'api.test' }, { name: 'Origin', value: 'http://app.test' }, { name: 'Sec-Fetch-Mode', value: 'cors' },
        { name: 'Accept', value: '*/*' }, { name: 'Referer', value: 'http://app.test/' }] },
      response: { status: 200, statusText: 'OK', httpVersion: 'http/1.1', redirectURL: '', _error: refused ? 'net::ERR_FAILED' : null,
        headers: refused ? [{ name: 'Content-Type', value: 'application/json' }] : [{ name: 'Access-Control-Allow-Origin', value: '*' }],
        content: { size: body, mimeType: 'application/json', text } },
    });
  };
  const entries = Array.from({ length: count }, (_, index) => entry(index));
  return `{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[${entries.join(',')}]}}`;
}
