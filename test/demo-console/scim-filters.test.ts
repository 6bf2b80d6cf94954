import { expect, it } from 'vitest';
import { ENTERPRISE_URN, KMSAT_URN, person, startConsole } from './console-under-test.ts';

const PEOPLE = [
  person('Ana.Nowak@a.example', {
    externalId: 'E-1',
    groups: ['Sales'],
    values: {
      givenName: 'Ana',
      managerName: 'Ben Berg',
      phone: '111',
      mobile: '222',
      department: 'R&D',
      customDate1: '2026-01-02',
    },
  }),
  person('ben@a.example', {
    externalId: 'e-1',
    active: false,
    isAdmin: true,
    values: { department: 'r&d', phone: '222' },
  }),
  person('jörg@bücher.example', {
    values: { givenName: 'Jörg "JJ" \\o/', customDate1: '2026-06-01T00:00:00Z' },
  }),
];

it.each<[string, string[]]>([
  ['userName eq "ana.nowak@A.example"', ['Ana']],
  ['userName eq " Ana.Nowak@a.example "', ['Ana']],
  ['userName eq "jo\u0308rg@bu\u0308cher.example"', ['jörg']],
  ['USERNAME EQ "ben@a.example"', ['ben']],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ben@a.example"', ['ben']],
  ['externalId eq "e-1"', ['ben']],
  ['externalId eq "E-1" and active eq true', ['Ana']],
  ['externalId eq "E-1" and active eq false', []],
  ['displayName eq "ben berg"', ['Ana']],
  ['active eq false', ['ben']],
  ['active ne false', ['Ana', 'jörg']],
  ['userName sw "ana"', ['Ana']],
  ['userName ew "@A.EXAMPLE"', ['Ana', 'ben']],
  ['userName co "ücher"', ['jörg']],
  ['name.givenName eq "jörg \\"jj\\" \\\\o/"', ['jörg']],
  ['title pr', []],
  ['name pr', ['Ana', 'jörg']],
  ['not (name pr)', ['ben']],
  ['title eq null', ['Ana', 'ben', 'jörg']],
  ['phoneNumbers.value eq "222"', ['Ana', 'ben']],
  ['phoneNumbers eq "222"', ['Ana', 'ben']],
  ['phoneNumbers[type eq "work" and value eq "222"]', ['ben']],
  [`${ENTERPRISE_URN}:department eq "R&D"`, ['Ana', 'ben']],
  [`${KMSAT_URN}:isAdmin eq true`, ['ben']],
  [`${KMSAT_URN}:customDate1 gt "2026-03-01T00:00:00+02:00"`, ['jörg']],
  ['meta.lastModified ge "2020-01-01T00:00:00Z"', ['Ana', 'ben', 'jörg']],
  ['groups.display eq "sales"', ['Ana']],
  ['userName eq "ben@a.example" or externalId eq "E-1"', ['Ana', 'ben']],
  ['active eq true and (userName co "ana" or userName co "ben")', ['Ana']],
  ['userName eq "nobody@a.example"', []],
])('lists people by %s', async (filter, expected) => {
  const console = await startConsole({ people: PEOPLE });
  const { status, body } = await console.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  expect(status).toBe(200);
  expect(body.Resources?.map((user) => String(user.userName).split(/[.@]/)[0])).toEqual(expected);
  expect(body.totalResults).toBe(expected.length);
});

it.each([
  'userName',
  'userName eq',
  'userName is "x"',
  'userName eq "x',
  'userName eq "x" and',
  '(userName eq "x"',
  'userName eq "x" userName eq "y"',
  'userName eq "\\x"',
  'shoeSize eq "43"',
  'name.first eq "Ana"',
  'urn:other:User:x eq "1"',
  'active eq "true"',
  'active gt true',
  'userName gt null',
  'addresses eq "Berlin"',
  'emails[colour eq "red"]',
])('refuses the filter %s as invalidFilter', async (filter) => {
  const console = await startConsole({ people: PEOPLE });
  const { status, body } = await console.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
});

