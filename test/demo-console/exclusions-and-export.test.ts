import { expect, it } from 'vitest';
import {
  ENTERPRISE_URN,
  KMSAT_URN,
  person,
  startConsole,
  startLiveConsole,
  USER_URN,
} from './console-under-test.ts';

const ANA_PROTECTED = 'Email,Provisioning Managed\r\nana@a.example,false\r\n';

async function replaceList(console: Awaited<ReturnType<typeof startConsole>>, csv: string) {
  const read = await console.api('GET', '/exclusions');
  return console.api('PUT', '/exclusions', {
    headers: { 'if-match': read.headers.get('etag') ?? '' },
    body: csv,
  });
}

it('fills the list from those whom the seed calls not managed', async () => {
  const console = await startConsole({
    people: [person('Ana@a.example', { provisioningManaged: false }), person('ben@a.example')],
  });
  const { text, headers } = await console.api('GET', '/exclusions');
  expect(text).toBe('Email,Provisioning Managed\r\nAna@a.example,false\r\n');
  expect(headers.get('etag')).toMatch(/^".+"$/);
});

it.each([
  ['another order of columns', 'Provisioning Managed,Email\nfalse,ana@a.example\n'],
  ['semicolons and other columns', 'Name;email;provisioning managed\nAna;ana@a.example;FALSE\n'],
  ['tabs, a BOM and no last line end', '\uFEFFEmail\tProvisioning Managed\nana@a.example\tfalse'],
  [
    'the same address twice, once protected',
    'Email,Provisioning Managed\nana@a.example,false\nANA@a.example,true\n',
  ],
  ['empty lines', 'Email,Provisioning Managed\n\nana@a.example,false\n\n'],
])('takes a list with %s', async (_what, csv) => {
  const console = await startConsole();
  expect((await replaceList(console, csv)).status).toBe(204);
  expect((await console.api('GET', '/exclusions')).text).toBe(ANA_PROTECTED);
});

it('gives back rows that say true as well', async () => {
  const console = await startConsole();
  const csv = 'Email,Provisioning Managed\r\nben@a.example,true\r\nana@a.example,false\r\n';
  await replaceList(console, csv);
  expect((await console.api('GET', '/exclusions')).text).toBe(csv);
});

it.each([
  ['no heading', 'ana@a.example,false\n', 1],
  ['an empty body', '', 1],
  [
    'a value other than true or false',
    'Email,Provisioning Managed\nben@a.example,true\nana@a.example,no\n',
    3,
  ],
  ['a missing address', 'Email,Provisioning Managed\n,false\n', 2],
])('refuses the whole list for %s and names the line', async (_what, csv, line) => {
  const console = await startConsole();
  await replaceList(console, ANA_PROTECTED);
  const { status, body } = await replaceList(console, csv);
  expect([status, body.code, body.line]).toEqual([400, 'bad-exclusions', line]);
  expect((await console.api('GET', '/exclusions')).text).toBe(ANA_PROTECTED);
});

it('does not overwrite a list that somebody else has changed', async () => {
  const console = await startConsole();
  const mine = (await console.api('GET', '/exclusions')).headers.get('etag') ?? '';
  await replaceList(console, ANA_PROTECTED);
  const { status, body } = await console.api('PUT', '/exclusions', {
    headers: { 'if-match': mine },
    body: 'Email,Provisioning Managed\r\n',
  });
  expect([status, body.code]).toEqual([412, 'version-conflict']);
  expect((await console.api('GET', '/exclusions')).text).toBe(ANA_PROTECTED);
  const blind = await console.api('PUT', '/exclusions', { body: ANA_PROTECTED });
  expect([blind.status, blind.body.code]).toEqual([428, 'version-required']);
});

it('takes a list of 50,000 addresses', async () => {
  const console = await startConsole();
  const rows = Array.from({ length: 50_000 }, (_, n) => `person${n}@a.example,false\r\n`);
  expect((await replaceList(console, `Email,Provisioning Managed\r\n${rows.join('')}`)).status).toBe(204);
  expect((await console.api('GET', '/exclusions')).text.split('\r\n')).toHaveLength(50_002);
});

