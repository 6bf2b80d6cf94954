import { expect, it } from 'vitest';
import { requestLimit } from '../../src-main/demo-console/request-limit.ts';
import { startConsole } from './console-under-test.ts';

it('answers 429 with Retry-After at both doors when more come than it takes', async () => {
  const console = await startConsole({ requestsPerSecond: 1 });
  const scim = await Promise.all(Array.from({ length: 20 }, () => console.scim('GET', '/Users')));
  const api = await Promise.all(Array.from({ length: 20 }, () => console.api('GET', '/provisioning')));
  const refused = scim.find((answer) => answer.status === 429);
  expect(refused?.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(refused?.body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '429',
  });
  expect(api.find((answer) => answer.status === 429)?.body.code).toBe('too-many-requests');
});

it('takes as many a second as it says, on average and in a burst', () => {
  const clock = { ms: 0 };
  const limit = requestLimit(10, () => clock.ms);
  const passed = (asked: number) =>
    Array.from({ length: asked }, limit).filter((verdict) => verdict === 'pass').length;
  expect(passed(15)).toBe(10);
  clock.ms += 500;
  expect(passed(15)).toBe(5);
  clock.ms += 60_000;
  expect(passed(15)).toBe(10);
});

it('tells who is told about requests the method, the path without its query, and the status', async () => {
  const seen: unknown[] = [];
  const console = await startConsole({ onRequest: (...request) => seen.push(request) });
  await console.scim('GET', '/Users?filter=userName%20eq%20%22ana%22');
  await console.scim('GET', '/Users', { secret: null });
  expect(seen).toEqual([
    ['GET', '/scim/v2/Users', 200],
    ['GET', '/scim/v2/Users', 401],
  ]);
});
