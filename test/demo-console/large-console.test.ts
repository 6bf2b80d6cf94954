import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** 100,000 people of about 1 KB each are 100 MB as text; the console gets far less than that. */
const COUNT = 100_000;
const HEAP_MB = 40;

const folder = mkdtempSync(join(tmpdir(), 'large-console-'));
let worker: Worker;
let running: { tenantUrl: string; consoleApiUrl: string; scimToken: string; adminKey: string };

beforeAll(async () => {
  worker = new Worker(new URL('./console-in-a-small-heap.ts', import.meta.url), {
    workerData: { count: COUNT, dataFile: join(folder, 'console.sqlite') },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  [running] = (await once(worker, 'message')) as [typeof running];
});

afterAll(async () => {
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });
});

async function scim(path: string) {
  const response = await fetch(running.tenantUrl + path, {
    headers: { authorization: `Bearer ${running.scimToken}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as {
    totalResults: number;
    Resources: { id: string; userName: string; members?: unknown[] }[];
  };
}

it('lists 100,000 people in pages, each once, without holding them all', async () => {
  const ids = new Set<string>();
  for (let startIndex = 1; startIndex <= COUNT; startIndex += 500) {
    const page = await scim(`/Users?startIndex=${startIndex}&count=500`);
    expect(page.totalResults).toBe(COUNT);
    for (const { id } of page.Resources) ids.add(id);
  }
  expect(ids.size).toBe(COUNT);
});

it('searches all of them by a filter that no index answers, without holding them all', async () => {
  const page = await scim(
    `/Users?count=3&startIndex=2&filter=${encodeURIComponent('name.givenName ew "999"')}`,
  );
  expect([page.totalResults, page.Resources.map((person) => person.userName)]).toEqual([
    100,
    ['person1999@a.example', 'person2999@a.example', 'person3999@a.example'],
  ]);
});

it('exports all of them as a stream', async () => {
  const response = await fetch(`${running.consoleApiUrl}/users/export`, {
    headers: { authorization: `Bearer ${running.adminKey}` },
  });
  let lines = 0;
  for await (const chunk of response.body ?? []) for (const byte of chunk) if (byte === 10) lines++;
  expect(lines).toBe(COUNT + 1);
});

it('shows the groups of all of them without their members where those are not asked for', async () => {
  const page = await scim('/Groups?excludedAttributes=members');
  expect(page.Resources.map((group) => group.members)).toEqual([undefined, undefined]);
});
