import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** 100,000 people of about 1 KB each are 100 MB as text; the console gets far less than that. */
const COUNT = 100_000;
const HEAP_MB = 64;

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

it('changes 100 members of a group of 50,000 and leaves the others', async () => {
  const api = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
    fetch(running.consoleApiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${running.adminKey}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const etag = (await api('GET', '/provisioning')).headers.get('etag') ?? '';
  const settings = { provisioningEnabled: true, mode: 'scim', testMode: false, acknowledgedAliases: '' };
  await api('PUT', '/provisioning', { 'if-match': etag }, settings);

  const groups = await scim('/Groups?excludedAttributes=members');
  const even = groups.Resources[1]?.id;
  const { Resources: first } = await scim('/Users?count=200&attributes=id');
  const [gone, come] = [first.filter((_, n) => n % 2 === 0), first.filter((_, n) => n % 2 === 1)];
  const response = await fetch(`${running.tenantUrl}/Groups/${even}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${running.scimToken}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [
        ...gone.map(({ id }) => ({ op: 'remove', path: `members[value eq "${id}"]` })),
        { op: 'add', path: 'members', value: come.map(({ id }) => ({ value: id })) },
      ],
    }),
  });
  expect(response.status).toBe(204);
  const members = async (filter: string) =>
    (await scim(`/Users?count=0&filter=${encodeURIComponent(filter)}`)).totalResults;
  expect(await members(`groups.value eq "${even}"`)).toBe(COUNT / 2);
  expect(await members(`groups.value eq "${even}" and id eq "${gone[0]?.id}"`)).toBe(0);
  expect(await members(`groups.value eq "${even}" and id eq "${come[0]?.id}"`)).toBe(1);
});
