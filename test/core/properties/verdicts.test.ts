import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../long/cases.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { askOracle, type OracleAnswer } from '../../worlds/oracle.ts';
import { carriedBy, listedOf, type Outcome, reportOf, type World } from '../../worlds/world.ts';

interface Case {
  readonly report: Outcome;
  readonly oracle: OracleAnswer;
  readonly world: World;
}

function caseOf(world: World): Case {
  const listed = listedOf(world);
  const carried = carriedBy(world, listed);
  const oracle = askOracle({
    ...listed,
    excluded: world.excluded ?? [],
    complete: Object.keys(world.listings ?? {}).length === 0,
    idSourceChanged: world.idSourceChanged ?? false,
    compared: (['title', 'department'] as const).filter((name) => carried.attributes.includes(name)),
    managerCarried: carried.manager,
  });
  return { report: reportOf(world, listed), oracle, world };
}

const forAllWorlds = (check: (one: Case) => void) =>
  fc.assert(
    fc.property(arbitraryWorld, (world) => check(caseOf(world))),
    propertyRuns,
  );

describe('for any world (R1–R5, R9, R10, R13, R14, R19)', () => {
  it('each row has the verdict that the rules give it, and each person exactly one row', () => {
    forAllWorlds(({ report, oracle, world }) => {
      const users = report.rows.filter((row) => row.object === 'user');
      const ofDirectory = users.slice(0, world.directory.length);
      expect(ofDirectory.map((row) => `${row.directoryRef} ${row.verdict}`)).toEqual(
        oracle.rows.map((verdict, at) => `${at + 2} ${verdict}`),
      );
      const alone = users.slice(world.directory.length);
      expect(alone.map((row) => `${row.consoleRef} ${row.verdict}`)).toEqual(
        [...oracle.alone].map(([ref, verdict]) => `${ref} ${verdict}`),
      );
    });
  });

  it('memberships join and leave as the rules say (R19)', () => {
    forAllWorlds(({ report, oracle }) => {
      const rowOf = new Map(
        report.rows.flatMap((row) =>
          row.object === 'user' && row.verdict === 'Created'
            ? [[row.key, `row ${Number(row.directoryRef) - 2}`]]
            : [],
        ),
      );
      const told = (verdict: 'Created' | 'Archived') =>
        report.rows
          .filter((row) => row.object === 'membership' && row.verdict === verdict)
          .map(
            (row) =>
              `${row.consoleRef ?? rowOf.get(row.key.split('\n').at(-1)!)}>${groupOf(row.facts.group)}`,
          )
          .sort();
      expect(told('Created')).toEqual([...oracle.added].sort());
      expect(told('Archived')).toEqual([...oracle.removed].sort());
    });
  });

  it('excluded people are in no operation of any kind (R5)', () => {
    forAllWorlds(({ report, oracle }) => {
      for (const row of report.rows) {
        if (row.verdict === 'Excluded') expect(row.operation).toBeUndefined();
        if (row.operation === undefined || row.object === 'group') continue;
        expect(oracle.excludedUsers).not.toContain(row.consoleRef);
      }
    });
  });

  it('a partial listing archives nobody and removes no membership (R1)', () => {
    forAllWorlds(({ report }) => {
      if (!report.head.partial) return;
      const acts = report.rows.filter((row) => row.verdict === 'Archived');
      expect(acts).toEqual([]);
      const kinds = report.rows.map((row) => row.operation).map((each) => `${each?.phase} ${each?.act.kind}`);
      expect(kinds.filter((kind) => /^archive|remove/.test(kind))).toEqual([]);
    });
  });

  it('Blocked rows have no operation, and nobody whom they name is archived (R10)', () => {
    forAllWorlds(({ report, oracle }) => {
      for (const row of report.rows) {
        if (row.verdict === 'Blocked') expect(row.operation).toBeUndefined();
        if (row.operation?.phase === 'archive') expect(oracle.named).not.toContain(row.consoleRef);
      }
    });
  });

  it('only real changes are operations, and e-mail and userName are never cleared (R12, R14)', () => {
    forAllWorlds(({ report }) => {
      for (const row of report.rows) {
        if (row.object !== 'user' || row.operation === undefined) continue;
        expect(row.changes.length).toBeGreaterThan(0);
        for (const change of row.changes) {
          if (change.field !== 'active' && change.field !== 'manager')
            expect(change.old).not.toBe(change.new);
          if (['userName', 'email', 'externalId'].includes(change.field)) expect(change.new).not.toBe('');
        }
      }
    });
  });

  it('ids stay text: no 00123 becomes 123 (R13)', () => {
    forAllWorlds(({ report, world }) => {
      const given = new Set(world.directory.map((one) => (one.id ?? '').trim()));
      for (const row of report.rows) {
        for (const change of row.changes)
          if (row.object === 'user' && change.field === 'externalId') expect(given).toContain(change.new);
      }
    });
  });

  it('the counts of the report are those of its rows', () => {
    forAllWorlds(({ report }) => {
      const count = (object: string, verdict: string) =>
        report.rows.filter((row) => row.object === object && row.verdict.toLowerCase() === verdict).length;
      const { users, groups, memberships } = report.head.counts;
      for (const [verdict, number] of Object.entries(users))
        if (verdict !== 'adopted') expect([verdict, count('user', verdict)]).toEqual([verdict, number]);
      for (const [verdict, number] of Object.entries(groups))
        expect([verdict, count('group', verdict)]).toEqual([verdict, number]);
      for (const [verdict, number] of Object.entries(memberships))
        if (verdict !== 'unchanged')
          expect([verdict, count('membership', verdict)]).toEqual([verdict, number]);
    });
  });
});

function groupOf(name: unknown): string {
  return String(name).trim().normalize('NFC').toLowerCase();
}
