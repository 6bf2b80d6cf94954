import { expect, it } from 'vitest';
import { ENTERPRISE_URN, KMSAT_URN, person, startLiveConsole, USER_URN } from './console-under-test.ts';

const ANA = {
  userName: 'ana@a.example',
  name: { givenName: 'Ana', familyName: 'Nowak' },
  title: 'Engineer',
  emails: [
    { value: 'ana@a.example', type: 'work', primary: true },
    { value: 'ana@home.example', type: 'home' },
  ],
  phoneNumbers: [{ value: '111', type: 'work' }],
  [ENTERPRISE_URN]: { department: 'R&D', employeeNumber: '00123', manager: { value: 'boss-id' } },
  [KMSAT_URN]: { customField1: 'one' },
};

/** What the person is after the operations, without what the console itself adds. */
async function anaAfter(operations: readonly unknown[]) {
  const console = await startLiveConsole();
  const { id } = await console.create(ANA);
  const answer = await console.patch(`/Users/${id}`, operations);
  const { body } = await console.scim('GET', `/Users/${id}`);
  const { schemas: _schemas, id: _id, meta: _meta, ...rest } = body;
  const kmsat = { ...(rest[KMSAT_URN] as object) } as Record<string, unknown>;
  delete kmsat.provisioningManaged;
  delete kmsat.isAdmin;
  const enterprise = rest[ENTERPRISE_URN] as Record<string, unknown> | undefined;
  const manager = enterprise?.manager as Record<string, unknown> | undefined;
  if (manager) delete manager.$ref;
  return { answer, ana: { ...rest, [KMSAT_URN]: kmsat } };
}

const UNCHANGED = { ...ANA, active: true };

