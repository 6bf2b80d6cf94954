// A demo console as a process of its own, so that client and server do not share a thread.
// serve-for-bench.ts FOLDER [SEED.csv]: prints {tenantUrl, consoleApiUrl, scimToken, adminKey} on one line.
import { join } from 'node:path';
import { seedFromCsv } from '../../src-main/compose/demo-seed.ts';
import { serveDemoConsole } from '../../src-main/demo-console/serve.ts';

const [folder = '', seedFile] = process.argv.slice(2);
const { close: _close, ...served } = await serveDemoConsole({
  dataFile: join(folder, 'console.sqlite'),
  port: 0,
  syncLimitMs: 1,
  now: Date.now,
  freshSecrets: 'if-new',
  requestsPerSecond: 1_000_000,
  mostPerPage: 1_000,
  ...(seedFile === undefined ? {} : { seed: seedFromCsv(seedFile) }),
});
console.log(JSON.stringify(served));
process.on('disconnect', () => process.exit(0));
