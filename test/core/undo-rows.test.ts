import { describe, expect, it } from 'vitest';
import type { DoneRow } from '../../src-main/core/done-row.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import { applied } from '../worlds/model-console.ts';
import { runThatMade } from '../worlds/undone-world.ts';
import { listedOf, type Outcome, reportOf, type World } from '../worlds/world.ts';

interface Since {
  readonly people?: (people: readonly PersonRecord[]) => readonly PersonRecord[];
  readonly groups?: (groups: readonly GroupRecord[]) => readonly GroupRecord[];
  readonly proof?: (done: DoneRow) => DoneRow;
  /** What is otherwise in the world by the time of the undo. */
  readonly world?: Partial<World>;
}

/** The report of undoing a sync of this world, after what happened on the console since. */
function undoOf(world: World, since: Since = {}): Outcome {
  const listed = listedOf(world);
  const first = reportOf(world, listed);
  const made = applied(listed.console, listed.consoleGroups, first.rows);
  const run = runThatMade(first.rows);
  const same = <T>(value: T) => value;
  const rows = () => [...run.rows()].map(since.proof ?? same);
  const now = { ...world, ...since.world, undone: { ...run, rows } };
  return reportOf(now, {
    ...listedOf(now),
    console: (since.people ?? same)(made.console),
    consoleGroups: (since.groups ?? same)(made.consoleGroups),
  });
}

const linesOf = (world: World, since?: Since) => undoOf(world, since).lines;
const ana = 'ana@x.example';
const ben = 'ben@x.example';

describe('R23 of an undo it is named', () => {
  it('R23 who is not on the console any more', () => {
    const world = { directory: [], console: [] };
    const changed = { directory: [{ address: ana, values: { title: 'Lead' } }], console: [{ address: ana }] };
    expect(linesOf({ ...world, ...changed }, { people: () => [] })).toEqual([`! Blocked ${ana} [undo.gone]`]);
  });

  it('R23 what the journal cannot prove, and nothing goes back of it', () => {
    const world = {
      directory: [{ address: ana, groups: ['Sales'], values: { title: 'Lead' } }],
      console: [{ address: ana }],
      consoleGroups: [{ name: 'Sales' }],
    };
    const report = undoOf(world, { proof: (done) => ({ ...done, main: 'unknown' }) });
    expect(report.lines).toEqual([
      `! Blocked ${ana} [undo.unknown]`,
      `! Blocked ${ana} in Sales [undo.unknown]`,
    ]);
    expect(report.rows.some(({ operation }) => operation)).toBe(false);
  });

  it('R23 only what was done goes back: a value whose manager link was refused, and not the link', () => {
    const world = {
      directory: [{ address: ana, values: { title: 'Lead' }, manager: ben }, { address: ben }],
      console: [{ address: ana, values: { title: 'Clerk' } }, { address: ben }],
    };
    const lines = linesOf(world, {
      people: (people) => people.map((person) => ({ ...person, manager: '' })),
      proof: (done) => ({ ...done, manager: 'not done' }),
    });
    expect(lines).toEqual([`~ Changed ${ana} (title: Lead → Clerk)`]);
    expect(linesOf(world, { proof: (done) => ({ ...done, main: 'not done', manager: 'not done' }) })).toEqual(
      [],
    );
  });

  it('R23 an address that the newcomer of that sync holds: nobody is renamed onto it (R10)', () => {
    const world = {
      directory: [
        { address: ben, id: '1' },
        { address: ana, id: '2' },
      ],
      console: [{ address: ana, id: '1' }],
    };
    expect(linesOf(world)).toEqual([`! Blocked ${ben} [blocked.held]`, `- Archived ${ana}`]);
  });

  it('R23 an external id that was empty before: it is never cleared (R14)', () => {
    const world = { directory: [{ address: ana, id: '1' }], console: [{ address: ana }] };
    expect(linesOf(world)).toEqual([`= Unchanged ${ana} !undo.stays`]);
  });

  it('R23 an alias that went with that sync (R16), and none that is still there', () => {
    const world = {
      directory: [{ address: ana, values: { title: 'Lead' } }],
      console: [{ address: ana, values: { title: 'Clerk' }, aliases: ['old@x.example'] }],
    };
    const people = (all: readonly PersonRecord[]) => all.map((person) => ({ ...person, aliases: [] }));
    expect(undoOf(world, { people }).rows.map(({ warnings }) => warnings)).toEqual([
      [{ code: 'undo.alias', facts: { alias: 'old@x.example' } }],
    ]);
    expect(undoOf(world).rows.map(({ warnings }) => warnings)).toEqual([[]]);
  });

  it('R23 an admin, who is not archived although that sync restored them (R4)', () => {
    const world = {
      directory: [{ address: ana }],
      console: [{ address: ana, status: 'archived', admin: true }],
    };
    expect(linesOf(world)).toEqual([`! Blocked ${ana} [blocked.admin]`]);
  });

  it('R23 a group that somebody renamed since, and one that the console fills by now', () => {
    const world = {
      directory: [{ address: ana, groups: ['Sales', 'IT'] }],
      console: [{ address: ana }],
      consoleGroups: [{ name: 'sales by hand', id: 'muster:group:sales' }, { name: 'IT' }],
    };
    const lines = linesOf(world, {
      groups: (groups) =>
        groups.map((group) =>
          group.displayName === 'IT' ? { ...group, isSmart: true } : { ...group, displayName: 'Vertrieb' },
        ),
    });
    expect(lines).toEqual([
      '! Blocked group Vertrieb [undo.moved] !undo.moved',
      `- Archived ${ana} in Vertrieb`,
      `! Blocked ${ana} in IT [group.smart]`,
    ]);
  });
});

