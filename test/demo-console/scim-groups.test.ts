import { expect, it } from 'vitest';
import { GROUP_URN, person, startLiveConsole } from './console-under-test.ts';

const PEOPLE = ['ana', 'ben', 'cleo', 'dora'].map((name) => person(`${name}@a.example`));

async function consoleWithGroup(members: readonly string[] = ['ana', 'ben']) {
  const console = await startLiveConsole({ people: PEOPLE });
  const ids = new Map<string, string>();
  for (const { email } of PEOPLE) ids.set(email.split('@')[0] ?? '', await console.idOf(email));
  const idOf = (name: string) => ids.get(name) ?? name;
  const group = await console.createGroup({
    displayName: 'Sales',
    externalId: 'g-1',
    members: members.map((name) => ({ value: idOf(name) })),
  });
  const path = `/Groups/${group.id}`;
  const nameOf = (id: unknown) => [...ids].find(([, known]) => known === id)?.[0];
  return {
    console,
    path,
    group,
    idOf,
    async members() {
      const { body } = await console.scim('GET', path);
      return (body.members ?? []).map((member) => nameOf(member.value));
    },
  };
}

it('creates a group with its members and shows the group at each of them', async () => {
  const { console, group, idOf } = await consoleWithGroup();
  const { meta: _meta, ...rest } = group;
  expect(rest).toEqual({
    schemas: [GROUP_URN, 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group'],
    id: group.id,
    displayName: 'Sales',
    externalId: 'g-1',
    members: ['ana', 'ben'].map((name) => ({
      value: idOf(name),
      $ref: `../Users/${idOf(name)}`,
      type: 'User',
    })),
    'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group': { groupType: 'console' },
  });
  const { body } = await console.scim('GET', `/Users/${idOf('ana')}`);
  expect(body.groups).toEqual([
    { value: group.id, $ref: `../Groups/${group.id}`, display: 'Sales', type: 'direct' },
  ]);
});

it.each<[string, (id: (name: string) => string) => unknown[], string[]]>([
  [
    'add one',
    (id) => [{ op: 'add', path: 'members', value: [{ value: id('cleo') }] }],
    ['ana', 'ben', 'cleo'],
  ],
  [
    'add one as an object',
    (id) => [{ op: 'Add', path: 'Members', value: { Value: id('cleo') } }],
    ['ana', 'ben', 'cleo'],
  ],
  [
    'add one who is a member',
    (id) => [{ op: 'add', path: 'members', value: [{ value: id('ana') }] }],
    ['ana', 'ben'],
  ],
  [
    'add without a path',
    (id) => [{ op: 'add', value: { members: [{ value: id('cleo') }] } }],
    ['ana', 'ben', 'cleo'],
  ],
  [
    'add by the URN',
    (id) => [{ op: 'add', path: `${GROUP_URN}:members`, value: [{ value: id('cleo') }] }],
    ['ana', 'ben', 'cleo'],
  ],
  ['remove by a value filter', (id) => [{ op: 'remove', path: `members[value eq "${id('ana')}"]` }], ['ben']],
  [
    'remove two by or',
    (id) => [{ op: 'remove', path: `members[value eq "${id('ana')}" or value eq "${id('ben')}"]` }],
    [],
  ],
  [
    'remove one who is no member',
    (id) => [{ op: 'remove', path: `members[value eq "${id('dora')}"]` }],
    ['ana', 'ben'],
  ],
  ['remove one who is nobody', () => [{ op: 'remove', path: 'members[value eq "nobody"]' }], ['ana', 'ben']],
  [
    'remove by another filter',
    (id) => [{ op: 'remove', path: `members[type eq "User" and not (value eq "${id('ben')}")]` }],
    ['ben'],
  ],
  [
    'remove by value, as some clients do',
    (id) => [{ op: 'remove', path: 'members', value: [{ value: id('ana') }] }],
    ['ben'],
  ],
  ['remove without a filter: all go', () => [{ op: 'remove', path: 'members' }], []],
  [
    'replace all',
    (id) => [{ op: 'replace', path: 'members', value: [{ value: id('dora') }, { value: id('ben') }] }],
    ['ben', 'dora'],
  ],
  ['replace all by none', () => [{ op: 'replace', path: 'members', value: [] }], []],
  [
    'several at once',
    (id) => [
      { op: 'remove', path: `members[value eq "${id('ana')}"]` },
      { op: 'add', path: 'members', value: [{ value: id('dora') }] },
    ],
    ['ben', 'dora'],
  ],
])('PATCH of members: %s', async (_what, operations, expected) => {
  const { console, path, idOf, members } = await consoleWithGroup();
  const { status, text } = await console.patch(path, operations(idOf));
  expect([status, text]).toEqual([204, '']);
  expect(await members()).toEqual(expected);
});

it.each<[string, (id: (name: string) => string) => unknown[], string]>([
  ['an unknown person', () => [{ op: 'add', path: 'members', value: [{ value: 'nobody' }] }], 'invalidValue'],
  [
    'a member without an id',
    () => [{ op: 'add', path: 'members', value: [{ display: 'Ana' }] }],
    'invalidValue',
  ],
  [
    'a group as a member',
    (id) => [{ op: 'add', path: 'members', value: [{ value: id('cleo'), type: 'Group' }] }],
    'invalidValue',
  ],
  [
    'a change of who a member is',
    (id) => [{ op: 'replace', path: `members[value eq "${id('ana')}"].value`, value: id('cleo') }],
    'mutability',
  ],
  [
    'a replaced member who is none',
    (id) => [{ op: 'replace', path: `members[value eq "${id('dora')}"]`, value: {} }],
    'noTarget',
  ],
  ['no name', () => [{ op: 'remove', path: 'displayName' }], 'mutability'],
  ['an unknown attribute', () => [{ op: 'add', path: 'colour', value: 'red' }], 'invalidPath'],
  [
    'a good and a bad operation',
    (id) => [
      { op: 'add', path: 'members', value: [{ value: id('cleo') }] },
      { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
    ],
    'invalidValue',
  ],
])('PATCH of a group refuses %s and changes nothing', async (_what, operations, scimType) => {
  const { console, path, idOf, members } = await consoleWithGroup();
  const before = await console.scim('GET', path);
  const { status, body } = await console.patch(path, operations(idOf));
  expect([status, body.scimType]).toEqual([400, scimType]);
  expect((await console.scim('GET', path)).body).toEqual(before.body);
  expect(await members()).toEqual(['ana', 'ben']);
});

it('renames a group, gives it an external id, and answers with the group where that is asked for', async () => {
  const { console, path } = await consoleWithGroup();
  const answer = await console.patch(`${path}?attributes=displayName,externalId`, [
    { op: 'replace', value: { displayName: 'Vertrieb' } },
    { op: 'replace', path: 'externalId', value: 'g-2' },
  ]);
  expect([answer.status, answer.body]).toMatchObject([200, { displayName: 'Vertrieb', externalId: 'g-2' }]);
});

it('gives a new version when members really change, and refuses an old one', async () => {
  const { console, path, idOf } = await consoleWithGroup();
  const etag = (await console.scim('GET', path)).headers.get('etag') ?? '';
  const same = await console.patch(path, [{ op: 'add', path: 'members', value: [{ value: idOf('ana') }] }]);
  expect(same.headers.get('etag')).toBe(etag);
  const moved = await console.patch(
    path,
    [{ op: 'add', path: 'members', value: [{ value: idOf('cleo') }] }],
    { 'if-match': etag },
  );
  expect(moved.headers.get('etag')).not.toBe(etag);
  const late = await console.patch(path, [{ op: 'remove', path: 'members' }], { 'if-match': etag });
  expect(late.status).toBe(412);
});

it('replaces a group with its members', async () => {
  const { console, path, idOf, members } = await consoleWithGroup();
  const { status, body } = await console.scim('PUT', path, {
    body: { schemas: [GROUP_URN], displayName: 'Verkauf', members: [{ value: idOf('cleo') }] },
  });
  expect([status, body.displayName, body.externalId]).toEqual([200, 'Verkauf', undefined]);
  expect(await members()).toEqual(['cleo']);
});

it('really removes a group on DELETE, and leaves its people', async () => {
  const { console, path, idOf } = await consoleWithGroup();
  expect((await console.scim('DELETE', path)).status).toBe(204);
  expect((await console.scim('GET', path)).status).toBe(404);
  const { status, body } = await console.scim('GET', `/Users/${idOf('ana')}`);
  expect([status, body.groups]).toEqual([200, undefined]);
});

it('lets two groups have one name', async () => {
  const { console } = await consoleWithGroup();
  await console.createGroup({ displayName: 'sales' });
  const filter = encodeURIComponent('displayName eq "Sales"');
  expect((await console.scim('GET', `/Groups?filter=${filter}`)).body.totalResults).toBe(2);
});

it('refuses every write to a smart group', async () => {
  const console = await startLiveConsole({ people: [person('ana@a.example', { groups: ['Smart All'] })] });
  const path = `/Groups/${(await console.scim('GET', '/Groups')).body.Resources?.[0]?.id}`;
  const ana = await console.idOf('ana@a.example');
  const writes = [
    await console.patch(path, [{ op: 'remove', path: `members[value eq "${ana}"]` }]),
    await console.patch(path, [{ op: 'replace', path: 'displayName', value: 'Mine' }]),
    await console.scim('PUT', path, { body: { schemas: [GROUP_URN], displayName: 'Mine' } }),
    await console.scim('DELETE', path),
  ];
  expect(writes.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(writes[0]?.body.detail).toContain('smart group');
});

it('says of a seeded group whose it is: ours with our external id, a foreign one without', async () => {
  const console = await startLiveConsole({
    people: [person('ana@a.example', { groups: ['Büro Süd ', 'Smart All', 'Board (console)'] })],
  });
  const { body } = await console.scim('GET', '/Groups?excludedAttributes=members,meta,schemas,id');
  expect(body.Resources?.map((group) => [group.displayName, group.externalId, group.members])).toEqual([
    ['Büro Süd', 'muster:group:büro süd', undefined],
    ['Smart All', undefined, undefined],
    ['Board (console)', undefined, undefined],
  ]);
});
