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

  for (const [name, seed] of /** @type {[string, number][]} */ ([['seed 2026', 2026], ['seed 777', 777], ['a fresh seed', Math.floor(Math.random() * 2 ** 32)]])) {
    test(`${CASES} random policies of ${name}`, async () => {
      const { text, problems } = await predicted(arena, await core(), seed, CASES);
      console.log(text);
      assert.deepEqual(problems, []);
    });
  }
});
