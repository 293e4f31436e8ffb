// @ts-check
/** Failures at full speed across navigations, the tab opened late; scripts/differential --live is ten times the size. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { live } from './differential/live.js';

test('200 failures at 200 a second across 4 navigations are all there when the tab is opened', async () => {
  const { text, problems } = await live({ failures: 200, navigations: 4 });
  console.log(text);
  assert.deepEqual(problems, []);
});
