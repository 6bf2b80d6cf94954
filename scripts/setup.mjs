// npm run setup: the set-up alone. `npm start`, `npm test` and `npm run muster` do it by themselves.
import { setUpOrExit } from './set-up-or-exit.mjs';

const done = await setUpOrExit({ again: 'everything' });
if (!done) process.stderr.write('set-up: everything is in place.\n');
