// @ts-check
/**
 * Records scenarios in real Chromium as the extension gets them: tests/recorded/<id>.har. Fails, and writes nothing for
 * that scenario, where the browser disagrees with what the scenario expects; expectations are edited by people only.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { browserDisagrees } from './harness/agreement.js';
import { ROOT } from './harness/browser.js';
import { openDevTools } from './harness/devtools.js';
import { startLabAt } from './harness/lab.js';
import { play } from './harness/play.js';
import { Traffic } from './harness/traffic.js';

// Always the lab's own ports: a recording must not differ from the last one by where it was made.
const lab = await startLabAt(48100);
if (!lab) {
  console.error('The ports from 48101 on are taken, perhaps by a `whycors lab`. End it and record again.');
  process.exit(2);
}
const scenarios = await lab.scenarios();
const ids = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenarios).sort();
const unknown = ids.filter((id) => !(id in scenarios));
if (unknown.length > 0) {
  console.error(`No such scenario: ${unknown.join(', ')}. They are the files of tests/scenarios, without .json.`);
  process.exit(2);
}
const devtools = await openDevTools({ extensions: ['tests/e2e/blocker'], args: lab.args });
const traffic = new Traffic(devtools.page);
await traffic.followWorkers();
const directory = join(ROOT, 'tests', 'recorded');
await mkdir(directory, { recursive: true });
let failed = 0;
for (const id of ids) {
  const scenario = scenarios[id];
  const { steps, har } = await play(devtools, traffic, scenario);
  const problems = steps.flatMap((said, index) => browserDisagrees(scenario.steps[index].expect, said)
    .map((problem) => `step ${index + 1}: ${problem}`));
  if (problems.length > 0) {
    failed += 1;
    console.error(`${id}: not recorded\n  ${problems.join('\n  ')}`);
  } else {
    await writeFile(join(directory, `${id}.har`), `${JSON.stringify(har, null, 1)}\n`);
    console.log(`${id}: ${har.log.entries.length} entries`);
  }
}
await devtools.close();
await lab.close();
console.log(`${ids.length - failed} recorded, ${failed} refused`);
process.exitCode = failed > 0 ? 1 : 0;
