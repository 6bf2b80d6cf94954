// npm run -s muster -- …: the command line, as built. Standard output is the command's alone.
import { runMuster } from './run-muster.mjs';
import { root, setUpOrExit } from './set-up-or-exit.mjs';

await setUpOrExit({ again: 'changes' });
await runMuster(root, process.argv.slice(2));
