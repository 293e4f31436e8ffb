// @ts-check
/** Random cases in real Chromium: what the panel says must be what the browser said. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Arena } from './differential/arena.js';
import { differential } from './differential/differential.js';
import { measured, written } from './differential/letters.js';

const CASES = 500;

/** Chosen so that each listed divergence occurs. */
const FIXED_SEED = 1371;

describe('differential', () => {
  /** @type {Arena} */
  let arena;

  before(async () => {
    arena = await Arena.open();
  });

  after(() => arena?.close());

  test('the letters that a host may hold are those of this browser', async () => {
    assert.equal(await measured(arena.devtools.page), written());
  });

  test(`${CASES} cases of a fixed seed`, async () => {
    const { text, problems } = await differential(arena, FIXED_SEED, CASES, { all: true });
    console.log(text);
    assert.deepEqual(problems, []);
  });

  test(`${CASES} cases of a fresh seed`, async () => {
    const { text, problems } = await differential(arena, Math.floor(Math.random() * 2 ** 32), CASES);
    console.log(text);
    assert.deepEqual(problems, []);
  });
});
