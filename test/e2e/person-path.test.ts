// Why somebody has a verdict, and a sync of them alone, through the command line (design §1, journey 4).
import { describe, expect, it } from 'vitest';
import { succeed } from '../../src-main/core/failure.ts';
import { callMuster } from '../cli/call-muster.ts';
import { FakeHouse } from '../fakes/fake-house.ts';
import { staffOf } from './expected-state.ts';
import { openWorld, type World } from './open-world.ts';
import type { Row } from './people-csv.ts';

const staff = staffOf(12);
const person = (i: number) => `person.${i}@contoso.example`;

/** The command line on the world's own data folder; the house stays open for the next call. */
async function muster(world: World, ...args: readonly string[]) {
  return callMuster(new FakeHouse(), args, {
    composition: { openHouse: async () => succeed({ ...world.house, close: async () => undefined }) },
  });
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly from?: string;
  readonly note?: string;
}

/** The facts of one step of the only path in a JSON answer. */
function factsOf(json: Record<string, unknown>, step: string, label: string): readonly Fact[] {
  const [path] = json.paths as { steps: { step: string; facts: Fact[] }[] }[];
  return path?.steps.find((one) => one.step === step)?.facts.filter((fact) => fact.label === label) ?? [];
}

/** The directory says nothing of employee numbers: these stand on the console alone. */
const directory: readonly Row[] = staff.flatMap((row, i): Row[] => {
  const { 'Employee Number': _onlyThere, ...rest } = row;
  if (i === 3) return [{ ...rest, 'Job Title': '  Promoted ' }];
  return i === 4 ? [] : [rest];
});

describe('report why', () => {
  it('tells the way from the row of the file to the verdict, as text and as JSON', async () => {
    const world = await openWorld({
      directory,
      console: staff,
      exclusions: `Email,Provisioning Managed\n${person(5)},false\n`,
    });
    await muster(world, 'sync');
    const why = await muster(world, 'report', 'why', person(3), '--json');
    expect(factsOf(why.json(), 'source', 'Job Title')).toEqual([
      { label: 'Job Title', value: '  Promoted ' },
    ]);
    expect(factsOf(why.json(), 'mapping', 'Job Title')[0]).toMatchObject({
      from: '  Promoted ',
      value: 'Promoted',
    });
    expect(factsOf(why.json(), 'match', 'By external ID')[0]?.note).toContain('this one.');
    expect(factsOf(why.json(), 'verdict', 'Job Title')).toEqual([
      { label: 'Job Title', value: 'Promoted', from: 'Analyst' },
    ]);
    const text = (await muster(world, 'report', 'why', person(3))).out;
    expect(text).toMatch(/1 Source: Line 5 of directory\.csv/);
    expect(text).toMatch(/5 Verdict: Changed/);

    const excluded = (await muster(world, 'report', 'why', person(5), '--json')).json();
    expect(factsOf(excluded, 'rule', 'Exclusion list')).toEqual([
      { label: 'Exclusion list', value: 'exclusions.csv', note: 'Line 2.' },
    ]);
    const gone = (await muster(world, 'report', 'why', person(4))).out;
    expect(gone).toContain('In no row of directory.csv, which was read to its end.');
  });

  it('finds an unchanged person by an employee number that only the console has', async () => {
    const world = await openWorld({ directory, console: staff });
    await muster(world, 'sync');
    const why = (await muster(world, 'report', 'why', '000007', '--json')).json();
    expect(why).toMatchObject({ found: true, rows: [{ address: person(7), verdict: 'Unchanged' }] });
    expect((await muster(world, 'report', 'why', '999999')).out).toMatch(/^Nobody with “999999”/);
  });
});

describe('sync --only', () => {
  it('takes several people, by e-mail and by a number that means one, and tells the way of each', async () => {
    const world = await openWorld({ directory, console: staff });
    const synced = await muster(world, 'sync', '--live', '--only', person(3), '000007', '--json');
    expect(synced.exit).toBe(0);
    expect(synced.json()).toMatchObject({
      only: [person(3), person(7)],
      users: { changed: 1, unchanged: 1 },
      applied: { failed: 0 },
      requests: { most: 16, slowed: 0 },
    });
    expect(synced.json().paths).toHaveLength(2);
  });

  it('guesses nobody among several, and says of whom it does not know that nobody is there', async () => {
    const twins = staff.map((row, i) => (i === 8 ? { ...row, 'Employee Number': '000007' } : row));
    const world = await openWorld({ directory, console: twins });
    const several = await muster(world, 'sync', '--only', '000007');
    expect(several.exit).not.toBe(0);
    expect(several.err).toMatch(/“000007” means several people, .* Nothing was changed\./s);
    const unknown = await muster(world, 'sync', '--only', 'nobody@contoso.example');
    expect(unknown.err).toMatch(/Nobody with “nobody@contoso\.example”/);
    expect(world.wire.writes()).toEqual([]);
  });

  it('is Skipped within the console’s limit, with the time when it may start', async () => {
    const world = await openWorld({ directory, console: staff, syncLimitMs: 15 * 60_000 });
    expect((await muster(world, 'sync', '--live', '--only', person(3))).exit).toBe(0);
    const second = await muster(world, 'sync', '--live', '--only', person(3), '--json');
    expect(second.exit).toBe(3);
    const { status, nextAllowedAt } = second.json();
    expect(status).toBe('Skipped');
    expect(Date.parse(String(nextAllowedAt))).toBeGreaterThan(Date.now());
  });
});
