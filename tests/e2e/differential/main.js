// @ts-check
/** The differential test by hand: node main.js [--seed S] [--cases N]. */
import { parseArgs } from 'node:util';
import { Arena } from './arena.js';
import { differential } from './differential.js';

const { values } = parseArgs({ options: { seed: { type: 'string' }, cases: { type: 'string', default: '1000' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const arena = await Arena.open();
try {
  const { text, wrong, results } = await differential(arena, seed, Number(values.cases));
  console.log(text);
  if (process.env.DUMP) (await import('node:fs')).writeFileSync(process.env.DUMP, JSON.stringify(results.filter(({ judgement }) => judgement.kind === 'differs'), null, 1));
  process.exitCode = wrong > 0 ? 1 : 0;
} finally {
  await arena.close();
}
