// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick } from '../../extension/pick.js';

const entry = {
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 12.5,
  _resourceType: 'fetch',
  _connectionId: '12',
  cache: {},
  timings: { wait: 3 },
  request: {
    method: 'POST', url: 'https://api.test/', httpVersion: 'http/2.0', cookies: [{ name: 'a', value: 'b' }], queryString: [],
    headers: [{ name: 'Origin', value: 'https://app.test', comment: '' }],
    postData: { mimeType: 'text/plain', text: 'x'.repeat(100_000), params: [] },
  },
  response: {
    status: 200, statusText: '', httpVersion: 'http/2.0', headers: [], redirectURL: '', _error: 'net::ERR_FAILED', _transferSize: 0,
    content: { size: 5, mimeType: 'text/plain', text: 'never' },
  },
};

test('what a diagnosis can use is kept, bodies and the rest are not', () => {
  const picked = JSON.parse(JSON.stringify(pick(entry)));
  assert.deepEqual(Object.keys(picked).sort(), ['_initiator', '_resourceType', 'request', 'response', 'startedDateTime', 'time']);
  assert.deepEqual(picked.request.headers, [{ name: 'Origin', value: 'https://app.test' }]);
  assert.deepEqual(picked.response, {
    status: 200, statusText: '', httpVersion: 'http/2.0', headers: [], redirectURL: '', _error: 'net::ERR_FAILED',
    content: { mimeType: 'text/plain', size: 5 },
  });
});

test('a request body is cut at 64 KB', () => {
  assert.equal(pick(entry).request.postData?.text?.length, 65_536);
});

test('of the stack the nearest frames stay, across an asynchronous call', () => {
  const frame = (/** @type {number} */ lineNumber) => ({ functionName: 'f', url: 'https://app.test/a.js', lineNumber, columnNumber: 1, scriptId: '7' });
  const stack = { callFrames: [frame(1), frame(2)], parent: { callFrames: [frame(3), frame(4), frame(5), frame(6)] } };
  const picked = pick({ ...entry, _initiator: { type: 'script', stack } });
  assert.deepEqual(picked._initiator?.stack?.callFrames?.map(({ lineNumber }) => lineNumber), [1, 2, 3, 4, 5]);
  assert.equal('scriptId' in (picked._initiator?.stack?.callFrames?.[0] ?? {}), false);
});

test('an entry without header lists is taken, not refused', () => {
  const bare = { startedDateTime: '', request: { method: 'GET', url: 'https://a.test/' }, response: { status: 0 } };
  assert.deepEqual(pick(bare).response.headers, []);
});
