import { expect, it } from 'vitest';
import { person, startConsole } from './console-under-test.ts';

it('starts with User Provisioning enabled, SCIM selected and Test Mode on', async () => {
  const console = await startConsole();
  const { body, headers } = await console.api('GET', '/provisioning');
  expect(body).toEqual({
    provisioningEnabled: true,
    mode: 'scim',
    testMode: true,
    acknowledgedAliases: '',
    movedFromAdi: false,
    hasToken: true,
    tenantUrl: console.tenantUrl,
    changedBy: null,
    changedAt: null,
  });
  expect(headers.get('etag')).toMatch(/^".+"$/);
});

it('says who saved and when, and gives the saved settings a new version', async () => {
  const console = await startConsole({ now: () => Date.UTC(2026, 4, 1) });
  const before = await console.api('GET', '/provisioning');
  const saved = await console.save({ testMode: false, changedBy: 'Dana' });
  expect(saved.body).toMatchObject({
    testMode: false,
    changedBy: 'Dana',
    changedAt: '2026-05-01T00:00:00.000Z',
  });
  expect(saved.headers.get('etag')).not.toBe(before.headers.get('etag'));
  expect((await console.api('GET', '/provisioning')).body).toEqual(saved.body);
});

it('shows the newest settings instead of overwriting what somebody else saved in between', async () => {
  const console = await startConsole();
  const mine = await console.api('GET', '/provisioning');
  await console.save({ testMode: false, changedBy: 'Dana' });
  const refused = await console.api('PUT', '/provisioning', {
    headers: { 'if-match': mine.headers.get('etag') ?? '' },
    body: { provisioningEnabled: false, mode: 'adi', testMode: true, acknowledgedAliases: '' },
  });
  const newest = await console.api('GET', '/provisioning');
  expect(refused.status).toBe(412);
  expect(refused.body).toMatchObject({ code: 'version-conflict', current: newest.body });
  expect(refused.headers.get('etag')).toBe(newest.headers.get('etag'));
  expect(newest.body).toMatchObject({
    provisioningEnabled: true,
    mode: 'scim',
    testMode: false,
    changedBy: 'Dana',
  });
});

it('does not save without the version that was read', async () => {
  const console = await startConsole();
  const { status, body } = await console.api('PUT', '/provisioning', {
    body: { provisioningEnabled: false, mode: 'adi', testMode: true, acknowledgedAliases: '' },
  });
  expect([status, body.code]).toEqual([428, 'version-required']);
});

it.each([
  ['a missing member', { mode: 'scim', testMode: true, acknowledgedAliases: '' }],
  ['a text for true', { provisioningEnabled: 'true', mode: 'scim', testMode: true, acknowledgedAliases: '' }],
  ['an unknown mode', { provisioningEnabled: true, mode: 'gup', testMode: true, acknowledgedAliases: '' }],
  ['a list', []],
  ['broken JSON', '{'],
])('refuses settings with %s', async (_what, body) => {
  const console = await startConsole();
  const read = await console.api('GET', '/provisioning');
  const answer = await console.api('PUT', '/provisioning', {
    headers: { 'if-match': read.headers.get('etag') ?? '' },
    body,
  });
  expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  expect((await console.api('GET', '/provisioning')).body).toEqual(read.body);
});

it('refuses settings in another content type', async () => {
  const console = await startConsole();
  const answer = await console.api('PUT', '/provisioning', {
    headers: { 'if-match': '"p1"', 'content-type': 'application/xml' },
    body: '<x/>',
  });
  expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
});

it('turns Test Mode on and forgets the acknowledgement when ADI → SCIM is saved', async () => {
  const console = await startConsole();
  await console.save({ mode: 'adi', testMode: false, acknowledgedAliases: 'sha256:old' });
  const { body } = await console.save({ mode: 'scim', testMode: false, acknowledgedAliases: 'sha256:old' });
  expect(body).toMatchObject({ mode: 'scim', testMode: true, acknowledgedAliases: '', movedFromAdi: true });
});

it('remembers the move from ADI until a live sync is Completed, and takes the aliases then (R16)', async () => {
  const console = await startConsole({
    people: [
      person('ana@a.example', { aliases: ['ana@old.example'] }),
      person('ben@a.example', { aliases: ['ben@old.example'], provisioningManaged: false }),
      person('cleo@a.example', { aliases: ['cleo@old.example'], active: false }),
    ],
  });
  expect((await console.api('GET', '/provisioning')).body.movedFromAdi).toBe(true);
  await console.save({ testMode: false });
  const claim = await console.api('POST', '/syncs', {
    body: { service: 'scim', testMode: false, by: 'Dana' },
  });
  expect((await console.api('GET', '/provisioning')).body.movedFromAdi).toBe(true);
  await console.api('PATCH', `/syncs/${claim.body.id}`, { body: { status: 'Completed' } });

  expect((await console.api('GET', '/provisioning')).body.movedFromAdi).toBe(false);
  const { text } = await console.api('GET', '/users/export');
  expect(text).not.toContain('ana@old.example');
  expect(text).toContain('ben@old.example');
  expect(text).toContain('cleo@old.example');
});