it.each<[string, unknown[], Record<string, unknown>]>([
  ['replace title', [{ op: 'replace', path: 'title', value: 'Boss' }], { title: 'Boss' }],
  ['add title', [{ op: 'add', path: 'title', value: 'Boss' }], { title: 'Boss' }],
  ['remove title', [{ op: 'remove', path: 'title' }], { title: undefined }],
  ['replace title by null', [{ op: 'replace', path: 'title', value: null }], { title: undefined }],
  ['replace title by an empty text', [{ op: 'replace', path: 'title', value: '' }], { title: undefined }],
  ['TITLE in another letter case', [{ op: 'Replace', path: 'TITLE', value: 'Boss' }], { title: 'Boss' }],
  ['the core URN in front', [{ op: 'replace', path: `${USER_URN}:title`, value: 'Boss' }], { title: 'Boss' }],
  [
    'a sub-attribute',
    [{ op: 'replace', path: 'name.familyName', value: 'Kowalska' }],
    { name: { givenName: 'Ana', familyName: 'Kowalska' } },
  ],
  ['a sub-attribute, removed', [{ op: 'remove', path: 'name.familyName' }], { name: { givenName: 'Ana' } }],
  [
    'a complex attribute: what is not named stays',
    [{ op: 'replace', path: 'name', value: { familyName: 'Kowalska' } }],
    { name: { givenName: 'Ana', familyName: 'Kowalska' } },
  ],
  [
    'an extension attribute',
    [{ op: 'replace', path: `${ENTERPRISE_URN}:department`, value: 'Sales' }],
    { [ENTERPRISE_URN]: { ...ANA[ENTERPRISE_URN], department: 'Sales' } },
  ],
  [
    'an extension attribute, URN in capitals',
    [{ op: 'add', path: `${KMSAT_URN.toUpperCase()}:CUSTOMFIELD2`, value: 'two' }],
    { [KMSAT_URN]: { customField1: 'one', customField2: 'two' } },
  ],
  [
    'an extension as a whole: what is not named stays',
    [{ op: 'add', path: KMSAT_URN, value: { customField2: 'two' } }],
    { [KMSAT_URN]: { customField1: 'one', customField2: 'two' } },
  ],
  ['an extension, removed', [{ op: 'remove', path: ENTERPRISE_URN }], { [ENTERPRISE_URN]: undefined }],
  [
    'the manager by path',
    [{ op: 'replace', path: `${ENTERPRISE_URN}:manager.value`, value: 'other' }],
    { [ENTERPRISE_URN]: { ...ANA[ENTERPRISE_URN], manager: { value: 'other' } } },
  ],
  [
    'the manager as a plain text',
    [{ op: 'add', path: `${ENTERPRISE_URN}:manager`, value: 'other' }],
    { [ENTERPRISE_URN]: { ...ANA[ENTERPRISE_URN], manager: { value: 'other' } } },
  ],
  [
    'the manager, removed',
    [{ op: 'remove', path: `${ENTERPRISE_URN}:manager` }],
    { [ENTERPRISE_URN]: { department: 'R&D', employeeNumber: '00123' } },
  ],
  [
    'a value filter with a sub-attribute',
    [{ op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '00222' }],
    { phoneNumbers: [{ value: '00222', type: 'work' }] },
  ],
  [
    'a value filter in another letter case, spaces about',
    [{ op: 'replace', path: 'PhoneNumbers[ TYPE Eq "WORK" ].Value', value: '222' }],
    { phoneNumbers: [{ value: '222', type: 'work' }] },
  ],
  [
    'a value filter that matches nothing, add: the value is made',
    [{ op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '333' }],
    { phoneNumbers: [...ANA.phoneNumbers, { type: 'mobile', value: '333' }] },
  ],
  [
    'an address that is not there yet, add',
    [{ op: 'add', path: 'addresses[type eq "work"].formatted', value: 'Berlin' }],
    { addresses: [{ type: 'work', formatted: 'Berlin' }] },
  ],
  [
    'a value filter, removed',
    [{ op: 'remove', path: 'emails[type eq "home"]' }],
    { emails: [ANA.emails[0]] },
  ],
  [
    'a value filter with and, or, not',
    [{ op: 'remove', path: 'emails[(type eq "home" or type eq "other") and not (primary eq true)]' }],
    { emails: [ANA.emails[0]] },
  ],
  [
    'a value filter with brackets, colons and escapes in the text',
    [
      { op: 'add', path: 'emails', value: [{ value: 'a]b:"c\\d', type: 'other' }] },
      { op: 'remove', path: 'emails[value eq "a]b:\\"c\\\\d"]' },
    ],
    {},
  ],
  [
    'the last number taken from a phone: the phone goes with it',
    [{ op: 'remove', path: 'phoneNumbers[type eq "work"].value' }],
    { phoneNumbers: undefined },
  ],
  [
    'a value filter that matches nothing, removed: nothing to do',
    [{ op: 'remove', path: 'emails[type eq "other"]' }],
    {},
  ],
  [
    'an added value',
    [{ op: 'add', path: 'emails', value: [{ value: 'third@a.example', type: 'other' }] }],
    { emails: [...ANA.emails, { value: 'third@a.example', type: 'other' }] },
  ],
  ['an added value that is there already', [{ op: 'add', path: 'emails', value: [ANA.emails[1]] }], {}],
  [
    'an added primary value takes the place of the old one',
    [{ op: 'add', path: 'emails', value: { value: 'new@a.example', primary: true } }],
    {
      emails: [
        { ...ANA.emails[0], primary: false },
        ANA.emails[1],
        { value: 'new@a.example', primary: true },
      ],
    },
  ],
  [
    'all values replaced',
    [{ op: 'replace', path: 'emails', value: [{ value: 'only@a.example' }] }],
    { emails: [{ value: 'only@a.example' }] },
  ],
  ['all values removed', [{ op: 'remove', path: 'emails' }], { emails: undefined }],
  ['all values replaced by none', [{ op: 'replace', path: 'emails', value: [] }], { emails: undefined }],
  [
    'one named value removed by its value, as some clients do',
    [{ op: 'remove', path: 'emails', value: [{ value: 'ana@home.example' }] }],
    { emails: [ANA.emails[0]] },
  ],
  [
    'no path: an object of attributes, dotted names and URNs among them',
    [
      {
        op: 'replace',
        value: {
          title: 'Boss',
          'name.familyName': 'Kowalska',
          [`${ENTERPRISE_URN}:department`]: 'Sales',
          [KMSAT_URN]: { customField1: 'uno' },
          id: 'not-mine',
          schemas: ['x'],
        },
      },
    ],
    {
      title: 'Boss',
      name: { givenName: 'Ana', familyName: 'Kowalska' },
      [ENTERPRISE_URN]: { ...ANA[ENTERPRISE_URN], department: 'Sales' },
      [KMSAT_URN]: { customField1: 'uno' },
    },
  ],
  ['active, archived', [{ op: 'replace', path: 'active', value: false }], { active: false }],
  [
    'several operations, one after the other',
    [
      { op: 'replace', path: 'title', value: 'one' },
      { op: 'replace', path: 'title', value: 'two' },
      { op: 'remove', path: 'phoneNumbers' },
      { op: 'add', path: 'phoneNumbers', value: [{ value: '9', type: 'fax' }] },
    ],
    { title: 'two', phoneNumbers: [{ value: '9', type: 'fax' }] },
  ],
])('PATCH applies %s', async (_what, operations, expected) => {
  const { answer, ana } = await anaAfter(operations);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  const whole: Record<string, unknown> = { ...UNCHANGED, ...expected };
  for (const [name, value] of Object.entries(whole)) if (value === undefined) delete whole[name];
  expect(ana).toEqual(whole);
});