describe('R23 an undo keeps every rule of a plan', () => {
  const renamed = { directory: [{ address: ben, id: '1' }], console: [{ address: ana, id: '1' }] };

  it('R5 nobody goes back to an address that is protected by now', () => {
    expect(linesOf(renamed, { world: { excluded: [ana] } })).toEqual([`# Excluded ${ben} [excluded.list]`]);
    const column = [...renamed.directory, { address: ana, id: '9', managed: false }];
    expect(linesOf(renamed, { world: { directory: column } })).toEqual([
      `# Excluded ${ben} [excluded.column]`,
    ]);
  });

  it('R1 an incomplete listing archives nobody and takes nobody out of a group', () => {
    const world = { directory: [{ address: ana, groups: ['Sales'] }], console: [{ address: ben }] };
    for (const listings of [{ console: 'partial' as const }, { directory: 'partial' as const }]) {
      const report = undoOf(world, { world: { listings } });
      expect(report.head.partial).toBe(true);
      expect(report.rows.some(({ operation }) => operation)).toBe(false);
    }
  });

  it('R3 the same undo has the same hash, whatever versions the console gives', () => {
    const stamp = (version: string) => (people: readonly PersonRecord[]) =>
      people.map((person) => ({ ...person, version }));
    const one = undoOf(renamed, { people: stamp('W/"1"') });
    const two = undoOf(renamed, { people: stamp('W/"2"') });
    expect(one.head.planHash).toBe(two.head.planHash);
    expect(one.head.undoes).toBe('run-1');
  });

  it('R8 addresses that were handed on go back one after the other, the last one first', () => {
    const world = {
      directory: [
        { address: 'c@x.example', id: '1' },
        { address: 'b@x.example', id: '2' },
      ],
      console: [
        { address: 'b@x.example', id: '1' },
        { address: 'a@x.example', id: '2' },
      ],
    };
    const levels = undoOf(world).rows.map(({ address, operation }) => [address, operation?.level]);
    expect(levels).toEqual([
      ['c@x.example', 1],
      ['b@x.example', 0],
    ]);
  });

  it('a version that earlier requests of the undo use up is not asked for again', () => {
    const world = {
      directory: [{ address: ana, groups: ['Sales'] }, { address: ben }],
      console: [],
      consoleGroups: [{ name: 'Sales' }],
    };
    const report = undoOf(world, {
      people: (people) => people.map((person) => ({ ...person, version: 'W/"1"' })),
    });
    const versions = report.rows
      .filter(({ object }) => object === 'user')
      .map(({ operation }) => operation?.seenVersion);
    expect(versions).toEqual([undefined, 'W/"1"']);
  });
});
