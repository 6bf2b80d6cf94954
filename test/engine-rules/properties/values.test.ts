import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName } from '../../../src-main/core/attributes.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import type { Someone } from '../../worlds/people.ts';
import { reportOf } from '../outcome.ts';
import { approvedRun, changesNothing, deskOf, profileName, wholeRuns } from './whole-runs.ts';

const TEXTS = ATTRIBUTE_NAMES.filter((name) => ATTRIBUTES[name].kind === 'text' && name !== 'externalId');
const neat = (text: string) => text.trim().normalize('NFC');

/** What a spreadsheet, a parser or a database would make something else of. */
const LIKE_NUMBERS = [
  '00123',
  '1e5',
  '0x1F',
  '+49 (0) 151-0',
  '1,000.00',
  '１２３',
  '٣',
  '-0',
  'Infinity',
  'NaN',
  '12345678901234567890',
  'true',
  'null',
  '=1+1',
  '2026-01-02',
  ' 007 ',
];
const likeNumber = fc.constantFrom(...LIKE_NUMBERS);
const text = fc.oneof(
  likeNumber,
  fc.constantFrom(
    '',
    ' ',
    'R\u00e9s',
    'Re\u0301s',
    'R\u00e9s ',
    'x'.repeat(300),
    'a\tb',
    '\u202eabc',
    '😀',
    'undefined',
  ),
);
const date = fc.constantFrom(
  '',
  '2026-01-31',
  '2026-01-31T00:00:00Z',
  '2026-01-31T01:00:00+01:00',
  '31.01.2026',
  '2026-02-31',
  '20260131',
);

interface Row {
  readonly address: string;
  readonly onConsole: Someone['values'] | undefined;
  readonly inDirectory: Someone['values'];
}

/** People with values of every kind, of whom the directory carries some attributes, and some people lack some of these. */
const rows: fc.Arbitrary<readonly Row[]> = fc
  .uniqueArray(fc.constantFrom(...TEXTS, 'customDate1' as const, 'customDate2' as const), { maxLength: 6 })
  .chain((carried) => {
    const valueFor = (name: AttributeName) => (ATTRIBUTES[name].kind === 'date' ? date : text);
    const values = (names: readonly AttributeName[], requiredKeys: []) =>
      fc.record(Object.fromEntries(names.map((name) => [name, valueFor(name)])), { requiredKeys });
    return fc.array(
      fc.record({
        onConsole: fc.option(values(ATTRIBUTE_NAMES.slice(3), []), { nil: undefined, freq: 3 }),
        inDirectory: values(carried, []),
      }),
      { minLength: 1, maxLength: 5 },
    );
  })
  .map((all) => all.map((row, at) => ({ ...row, address: `p${at}@x.example` })));

function worldOf(all: readonly Row[]) {
  return {
    directory: all.map(({ address, inDirectory }) => ({
      address,
      ...(inDirectory ? { values: inDirectory } : {}),
    })),
    console: all.flatMap(({ address, onConsole }) =>
      onConsole ? [{ address, ref: `c-${address}`, values: onConsole }] : [],
    ),
  };
}