it.each<[string, unknown[], string]>([
  [
    'replace on a filter without a match',
    [{ op: 'replace', path: 'phoneNumbers[type eq "fax"].value', value: '1' }],
    'noTarget',
  ],
  [
    'add on a filter that says not what to make',
    [{ op: 'add', path: 'phoneNumbers[type ne "work"].value', value: '1' }],
    'noTarget',
  ],
  ['remove without a path', [{ op: 'remove' }], 'noTarget'],
  ['an unknown attribute', [{ op: 'replace', path: 'shoeSize', value: '43' }], 'invalidPath'],
  ['an unknown sub-attribute', [{ op: 'replace', path: 'name.first', value: 'A' }], 'invalidPath'],
  ['an unknown extension', [{ op: 'replace', path: 'urn:other:2.0:User:x', value: 'A' }], 'invalidPath'],
  ['a prototype', [{ op: 'replace', path: '__proto__.polluted', value: 'A' }], 'invalidPath'],
  [
    'a filter on a single value',
    [{ op: 'replace', path: 'name[givenName eq "Ana"]', value: {} }],
    'invalidPath',
  ],
  ['an open bracket', [{ op: 'remove', path: 'emails[type eq "work"' }], 'invalidPath'],
  ['an unreadable filter', [{ op: 'remove', path: 'emails[type is "work"]' }], 'invalidPath'],
  [
    'a filter on an unknown sub-attribute',
    [{ op: 'remove', path: 'emails[colour eq "red"]' }],
    'invalidPath',
  ],
  ['id', [{ op: 'replace', path: 'id', value: 'x' }], 'mutability'],
  ['meta', [{ op: 'replace', path: 'meta.version', value: 'x' }], 'mutability'],
  ['groups', [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }], 'mutability'],
  [
    'provisioningManaged',
    [{ op: 'replace', path: `${KMSAT_URN}:provisioningManaged`, value: true }],
    'mutability',
  ],
  ['userName, removed', [{ op: 'remove', path: 'userName' }], 'mutability'],
  ['active, removed', [{ op: 'remove', path: 'active' }], 'mutability'],
  ['active as a text', [{ op: 'replace', path: 'active', value: 'False' }], 'invalidValue'],
  ['a number for a text', [{ op: 'replace', path: 'title', value: 7 }], 'invalidValue'],
  [
    'a date that is none',
    [{ op: 'replace', path: `${KMSAT_URN}:customDate1`, value: 'soon' }],
    'invalidValue',
  ],
  ['add without a value', [{ op: 'add', path: 'title' }], 'invalidValue'],
  ['a plain value without a path', [{ op: 'add', value: 'x' }], 'invalidValue'],
  ['an unknown op', [{ op: 'move', path: 'title', value: 'x' }], 'invalidSyntax'],
  ['no operations', [], 'invalidSyntax'],
  [
    'one bad operation among good ones',
    [
      { op: 'replace', path: 'title', value: 'Boss' },
      { op: 'replace', path: 'shoeSize', value: '43' },
    ],
    'invalidPath',
  ],
])('PATCH refuses %s and changes nothing', async (_what, operations, scimType) => {
  const { answer, ana } = await anaAfter(operations);
  expect([answer.status, answer.body.status, answer.body.scimType]).toEqual([400, '400', scimType]);
  expect(answer.body.detail).toMatch(/\S/);
  expect(ana).toEqual(UNCHANGED);
});

it('keeps version and time where a PATCH changes nothing', async () => {
  const console = await startLiveConsole({
    people: [person('ana@a.example', { values: { title: 'Boss' } })],
  });
  const path = `/Users/${await console.idOf('ana@a.example')}`;
  const before = await console.scim('GET', path);
  const answer = await console.patch(path, [{ op: 'replace', path: 'title', value: 'Boss' }]);
  expect([answer.status, answer.body]).toEqual([200, before.body]);
});
