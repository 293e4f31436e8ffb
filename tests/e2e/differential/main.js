// @ts-check
/** The differential test by hand: [--seed S] [--cases N], with --predicted of what is foretold, or --live for the recording of failures at full speed. */
import { parseArgs } from 'node:util';
import { Arena } from './arena.js';
import { differential } from './differential.js';
import { live } from './live.js';
import { core, predicted } from './predicted.js';

const { values } = parseArgs({ options: { seed: { type: 'string' }, cases: { type: 'string', default: '1000' }, live: { type: 'boolean', default: false }, predicted: { type: 'boolean', default: false } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
const cases = Number(values.cases);
if (!Number.isInteger(seed) || !Number.isInteger(cases) || cases < 1) {
  console.error('usage: scripts/differential [--seed NUMBER] [--cases NUMBER] [--predicted] | --live');
  process.exit(2);
}
if (values.live) {
  const { text, problems } = await live({ failures: 2_000, navigations: 20 });
  console.log([...problems, text].join('\n'));
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  console.log(`seed ${seed}`);
  const arena = await Arena.open();
  try {
    if (values.predicted) await arena.devtools.visit(`${arena.lab.address}/differential`);
    const { text, problems } = values.predicted ? await predicted(arena, await core(), seed, cases) : await differential(arena, seed, cases, { told: (line) => console.error(line) });
    if (values.predicted) console.log(problems.join('\n'));
    console.log(text);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    await arena.close();
  }
}
