// npm run -s muster -- …: the command line, as built. Standard output is the command's alone.
import { join } from 'node:path';
import { runCli } from './run-cli.mjs';
import { root, setUpOrExit } from './set-up-or-exit.mjs';
import { projectNode } from './setup/npm-packages.mjs';

await setUpOrExit({ again: 'changes' });
process.exitCode = await runCli(projectNode(root), [join(root, 'out/main/cli.js'), ...process.argv.slice(2)]);
