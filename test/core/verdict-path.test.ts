// The way to a verdict (design §1, journey 4): source row → mapping → match → rule → verdict, from records alone.
import { describe, expect, it } from 'vitest';
import type { PathStepName } from '../../src-main/core/path-step.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import type { PersonRecord } from '../../src-main/core/records.ts';
import type { ReportRow } from '../../src-main/core/report.ts';
import { type VerdictPathInput, verdictPath } from '../../src-main/core/verdict-path.ts';
import { exampleRow } from '../fakes/example-report.ts';

const ana: PersonRecord = {
  ref: '212',
  line: 212,
  status: 'active',
  manager: 'Ben@contoso.example',
  groups: ['Sales'],
  values: {
    userName: ' ana@contoso.example',
    externalId: 'hr-1',
    givenName: 'Ana',
    familyName: 'Ruiz',
    department: 'Legal',
    employeeNumber: '00123',
    customDate1: '31.01.2026',
    division: 'EMEA',
  },
};
const held: PersonRecord = {
  ref: 'u-42',
  status: 'active',
  values: { userName: 'ana.old@contoso.example', externalId: 'hr-1', givenName: 'Ana', familyName: 'Ruiz' },
};
const changed = exampleRow({
  verdict: 'Changed',
  key: 'u-42',
  reason: 'changed.attrs',
  facts: { n: 1 },
  changes: [{ field: 'department', old: 'Sales', new: 'Legal' }],
  directoryRef: '212',
  consoleRef: 'u-42',
  matchedBy: 'externalId',
  operation: { phase: 'change', level: 0, canonical: 'x', act: { kind: 'update-user', id: 'u-42' } },
});

function pathOf(given: Partial<VerdictPathInput> & { readonly row?: ReportRow } = {}) {
  const steps = verdictPath({
    row: changed,
    others: [],
    directory: {
      kind: 'csv',
      name: 'hr.csv',
      complete: true,
      ignoredColumns: ['Shoe Size'],
      carried: {
        attributes: [
          'userName',
          'externalId',
          'givenName',
          'familyName',
          'department',
          'employeeNumber',
          'customDate1',
        ],
        manager: true,
        groups: true,
      },
      columns: [
        { field: 'department', heading: 'department' },
        { field: 'aliases', heading: 'Email Alias' },
      ],
    },
    console: { name: 'Contoso' },
    profile: PROFILES.ksat,
    profileLabel: '',
    directoryPerson: ana,
    consolePerson: held,
    candidates: [{ side: 'console', person: held }],
    guard: [],
    ...given,
  });
  expect(steps.map(({ step }) => step)).toEqual(['source', 'mapping', 'match', 'rule', 'verdict']);
  return (name: PathStepName) => {
    const step = steps.find((one) => one.step === name);
    if (!step) throw new Error(name);
    return { ...step, fact: (label: string) => step.facts.filter((fact) => fact.label === label) };
  };
}