it('lists groups by name, external id, member and kind', async () => {
  const console = await startConsole({
    people: [person('ana@a.example', { groups: ['Sales', 'Smart All', 'Old (console)'] })],
  });
  const ana = await console.idOf('ana@a.example');
  const names = async (filter: string) =>
    (await console.scim('GET', `/Groups?filter=${encodeURIComponent(filter)}`)).body.Resources?.map(
      (group) => group.displayName,
    );
  expect(await names('displayName eq "SALES"')).toEqual(['Sales']);
  expect(await names('externalId eq "muster:group:sales"')).toEqual(['Sales']);
  expect(await names('externalId eq "MUSTER:group:sales"')).toEqual([]);
  expect(await names(`members eq "${ana}"`)).toEqual(['Sales', 'Smart All', 'Old (console)']);
  expect(await names(`members[value eq "${ana}"]`)).toEqual(['Sales', 'Smart All', 'Old (console)']);
  expect(await names(`members.value eq "${ana}" and displayName sw "s"`)).toEqual(['Sales', 'Smart All']);
  expect(await names('members.value eq "nobody"')).toEqual([]);
  expect(
    await names('urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group:groupType eq "smart"'),
  ).toEqual(['Smart All']);
});

it('pages: one-based, never below 1, counts all, gives nothing past the end', async () => {
  const console = await startConsole({
    people: Array.from({ length: 7 }, (_, n) => person(`p${n}@a.example`)),
  });
  const page = async (query: string) => {
    const { body } = await console.scim('GET', `/Users?${query}`);
    return [
      body.totalResults,
      body.startIndex,
      body.itemsPerPage,
      body.Resources?.map((user) => user.userName),
    ];
  };
  expect(await page('startIndex=3&count=2')).toEqual([7, 3, 2, ['p2@a.example', 'p3@a.example']]);
  expect(await page('startIndex=0&count=1')).toEqual([7, 1, 1, ['p0@a.example']]);
  expect(await page('startIndex=7&count=5')).toEqual([7, 7, 1, ['p6@a.example']]);
  expect(await page('startIndex=8&count=5')).toEqual([7, 8, 0, []]);
  expect(await page('count=0')).toEqual([7, 1, 0, []]);
  expect(await page('count=-1')).toEqual([7, 1, 0, []]);
  const filter = encodeURIComponent('userName co "p"');
  expect(await page(`startIndex=6&count=5&filter=${filter}`)).toEqual([
    7,
    6,
    2,
    ['p5@a.example', 'p6@a.example'],
  ]);
  const active = encodeURIComponent('active eq true');
  expect(await page(`startIndex=6&count=5&filter=${active}`)).toEqual([
    7,
    6,
    2,
    ['p5@a.example', 'p6@a.example'],
  ]);
  expect((await console.scim('GET', '/Users?count=many')).body.scimType).toBe('invalidValue');
});

it('asks the same by POST .search', async () => {
  const console = await startConsole({ people: PEOPLE });
  const { body } = await console.scim('POST', '/Users/.search', {
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'active eq true',
      attributes: ['userName'],
      startIndex: 2,
      count: 10,
    },
  });
  expect([body.totalResults, body.Resources?.map((user) => user.userName)]).toEqual([
    2,
    ['jörg@bücher.example'],
  ]);
  expect(Object.keys(body.Resources?.[0] ?? {})).toEqual(['schemas', 'id', 'userName']);
});

it.each<[string, string[]]>([
  ['attributes=userName,name.givenName', ['schemas', 'id', 'userName', 'name']],
  [`attributes=${ENTERPRISE_URN}:department`, ['schemas', 'id', ENTERPRISE_URN]],
  [`attributes=${KMSAT_URN}`, ['schemas', 'id', KMSAT_URN]],
  ['attributes=groups', ['schemas', 'id', 'groups']],
  ['attributes=unknown', ['schemas', 'id']],
  [
    'excludedAttributes=name,groups,phoneNumbers,id,meta',
    ['schemas', 'id', 'externalId', 'userName', 'displayName', 'active', ENTERPRISE_URN, KMSAT_URN],
  ],
])('shows only what is wanted: %s', async (query, names) => {
  const console = await startConsole({ people: PEOPLE });
  const id = await console.idOf('ana.nowak@a.example');
  const one = await console.scim('GET', `/Users/${id}?${query}`);
  const listed = await console.scim('GET', `/Users?${query}&count=1`);
  expect(Object.keys(one.body).sort()).toEqual([...names].sort());
  expect(listed.body.Resources?.[0]).toEqual(one.body);
});

it('refuses to show and hide at once', async () => {
  const console = await startConsole();
  const { status } = await console.scim('GET', '/Users?attributes=userName&excludedAttributes=name');
  expect(status).toBe(400);
});
