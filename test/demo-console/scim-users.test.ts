import { expect, it } from 'vitest';
import {
  ENTERPRISE_URN,
  KMSAT_URN,
  person,
  startConsole,
  startLiveConsole,
  USER_URN,
} from './console-under-test.ts';

it('creates a person: 201, Location, ETag, SCIM type, and the same again when read', async () => {
  const console = await startLiveConsole({ now: () => Date.UTC(2026, 4, 1) });
  const made = await console.scim('POST', '/Users', {
    body: {
      schemas: [USER_URN],
      userName: 'Ana@a.example',
      externalId: '00123',
      name: { givenName: 'Ana' },
      password: 'secret',
    },
  });
  const location = `${console.tenantUrl}/Users/${made.body.id}`;
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(location);
  expect(made.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
  expect(made.body).toEqual({
    schemas: [USER_URN, KMSAT_URN],
    id: made.body.id,
    userName: 'Ana@a.example',
    externalId: '00123',
    name: { givenName: 'Ana' },
    active: true,
    [KMSAT_URN]: { provisioningManaged: true, isAdmin: false },
    meta: {
      resourceType: 'User',
      created: '2026-05-01T00:00:00.000Z',
      lastModified: '2026-05-01T00:00:00.000Z',
      location,
      version: made.headers.get('etag'),
    },
  });
  expect((await console.scim('GET', `/Users/${made.body.id}`)).body).toEqual(made.body);
});

it.each([
  ['another letter case', 'ANA@A.example'],
  ['outer spaces', ' ana@a.example '],
  ['another Unicode form', 'jo\u0308rg@a.example'],
])('refuses a second person whose userName differs only by %s', async (_what, userName) => {
  const console = await startLiveConsole({ people: [person('ana@a.example'), person('jörg@a.example')] });
  const { status, body } = await console.scim('POST', '/Users', { body: { schemas: [USER_URN], userName } });
  expect([status, body.scimType]).toEqual([409, 'uniqueness']);
  expect((await console.scim('GET', '/Users')).body.totalResults).toBe(2);
});

it('refuses to rename somebody to a userName that another person has, archived ones too', async () => {
  const console = await startLiveConsole({
    people: [person('ana@a.example'), person('ben@a.example', { active: false })],
  });
  const path = `/Users/${await console.idOf('ana@a.example')}`;
  const patched = await console.patch(path, [{ op: 'replace', path: 'userName', value: 'BEN@a.example' }]);
  const put = await console.scim('PUT', path, { body: { schemas: [USER_URN], userName: 'ben@a.example' } });
  expect([patched, put].map(({ status, body }) => [status, body.scimType])).toEqual([
    [409, 'uniqueness'],
    [409, 'uniqueness'],
  ]);
  expect(patched.body.detail).toBe(
    'An archived user has this userName already; restore that user by setting active to true.',
  );
  const recased = await console.patch(path, [{ op: 'replace', path: 'userName', value: 'Ana@A.example' }]);
  expect([recased.status, recased.body.userName]).toEqual([200, 'Ana@A.example']);
});

it('replaces a person: what is left out is cleared, active stays as it stands', async () => {
  const console = await startLiveConsole();
  const { id } = await console.create({
    userName: 'ana@a.example',
    externalId: 'e-1',
    title: 'Engineer',
    active: false,
    [ENTERPRISE_URN]: { department: 'R&D' },
  });
  const { status, body } = await console.scim('PUT', `/Users/${id}`, {
    body: { schemas: [USER_URN], userName: 'ana@a.example', name: { familyName: 'Nowak' } },
  });
  const { meta, ...rest } = body;
  expect(status).toBe(200);
  expect(rest).toEqual({
    schemas: [USER_URN, KMSAT_URN],
    id,
    userName: 'ana@a.example',
    name: { familyName: 'Nowak' },
    active: false,
    [KMSAT_URN]: { provisioningManaged: true, isAdmin: false },
  });
  expect(meta?.version).toBe('W/"2"');
});

it('archives on DELETE and erases nobody (R6)', async () => {
  const console = await startLiveConsole({ people: [person('ana@a.example', { groups: ['Sales'] })] });
  const path = `/Users/${await console.idOf('ana@a.example')}`;
  expect((await console.scim('DELETE', path)).status).toBe(204);
  expect((await console.scim('GET', path)).body).toMatchObject({ userName: 'ana@a.example', active: false });
  const restored = await console.patch(path, [{ op: 'replace', path: 'active', value: true }]);
  expect(restored.body).toMatchObject({ active: true, groups: [{ display: 'Sales' }] });
});

it('does not archive a console admin, by whatever road (R4)', async () => {
  const console = await startLiveConsole({ people: [person('ana@a.example', { isAdmin: true })] });
  const path = `/Users/${await console.idOf('ana@a.example')}`;
  const roads = [
    await console.scim('DELETE', path),
    await console.patch(path, [{ op: 'replace', path: 'active', value: false }]),
    await console.scim('PUT', path, {
      body: { schemas: [USER_URN], userName: 'ana@a.example', active: false },
    }),
  ];
  expect(roads.map((road) => road.status)).toEqual([403, 403, 403]);
  expect(roads[0]?.body.detail).toContain('console admin');
  const other = await console.patch(path, [{ op: 'replace', path: 'title', value: 'Boss' }]);
  expect(other.body).toMatchObject({ title: 'Boss', active: true, [KMSAT_URN]: { isAdmin: true } });
});

it('writes only on the version that was read', async () => {
  const console = await startLiveConsole({ people: [person('ana@a.example')] });
  const path = `/Users/${await console.idOf('ana@a.example')}`;
  const read = await console.scim('GET', path);
  const etag = read.headers.get('etag') ?? '';
  expect(etag).toBe(read.body.meta?.version);
  const change = (value: string, ifMatch: string) =>
    console.patch(path, [{ op: 'replace', path: 'title', value }], { 'if-match': ifMatch });
  expect((await change('first', etag)).status).toBe(200);
  const late = await change('second', etag);
  expect([late.status, late.body.status]).toEqual([412, '412']);
  const put = await console.scim('PUT', path, {
    headers: { 'if-match': etag },
    body: { schemas: [USER_URN], userName: 'ana@a.example' },
  });
  expect(put.status).toBe(412);
  expect((await console.scim('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(412);
  expect((await console.scim('GET', path)).body).toMatchObject({ title: 'first', active: true });
  expect((await change('third', '*')).status).toBe(200);
  const newest = (await console.scim('GET', path)).headers.get('etag') ?? '';
  expect((await console.scim('GET', path, { headers: { 'if-none-match': newest } })).status).toBe(304);
  expect((await console.scim('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(200);
});

it.each<[string, unknown, number, string | undefined]>([
  ['no userName', { schemas: [USER_URN] }, 400, 'invalidValue'],
  ['an empty userName', { schemas: [USER_URN], userName: ' ' }, 400, 'invalidValue'],
  [
    'active as a text',
    { schemas: [USER_URN], userName: 'a@a.example', active: 'False' },
    400,
    'invalidValue',
  ],
  ['a number as userName', { schemas: [USER_URN], userName: 7 }, 400, 'invalidValue'],
  ['a list as name', { schemas: [USER_URN], userName: 'a@a.example', name: ['A'] }, 400, 'invalidValue'],
  [
    'a very long text',
    { schemas: [USER_URN], userName: 'a@a.example', title: 'x'.repeat(2000) },
    400,
    'invalidValue',
  ],
  [
    'two primary addresses',
    {
      schemas: [USER_URN],
      userName: 'a@a.example',
      emails: [
        { value: '1', primary: true },
        { value: '2', primary: true },
      ],
    },
    400,
    'invalidValue',
  ],
  ['no schemas', { userName: 'a@a.example' }, 400, 'invalidSyntax'],
  ['a list', [], 400, 'invalidSyntax'],
  ['no body', undefined, 400, 'invalidSyntax'],
  ['broken JSON', '{"schemas":', 400, 'invalidSyntax'],
  ['a prototype in the JSON', '{"schemas":[],"__proto__":{"x":1}}', 400, 'invalidSyntax'],
  ['too much', `{"x":"${'x'.repeat(1_100_000)}"}`, 413, undefined],
])('refuses to create a person with %s', async (_what, body, status, scimType) => {
  const console = await startLiveConsole();
  const answer = await console.scim('POST', '/Users', { body });
  expect([answer.status, answer.body.status, answer.body.scimType]).toEqual([
    status,
    String(status),
    scimType,
  ]);
  expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
  expect((await console.scim('GET', '/Users')).body.totalResults).toBe(0);
});

it('takes plain JSON, and refuses any other content type', async () => {
  const console = await startLiveConsole();
  const post = (type: string) =>
    console.scim('POST', '/Users', {
      headers: { 'content-type': type },
      body: { schemas: [USER_URN], userName: `${type.length}@a.example` },
    });
  expect((await post('application/json')).status).toBe(201);
  expect((await post('application/scim+json; charset=utf-8')).status).toBe(201);
  expect((await post('text/plain')).status).toBe(415);
});

it('reads names in any letter case and ignores what it does not know or only shows', async () => {
  const console = await startLiveConsole();
  const made = await console.create({
    USERNAME: 'ana@a.example',
    Name: { GivenName: 'Ana', shoeSize: 43 },
    nonsense: true,
    id: 'mine',
    groups: [{ value: 'x' }],
    [KMSAT_URN]: { CustomField1: 'one', provisioningManaged: false, isAdmin: true },
    'urn:other:2.0:User': { x: 1 },
  });
  const { schemas: _schemas, id, meta: _meta, ...rest } = made;
  expect(id).not.toBe('mine');
  expect(rest).toEqual({
    userName: 'ana@a.example',
    name: { givenName: 'Ana' },
    active: true,
    [KMSAT_URN]: { customField1: 'one', provisioningManaged: true, isAdmin: false },
  });
});

it.each([
  ['Test Mode is on', { testMode: true }, 'Test Mode'],
  ['User Provisioning is off', { testMode: false, provisioningEnabled: false }, 'not enabled'],
  ['ADI is selected', { testMode: false, mode: 'adi' }, 'ADI'],
])('refuses every SCIM write while %s, and answers every read', async (_when, settings, word) => {
  const console = await startConsole({ people: [person('ana@a.example', { groups: ['Sales'] })] });
  const ana = `/Users/${await console.idOf('ana@a.example')}`;
  const sales = `/Groups/${(await console.scim('GET', '/Groups')).body.Resources?.[0]?.id}`;
  await console.save(settings);
  const before = [await console.scim('GET', '/Users'), await console.scim('GET', '/Groups')];
  const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Other' };
  const writes = [
    await console.scim('POST', '/Users', { body: { schemas: [USER_URN], userName: 'ben@a.example' } }),
    await console.scim('PUT', ana, { body: { schemas: [USER_URN], userName: 'ana@a.example' } }),
    await console.patch(ana, [{ op: 'replace', path: 'active', value: false }]),
    await console.scim('DELETE', ana),
    await console.scim('POST', '/Groups', { body: group }),
    await console.scim('PUT', sales, { body: group }),
    await console.patch(sales, [{ op: 'remove', path: 'members' }]),
    await console.scim('DELETE', sales),
  ];
  for (const { status, body } of writes) {
    expect([status, body.status]).toEqual([403, '403']);
    expect(body.detail).toContain(word);
  }
  const after = [await console.scim('GET', '/Users'), await console.scim('GET', '/Groups')];
  expect(after.map((answer) => answer.body)).toEqual(before.map((answer) => answer.body));
});

it('answers 404 for whoever and whatever is not there, 501 for parts that it does not have', async () => {
  const console = await startLiveConsole();
  const answers = [
    await console.scim('GET', '/Users/nobody'),
    await console.patch('/Users/nobody', [{ op: 'remove', path: 'title' }]),
    await console.scim('DELETE', '/Users/nobody'),
    await console.scim('GET', '/Groups/none'),
    await console.scim('GET', '/Nowhere'),
    await console.scim('POST', '/Bulk', { body: {} }),
    await console.scim('GET', '/Me'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 501, 501]);
});
