// npm test: sets up what is missing, then runs every suite. The last line on standard output is the sum.
// npm run test:long (the argument `long`): the same with the suite of what takes longer.
import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { projectNode } from './setup/npm-packages.mjs';
import { runCheck, runTests } from './test/run-suite.mjs';
import { privateSurroundings, withKeychain } from './test/surroundings.mjs';

await setUpOrExit({ again: 'changes' });

const node = projectNode(root);
const bin = (path) => join(root, 'node_modules', path);
const reports = join(root, '.cache', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const { env, remove } = privateSurroundings();
process.on('exit', remove);
env.PATH = `${bin('.bin')}${delimiter}${env.PATH}`;
const surroundings = { root, env, limitMinutes: 20 };
const long = process.argv.includes('long');

const short = [
  ['types', () => runCheck('types', node, [bin('typescript/bin/tsc'), '--noEmit'], surroundings)],
  [
    'window',
    () =>
      runCheck(
        'types of the window',
        node,
        [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src-renderer'],
        surroundings,
      ),
  ],
  [
    'lint',
    () =>
      runCheck(
        'lint',
        node,
        [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
        surroundings,
      ),
  ],
  ['unit', () => vitest('unit')],
  ['adapters', () => vitest('adapters')],
  ['e2e', () => vitest('e2e')],
  ['desktop', () => vitest('desktop')],
];

const suites = long ? [['long', () => vitest('long')]] : short;
const sum = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, run] of suites) {
  const counts = await run();
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  lines.push(`${name.padEnd(10)} ${sentence(counts)}`);
}
console.log(`\n${lines.join('\n')}\n`);
console.log(sentence(sum));
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

function vitest(project) {
  const report = join(reports, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const [command, all] = withKeychain(node, [bin('vitest/vitest.mjs'), ...args]);
  return runTests(project, command, all, report, {
    ...surroundings,
    limitMinutes: long ? 180 : surroundings.limitMinutes,
  });
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
