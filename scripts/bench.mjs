// npm run bench: Muster's figures as ratios to a database and a load tool on the same machine in the same minutes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { projectNode } from './setup/npm-packages.mjs';

await setUpOrExit({ again: 'changes' });
const ended = spawnSync(projectNode(root), [join(root, 'test/bench/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = ended.status ?? 1;
