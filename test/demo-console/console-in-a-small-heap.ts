import { parentPort, workerData } from 'node:worker_threads';
import { type DemoSeedPerson, serveDemoConsole } from '../../src-main/demo-console/serve.ts';

/** Run as a worker whose heap is capped: it dies if the console ever holds everybody at once. */
async function* people(count: number): AsyncGenerator<DemoSeedPerson> {
  for (let n = 0; n < count; n++)
    yield {
      email: `person${n}@a.example`,
      externalId: `e-${n}`,
      active: n % 10 !== 0,
      managerEmail: `person${n % 50}@a.example`,
      groups: n % 2 === 0 ? ['Everybody', 'Even'] : ['Everybody'],
      values: {
        givenName: `Given ${n}`,
        familyName: 'Family',
        title: 'Engineer',
        department: 'x'.repeat(400),
      },
    };
}

const { count, dataFile } = workerData as { count: number; dataFile: string };
const console = await serveDemoConsole({
  dataFile,
  port: 0,
  syncLimitMs: 900_000,
  now: Date.now,
  seed: people(count),
  freshSecrets: 'if-new',
});
parentPort?.postMessage({
  tenantUrl: console.tenantUrl,
  consoleApiUrl: console.consoleApiUrl,
  scimToken: console.scimToken,
  adminKey: console.adminKey,
});
