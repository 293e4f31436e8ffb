// @ts-check
/** What the core foretells of random policies is what Chromium then does. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Arena } from './differential/arena.js';
import { core, predicted } from './differential/predicted.js';

const CASES = 400;

describe('predictions', () => {
  /** @type {Arena} */
  let arena;

  before(async () => {
    arena = await Arena.open();
    await arena.devtools.visit(`${arena.lab.address}/differential`);
  });

  after(() => arena?.close());

  for (const [what, seed] of [['a fixed seed', 2026], ['a fresh seed', Math.floor(Math.random() * 2 ** 32)]]) {
    test(`${CASES} random policies of ${what}`, async () => {
      const { text, problems } = await predicted(arena, await core(), Number(seed), CASES);
      console.log(text);
      assert.deepEqual(problems, []);
    });
  }
});
