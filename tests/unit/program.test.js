// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgram } from '../../extension/program.js';

/** The least that is a module. */
const MODULE = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

test('the program is compiled when it is first asked for, and once', async () => {
  let times = 0;
  const program = createProgram(async () => {
    times += 1;
    return MODULE;
  });
  assert.deepEqual([program.compiled(), times], [undefined, 0]);
  program.prepare();
  program.prepare();
  assert.deepEqual([await program.compiled(), times], [MODULE, 1]);
});

test('a program that cannot be compiled is left to the panel, which can say why', async () => {
  const program = createProgram(() => Promise.reject(new Error('no room')));
  program.prepare();
  assert.equal(await program.compiled(), undefined);
});
