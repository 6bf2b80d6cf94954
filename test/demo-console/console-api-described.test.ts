import { expect, it } from 'vitest';
import { description, startConsole, startLiveConsole } from './console-under-test.ts';

const CALLS: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/provisioning'],
  ['PUT', '/provisioning'],
  ['POST', '/provisioning/token'],
  ['DELETE', '/provisioning/token'],
  ['GET', '/syncs'],
  ['POST', '/syncs'],
  ['PATCH', '/syncs/some-id'],
  ['GET', '/exclusions'],
  ['PUT', '/exclusions'],
  ['GET', '/users/export'],
];

const CLAIM = { service: 'scim', testMode: true, by: 'Dana' };

it('gives every answer that the description names, as described', async () => {
  const console = await startLiveConsole();
  const xml = { headers: { 'content-type': 'application/xml', 'if-match': '"x"' }, body: '<x/>' };
  // 200, 201, 204
  await console.save({ acknowledgedAliases: 'sha256:x' });
  const { body: claimed } = await console.api('POST', '/syncs', { body: CLAIM });
  await console.api('POST', '/syncs', { body: CLAIM });
  await console.api('PATCH', `/syncs/${claimed.id}`, {
    body: { status: 'Completed', counts: { created: 1 } },
  });
  await console.api('GET', '/syncs?limit=1');
  const { headers } = await console.api('GET', '/exclusions');
  const csv = 'Email,Provisioning Managed\r\n';
  await console.api('PUT', '/exclusions', { headers: { 'if-match': headers.get('etag') ?? '' }, body: csv });
  await console.api('GET', '/users/export');
  await console.api('POST', '/provisioning/token');
  await console.api('DELETE', '/provisioning/token');
  // 400, 404, 409, 412, 415, 428
  await console.api('PUT', '/provisioning', { headers: { 'if-match': '"x"' }, body: {} });
  await console.api('GET', '/syncs?limit=many');
  await console.api('POST', '/syncs', { body: {} });
  await console.api('PATCH', `/syncs/${claimed.id}`, { body: {} });
  await console.api('PUT', '/exclusions', { headers: { 'if-match': '"x"' }, body: 'nonsense' });
  await console.api('PATCH', '/syncs/none', { body: { status: 'Failed' } });
  await console.api('PATCH', `/syncs/${claimed.id}`, { body: { status: 'Failed' } });
  const settings = { provisioningEnabled: false, mode: 'scim', testMode: true, acknowledgedAliases: '' };
  await console.api('PUT', '/provisioning', { headers: { 'if-match': '"x"' }, body: settings });
  await console.api('PUT', '/exclusions', { headers: { 'if-match': '"x"' }, body: csv });
  await console.api('PUT', '/provisioning', { body: settings });
  await console.api('PUT', '/exclusions', { body: csv });
  await console.save(settings);
  await console.api('POST', '/provisioning/token');
  for (const [method, path] of CALLS)
    if (method === 'PUT' || path.startsWith('/syncs'))
      if (method !== 'GET') await console.api(method, path, xml);
  // 401, 429
  for (const [method, path] of CALLS) await console.api(method, path, { secret: null });
  const busy = await startConsole({ requestsPerSecond: 0.001 });
  for (const [method, path] of CALLS) await busy.api(method, path);

  expect([...description.seenAnswers].sort()).toEqual([...description.describedAnswers].sort());
});

it('would notice an answer or a request that is not as described', () => {
  const call = {
    method: 'GET',
    path: '/provisioning',
    requestHeaders: {},
    requestBody: undefined,
    status: 200,
    responseHeaders: new Headers({ 'content-type': 'application/json' }),
    responseBody: '{"mode":"gup"}',
  };
  expect(description.faultsOf(call).join('\n')).toMatch(
    /required property 'testMode'[\s\S]*\/mode must be equal/,
  );
  expect(description.faultsOf(call)).toContain('the answer has no ETag');
  expect(description.faultsOf({ ...call, path: '/nowhere' })).toEqual(['GET /nowhere is not described']);
  expect(description.faultsOf({ ...call, status: 418 })).toEqual([
    'GET /provisioning answered 418, which is not described',
  ]);
});
