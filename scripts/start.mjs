// npm start: sets up what is missing, then runs the demo tenant's test-mode sync and says what to try next.
import { join } from 'node:path';
import { runCli } from './run-cli.mjs';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { projectNode } from './setup/npm-packages.mjs';

await setUpOrExit({ again: 'changes' });
process.exitCode = await runCli(projectNode(root), [
  join(root, 'out/main/cli.js'),
  'demo',
  ...process.argv.slice(2),
]);
