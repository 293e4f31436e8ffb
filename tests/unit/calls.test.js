// @ts-check
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createCalls } from '../../extension/calls.js';

const URL = 'https://app.test/app.js';
const SCRIPT = 'const a = 1;\r\n  fetch(url, { credentials: \'include\' });\nlast()';

test('the text around a place is cut at the place', async () => {
  const calls = createCalls(async () => SCRIPT);
  assert.deepEqual(await calls.at({ url: URL, line: 2, column: 3 }), {
    kind: 'call', url: URL, line: 2, column: 3, before: 'const a = 1;\r\n  ', after: "fetch(url, { credentials: 'include' });\nlast()",
  });
  assert.equal((await calls.at({ url: URL, line: 3, column: 1 }))?.after, 'last()');
});

test('a minified script of megabytes is not handed on', async () => {
  const calls = createCalls(async () => `${'x'.repeat(3_000_000)}fetch(u)${'y'.repeat(3_000_000)}`);
  const call = await calls.at({ url: URL, line: 1, column: 3_000_001 });
  assert.ok(call);
  assert.ok(call.after.startsWith('fetch(u)'));
  assert.ok(call.before.length + call.after.length <= 4_000);
});

test('places beyond the text, and scripts that DevTools does not have, tell nothing', async () => {
  const calls = createCalls(async (url) => (url === URL ? SCRIPT : null));
  assert.equal(await calls.at({ url: URL, line: 9, column: 1 }), null);
  assert.equal(await calls.at({ url: URL, line: 3, column: 99 }), null);
  assert.equal(await calls.at({ url: 'https://app.test/other.js', line: 1, column: 1 }), null);
});

test('each script is read once, until the page goes elsewhere', async () => {
  let readings = 0;
  const calls = createCalls(async () => {
    readings += 1;
    return SCRIPT;
  });
  await Promise.all([1, 2, 3].map((line) => calls.at({ url: URL, line, column: 1 })));
  assert.equal(readings, 1);
  calls.forget();
  await calls.at({ url: URL, line: 1, column: 1 });
  assert.equal(readings, 2);
});

test('a failed reading is no failure of the panel', async () => {
  const calls = createCalls(() => Promise.reject(new Error('gone')));
  assert.equal(await calls.at({ url: URL, line: 1, column: 1 }), null);
});