describe('values', () => {
  it('R11 R14 what the directory does not carry, or the console would refuse, stays; what it carries as empty is cleared; the rest is its own', async () => {
    const property = fc.asyncProperty(rows, profileName, async (all, profile) => {
      const desk = deskOf(worldOf(all), profile);
      await approvedRun(desk);
      for (const { address, onConsole, inDirectory = {} } of all) {
        const now = desk.console.people().find((one) => one.values.userName === address);
        for (const name of TEXTS) {
          const before = onConsole?.[name] ?? '';
          const wanted = inDirectory[name];
          const written = wanted === undefined ? undefined : neat(wanted);
          const isLeft =
            written === undefined ||
            PROFILES[profile].paths[name] === undefined ||
            written.length > ATTRIBUTES[name].maxLength ||
            written === neat(before);
          expect([address, name, now?.values[name]]).toEqual([address, name, isLeft ? before : written]);
        }
      }
    });
    await fc.assert(property, wholeRuns);
  });

  it('R12 and a second run finds nothing to do about them', async () => {
    const property = fc.asyncProperty(rows, profileName, async (all, profile) => {
      const desk = deskOf(worldOf(all), profile);
      await approvedRun(desk);
      expect(changesNothing(reportOf(await desk.testSync()))).toBe(true);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R13 ids, numbers and whatever looks like one stay the text that they are', async () => {
    const person = fc.record({
      id: likeNumber,
      employeeNumber: likeNumber,
      phone: likeNumber,
      mobile: likeNumber,
      title: likeNumber,
      stands: fc.constantFrom('nowhere', 'otherwise', 'archived'),
    });
    const people = fc.uniqueArray(person, { minLength: 1, maxLength: 4, selector: ({ id }) => neat(id) });
    const property = fc.asyncProperty(people, profileName, async (all, profile) => {
      const desk = deskOf(
        {
          directory: all.map(({ id, stands: _stands, ...values }, at) => ({
            address: `p${at}@x.example`,
            id,
            values,
          })),
          console: all.flatMap(({ stands }, at) =>
            stands === 'nowhere'
              ? []
              : [{ address: `p${at}@x.example`, status: stands === 'archived' ? 'archived' : 'active' }],
          ),
        },
        profile,
      );
      const { report } = await approvedRun(desk);
      const held = new Map(desk.console.people().map(({ values }) => [values.userName, values]));
      all.forEach(({ id, stands: _stands, ...values }, at) => {
        const now = held.get(`p${at}@x.example`);
        expect(now?.externalId).toBe(neat(id));
        for (const name of ['employeeNumber', 'phone', 'mobile', 'title'] as const)
          expect([name, now?.[name]]).toEqual([name, neat(values[name])]);
      });
      // In the report, too, a value is the text that was written.
      for (const { changes } of desk.rows(report.reportId))
        for (const change of changes) expect(typeof change.new).toBe('string');
    });
    await fc.assert(property, wholeRuns);
  });

  it('R15 a value that stands otherwise than the last sync left it is shown as a console edit, exactly where it is overwritten', async () => {
    const value = fc.constantFrom('Clerk', ' Clerk ', 'Lead', '007', 'R\u00e9s', 'Re\u0301s', '');
    const values = fc.record({ title: value, department: value });
    const person = fc.record({
      first: values,
      later: values,
      edit: fc.record({ title: value, department: value }, { requiredKeys: [] }),
      id: fc.constantFrom('given', 'none'),
      renamed: fc.constantFrom('no', 'no', 'yes'),
    });
    const property = fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 5 }), async (all) => {
      const idOf = (at: number, id: string) => (id === 'given' ? { id: `id-${at}` } : {});
      const desk = deskOf({
        directory: all.map(({ first, id }, at) => ({
          address: `p${at}@x.example`,
          ...idOf(at, id),
          values: first,
        })),
        console: [],
      });
      await approvedRun(desk);
      const refs = all.map(
        (_, at) => desk.console.people().find(({ values: of }) => of.userName === `p${at}@x.example`)!.ref,
      );
      for (const [at, { edit }] of all.entries()) {
        const changes = (['title', 'department'] as const).flatMap((field) =>
          edit[field] === undefined ? [] : [{ field, value: edit[field] }],
        );
        await desk.console.updateUser(refs[at]!, changes, undefined, new AbortController().signal);
      }
      const nowAt = ({ id, renamed }: (typeof all)[number], at: number) =>
        id === 'given' && renamed === 'yes' ? `new${at}@x.example` : `p${at}@x.example`;
      desk.directory = all.map((one, at) => ({
        address: nowAt(one, at),
        ...idOf(at, one.id),
        values: one.later,
      }));
      const report = reportOf(await desk.testSync());
      all.forEach(({ first, later, edit }, at) => {
        const row = desk.rows(report.reportId).find(({ consoleRef }) => consoleRef === refs[at]);
        const told = row?.warnings
          .filter(({ code }) => code === 'console.edit')
          .map(({ facts }) => facts.label);
        const overwritten = (['title', 'department'] as const).filter((field) => {
          const stands = neat(edit[field] ?? first[field]);
          return stands !== neat(first[field]) && stands !== neat(later[field]);
        });
        expect(told).toEqual(overwritten.map((field) => ATTRIBUTES[field].label));
      });
    });
    await fc.assert(property, wholeRuns);
  });
});
