import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { person, scratchFolder, startConsole, startLiveConsole, streamOf } from './console-under-test.ts';

const DOORS = ['/Users', '/Groups', '/ServiceProviderConfig', '/Schemas', '/ResourceTypes', '/Nowhere'];

it.each([
  ['no token', null],
  ['a wrong token', 'kscim_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['an empty token', ''],
])('answers %s with 401 at every SCIM address', async (_what, secret) => {
  const console = await startConsole();
  for (const door of DOORS) {
    const { status, headers, body } = await console.scim('GET', door, { secret });
    expect([door, status, headers.get('www-authenticate'), body.status]).toEqual([
      door,
      401,
      'Bearer',
      '401',
    ]);
  }
});

it('does not take the admin key for the SCIM token', async () => {
  const console = await startConsole();
  expect((await console.scim('GET', '/Users', { secret: console.adminKey })).status).toBe(401);
});

it('cuts the old token off the moment a new one is generated', async () => {
  const console = await startConsole();
  const { status, body, headers } = await console.api('POST', '/provisioning/token');
  expect([status, body.tenantUrl, headers.get('cache-control')]).toEqual([
    201,
    console.tenantUrl,
    'no-store',
  ]);
  expect((await console.scim('GET', '/Users')).status).toBe(401);
  expect((await console.scim('GET', '/Users', { secret: String(body.token) })).status).toBe(200);
});

it('cuts the link when the token is revoked, until one is generated', async () => {
  const console = await startConsole();
  expect((await console.api('DELETE', '/provisioning/token')).status).toBe(204);
  expect((await console.scim('GET', '/Users')).status).toBe(401);
  expect((await console.api('GET', '/provisioning')).body.hasToken).toBe(false);
  expect((await console.api('DELETE', '/provisioning/token')).status).toBe(204);
  const { body } = await console.api('POST', '/provisioning/token');
  expect((await console.scim('GET', '/Users', { secret: String(body.token) })).status).toBe(200);
});

it('generates a token only once Enable User Provisioning is saved', async () => {
  const console = await startConsole();
  await console.save({ provisioningEnabled: false });
  const refused = await console.api('POST', '/provisioning/token');
  expect([refused.status, refused.body.code]).toEqual([409, 'provisioning-disabled']);
  await console.save({ provisioningEnabled: true });
  expect((await console.api('POST', '/provisioning/token')).status).toBe(201);
});

it.each([
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
])('answers %s %s without a key with 401', async (method, path) => {
  const console = await startConsole();
  const { status, body } = await console.api(method, path, { secret: null });
  expect([status, body.code]).toEqual([401, 'unauthorized']);
});

it('keeps no token and no key in its files', async () => {
  const folder = scratchFolder();
  const console = await startLiveConsole({ dataFile: join(folder, 'console.sqlite') });
  const { body } = await console.api('POST', '/provisioning/token');
  await console.scim('POST', '/Users', { secret: String(body.token), body: {} });
  // Read while the console runs, so that the write-ahead log is looked at too.
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(files.length).toBeGreaterThan(1);
  for (const secret of [console.scimToken, console.adminKey, String(body.token)])
    for (const file of files) expect(file.includes(secret)).toBe(false);
});

it('survives a restart with its people, settings, list and secrets; the seed is not read again', async () => {
  const dataFile = join(scratchFolder(), 'console.sqlite');
  const first = await startLiveConsole({
    dataFile,
    people: [person('ana@a.example', { provisioningManaged: false })],
  });
  const before = [await first.scim('GET', '/Users'), await first.api('GET', '/exclusions')];
  await first.close();

  const again = await startConsole({ dataFile, secrets: first, seed: streamOf([person('ben@a.example')]) });
  const after = [await again.scim('GET', '/Users'), await again.api('GET', '/exclusions')];
  const withoutPort = (text: string) => text.replaceAll(/127\.0\.0\.1:\d+/g, '');
  expect(after.map(({ text }) => withoutPort(text))).toEqual(before.map(({ text }) => withoutPort(text)));
  expect((await again.api('GET', '/provisioning')).body.testMode).toBe(false);
});

it('shows the secrets at the first start only, unless new ones are asked for', async () => {
  const dataFile = join(scratchFolder(), 'console.sqlite');
  const { serveDemoConsole } = await import('../../src-main/demo-console/serve.ts');
  const options = { dataFile, port: 0, syncLimitMs: 1, now: Date.now };
  const first = await serveDemoConsole({ ...options, freshSecrets: 'if-new' });
  await first.close();
  const second = await serveDemoConsole({ ...options, freshSecrets: 'if-new' });
  await second.close();
  expect([second.scimToken, second.adminKey]).toEqual([null, null]);
  const third = await startConsole({ dataFile, freshSecrets: 'always' });
  expect((await third.scim('GET', '/Users')).status).toBe(200);
  expect((await third.scim('GET', '/Users', { secret: first.scimToken })).status).toBe(401);
  expect((await third.api('GET', '/provisioning', { secret: first.adminKey })).status).toBe(401);
});