it('leaves whoever is on the list untouched: no change, no archive, no membership, no new person (R5)', async () => {
  const console = await startLiveConsole({
    people: [person('ana@a.example', { groups: ['Sales'] }), person('ben@a.example')],
  });
  const id = await console.idOf('ana@a.example');
  const before = await console.scim('GET', `/Users/${id}`);
  const sales = (await console.scim('GET', '/Groups')).body.Resources?.[0];
  const other = await console.createGroup({ displayName: 'Other' });
  await replaceList(console, `${ANA_PROTECTED}zoe@a.example,false\r\n`);

  const writes = [
    await console.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Boss' }]),
    await console.scim('PUT', `/Users/${id}`, { body: { schemas: [USER_URN], userName: 'ana@a.example' } }),
    await console.scim('DELETE', `/Users/${id}`),
    await console.scim('POST', '/Users', { body: { schemas: [USER_URN], userName: 'Zoe@a.example' } }),
    await console.patch(`/Groups/${other.id}`, [{ op: 'add', path: 'members', value: [{ value: id }] }]),
    await console.patch(`/Groups/${sales?.id}`, [{ op: 'remove', path: `members[value eq "${id}"]` }]),
    await console.patch(`/Groups/${sales?.id}`, [{ op: 'remove', path: 'members' }]),
    await console.scim('DELETE', `/Groups/${sales?.id}`),
  ];
  expect(writes.map((write) => write.status)).toEqual(writes.map(() => 403));
  expect(writes[0]?.body.detail).toBe('Provisioning Managed is false for this person; nothing was written.');

  const after = await console.scim('GET', `/Users/${id}`);
  expect(before.body[KMSAT_URN]).toMatchObject({ provisioningManaged: true });
  expect(after.body[KMSAT_URN]).toMatchObject({ provisioningManaged: false });
  expect(after.body.groups).toEqual(before.body.groups);
  expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
});

it('exports everybody with the columns of the user template, aliases included', async () => {
  const console = await startConsole({
    people: [
      person('Ana@a.example', {
        externalId: 'e-1',
        aliases: ['ana@old.example', 'a.nowak@a.example'],
        managerEmail: 'ben@a.example',
        groups: ['Sales', 'Berlin, Mitte'],
        values: {
          givenName: 'Ana "Annie"',
          familyName: 'Nowak',
          title: 'Engineer',
          department: 'R&D',
          division: 'D1',
          organization: 'O1',
          location: 'Berlin',
          phone: '+49 30 1',
          mobile: '0170',
          employeeNumber: '00123',
          managerName: 'Ben B.',
          customField1: 'c1',
          customField4: 'c4',
          customDate1: '2026-01-02',
          language: 'de',
        },
      }),
      person('ben@a.example', { active: false, provisioningManaged: false }),
    ],
  });
  const { text } = await console.api('GET', '/users/export');
  expect(text.split('\r\n')).toEqual([
    'Email,External ID,First Name,Last Name,Job Title,Department,Division,Organization,Location,Phone Number,Mobile,' +
      'Employee Number,Manager Email,Manager Name,Group,Custom Field 1,Custom Field 2,Custom Field 3,Custom Field 4,' +
      'Custom Date 1,Custom Date 2,Language,Email Aliases,Provisioning Managed,Status',
    'Ana@a.example,e-1,"Ana ""Annie""",Nowak,Engineer,R&D,D1,O1,Berlin,+49 30 1,0170,00123,ben@a.example,Ben B.,' +
      '"Sales;Berlin, Mitte",c1,,,c4,2026-01-02,,de,"a.nowak@a.example;ana@old.example",true,Active',
    'ben@a.example,,,,,,,,,,,,,,,,,,,,,,,false,Archived',
    '',
  ]);
});

it("takes a person's aliases away when SCIM writes the person (R16), and shows them nowhere in SCIM", async () => {
  const console = await startLiveConsole({
    people: [
      person('ana@a.example', { aliases: ['ana@old.example'] }),
      person('ben@a.example', { aliases: ['ben@old.example'] }),
    ],
  });
  expect((await console.scim('GET', '/Users')).text).not.toContain('old.example');
  await console.patch(`/Users/${await console.idOf('ana@a.example')}`, [
    { op: 'replace', path: `${ENTERPRISE_URN}:department`, value: 'R&D' },
  ]);
  const { text } = await console.api('GET', '/users/export');
  expect(text).not.toContain('ana@old.example');
  expect(text).toContain('ben@old.example');
});

it('takes the first of two people with one address from a seed, and says so', async () => {
  const console = await startConsole({ people: [person('ana@a.example'), person(' ANA@a.example')] });
  expect((await console.scim('GET', '/Users')).body.totalResults).toBe(1);
  expect(console.seedProblems).toEqual([' ANA@a.example stands in the seed twice; the first was taken.']);
});
