// npm start: sets up what is missing, then runs the demo tenant's test-mode sync and says what to try next.
import { runMuster } from './run-muster.mjs';
import { root, setUpOrExit } from './set-up-or-exit.mjs';

await setUpOrExit({ again: 'changes' });
await runMuster(root, ['demo', ...process.argv.slice(2)]);
