// @ts-check
/** The differential test by hand: [--seed S] [--cases N]. */
import { parseArgs } from 'node:util';
import { Arena } from './arena.js';
import { differential } from './differential.js';

const { values } = parseArgs({ options: { seed: { type: 'string' }, cases: { type: 'string', default: '1000' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const cases = Number(values.cases);
if (!Number.isInteger(seed) || !Number.isInteger(cases) || cases < 1) {
  console.error('usage: scripts/differential [--seed NUMBER] [--cases NUMBER]');
  process.exit(2);
}
console.log(`seed ${seed}`);
const arena = await Arena.open();
try {
  const { text, problems } = await differential(arena, seed, cases, { told: (line) => console.error(line) });
  console.log(text);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  await arena.close();
}
