// npm test: sets up what is missing, then runs every suite. The last line on standard output is the sum.
// npm run test:long (the argument `long`): the same with the suite of what takes longer.
import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { projectNode } from './setup/npm-packages.mjs';
import { runCheck, runTests, runWindowTests } from './test/run-suite.mjs';
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
  ['desktop', () => runWindowTests('desktop', (files) => asked('desktop', files), surroundings)],
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
  const { command, args, reportFile } = asked(project);
  return runTests(project, command, args, reportFile, {
    ...surroundings,
    limitMinutes: long ? 180 : surroundings.limitMinutes,
  });
}

/** How the tests of a project are run, or only some of its files. */
function asked(project, files = []) {
  const reportFile = join(reports, files.length === 0 ? `${project}.json` : `${project}-again.json`);
  const [command, args] = withKeychain(node, [
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...files,
  ]);
  return { command, args, reportFile };
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