describe('the way to a verdict', () => {
  it('begins with file, line and every value as it stands there, columns that nobody reads among them', () => {
    const source = pathOf()('source');
    expect(source.sentence).toContain('Line 212 of hr.csv');
    expect(source.fact('Email')).toEqual([{ label: 'Email', value: ' ana@contoso.example' }]);
    expect(source.fact('department')).toEqual([{ label: 'department', value: 'Legal' }]);
    expect(source.fact('Employee Number')[0]?.value).toBe('00123');
    expect(source.fact('Not read')[0]?.value).toBe('Shoe Size');
  });

  it('says what was put into the console’s form and what is left alone (R11, R12, R14)', () => {
    const mapping = pathOf()('mapping');
    expect(mapping.fact('Email')).toEqual([
      {
        label: 'Email',
        value: 'ana@contoso.example',
        from: ' ana@contoso.example',
        note: 'Outer spaces taken off (R12).',
      },
    ]);
    expect(mapping.fact('Custom Date 1')[0]?.note).toMatch(/^Left alone: not valid \(“31\.01\.2026”/);
    expect(mapping.fact('Not in the directory')[0]?.value).toContain('Job Title');
    expect(mapping.fact('Manager')[0]).toMatchObject({
      value: 'ben@contoso.example',
      from: 'Ben@contoso.example',
    });
    expect(mapping.sentence).toContain('1 value is left alone');
  });

  it('names the key that matched, and what the other keys found', () => {
    const other: PersonRecord = { ref: 'u-7', status: 'active', values: { userName: 'ana@contoso.example' } };
    const match = pathOf({
      candidates: [
        { side: 'console', person: held },
        { side: 'console', person: other },
      ],
    })('match');
    expect(match.sentence).toMatch(/^Matched by external ID/);
    expect(match.fact('By external ID')[0]?.note).toBe(
      'Ana Ruiz <ana.old@contoso.example>, id u-42: this one.',
    );
    expect(match.fact('By e-mail')[0]?.note).toContain(
      'u-7: not this one, as the match by an earlier key counts',
    );
  });

  it.each<[ReportRow['reason'], RegExp, RegExp]>([
    ['blocked.id', /the two differ/, /not taken, as the external ID there is “hr-77”/],
    ['blocked.twoUsers', /Two people on the console fit/, /not taken, as somebody else fits as well/],
  ])('of %s says why nobody is taken (R9, R10)', (reason, sentence, note) => {
    const twin: PersonRecord = {
      ref: 'u-7',
      status: 'active',
      values: { userName: 'ana@contoso.example', externalId: 'hr-77' },
    };
    const row = {
      ...changed,
      verdict: 'Blocked' as const,
      reason,
      matchedBy: 'userName' as const,
      changes: [],
    };
    const match = pathOf({ row, candidates: [{ side: 'console', person: twin }] })('match');
    expect(match.sentence).toMatch(sentence);
    expect(match.fact('By e-mail')[0]?.note).toMatch(note);
  });

  it('names the other row of two that mean one person (R10)', () => {
    const twin: PersonRecord = { ...ana, ref: '300', line: 300 };
    const row = exampleRow({
      verdict: 'Blocked',
      reason: 'blocked.twoRows',
      directoryRef: '212',
      facts: { a: '212', b: '300', key: 'address', who: 'ana@contoso.example' },
    });
    const match = pathOf({ row, candidates: [{ side: 'directory', person: twin }] })('match');
    expect(match.fact('By e-mail')[0]?.note).toContain('line 300: a row of the directory with the same key');
  });

  it('tells the rule by its number in plain words, the exclusion’s file and line, and what would be (R5)', () => {
    const row = exampleRow({
      verdict: 'Excluded',
      reason: 'excluded.list',
      facts: { file: 'vip.csv', line: 7 },
      directoryRef: '212',
      wouldBe: { verdict: 'Changed', changes: [{ field: 'department', old: 'Sales', new: 'Legal' }] },
    });
    const rule = pathOf({ row })('rule');
    expect(rule.sentence).toBe('On the exclusion list (vip.csv, line 7).');
    expect(rule.fact('R5')[0]?.value).toMatch(/^Excluded people are untouched/);
    expect(rule.fact('Exclusion list')).toEqual([
      { label: 'Exclusion list', value: 'vip.csv', note: 'Line 7.' },
    ]);
    expect(rule.fact('Without the exclusion')).toEqual([
      { label: 'Without the exclusion', value: 'Changed', note: '1 change' },
    ]);
    expect(rule.fact('Guard (R4)')).toEqual([]);
  });

  it('tells what the guard says of a row that would be written (R4)', () => {
    expect(pathOf()('rule').fact('Guard (R4)')).toEqual([
      { label: 'Guard (R4)', value: 'Within every limit.' },
    ]);
    const guard = ['63 people would be archived, more than 50.'];
    expect(
      pathOf({ guard })('rule')
        .fact('Guard (R4)')
        .map(({ value }) => value),
    ).toEqual(guard);
  });

  it('ends with old → new, the memberships among them', () => {
    const membership = exampleRow({
      object: 'membership',
      key: 'g1\nu-42',
      reason: 'member.added',
      facts: { group: 'Sales' },
      operation: {
        phase: 'member',
        level: 0,
        canonical: 'y',
        act: { kind: 'add-member', group: { id: 'g1' }, user: { id: 'u-42' } },
      },
    });
    const verdict = pathOf({ others: [membership] })('verdict');
    expect(verdict.sentence).toMatch(/^Changed, with 1 change of a membership: /);
    expect(verdict.fact('Department')).toEqual([{ label: 'Department', value: 'Legal', from: 'Sales' }]);
    expect(verdict.fact('Group Sales')[0]).toMatchObject({ from: 'no member', value: 'member' });
  });

  it('of somebody whom the directory does not have says so, and no more than the listing proves (R1)', () => {
    const row = exampleRow({
      verdict: 'Archived',
      reason: 'archived.absent',
      consoleRef: 'u-42',
      key: 'u-42',
    });
    const given = { row, directoryPerson: undefined, candidates: [] };
    expect(pathOf(given)('source').sentence).toBe(
      'In no row of hr.csv, which was read to its end. On Contoso this person has the id u-42.',
    );
    expect(pathOf(given)('match').fact('By external ID')[0]?.note).toBe('In no row of the directory.');
  });

  it('makes nothing up where the listings are gone', () => {
    const path = pathOf({ directoryPerson: undefined, consolePerson: undefined, candidates: [] });
    expect(path('source')).toMatchObject({ facts: [], sentence: expect.stringContaining('no longer kept') });
    expect(path('mapping').facts).toEqual([]);
    expect(path('match').sentence).toMatch(/^Matched by external ID/);
    expect(path('verdict').fact('Department')).toHaveLength(1);
  });
});
