import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportRow } from '../../../src-main/core/report.ts';
import { propertyRuns } from '../../long/cases.ts';
import { arbitraryGroupWorld, arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { applied } from '../../worlds/model-console.ts';
import { type Listed, listedOf, type Outcome, reportOf } from '../../worlds/world.ts';

const operations = (report: Outcome) => report.rows.flatMap((row) => row.operation?.canonical ?? []).sort();

/** The same people in another order, with other versions: nothing that a plan may depend on. */
function shuffled(listed: Listed, order: readonly number[]): Listed {
  const mix = <T>(list: readonly T[]) =>
    list
      .map((one, at) => ({ one, at: order[at % order.length]! + at / 1000 }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  return {
    directory: mix(listed.directory),
    directoryGroups: mix(listed.directoryGroups),
    console: mix(listed.console).map((person) => ({ ...person, version: 'W/"another"' })),
    consoleGroups: mix(listed.consoleGroups),
  };
}

describe('for any plan', () => {
  it('the order of rows does not matter, nor do versions (R3, R9)', () => {
    const order = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 });
    const property = fc.property(arbitraryWorld, order, (world, by) => {
      const listed = listedOf(world);
      const one = reportOf(world, listed);
      const other = reportOf(world, shuffled(listed, by));
      expect(summary(other)).toEqual(summary(one));
      expect(other.head.planHash).toBe(one.head.planHash);
      expect(other.head.counts).toEqual(one.head.counts);
      expect(other.head.guard).toEqual(one.head.guard);
    });
    fc.assert(property, propertyRuns);
  });

  it('the hashes of two plans are equal exactly when their operations are (R3)', () => {
    const property = fc.property(arbitraryWorld, arbitraryWorld, fc.boolean(), (world, other, swap) => {
      const one = reportOf(world);
      // Worlds that differ in one part only are those that come near to each other.
      const two = reportOf(
        swap ? { ...world, console: other.console } : { ...world, directory: other.directory },
      );
      expect(one.head.planHash === two.head.planHash).toBe(
        JSON.stringify(operations(one)) === JSON.stringify(operations(two)),
      );
    });
    fc.assert(property, propertyRuns);
  });

  it('no two people hold one userName at any step in R8’s order, and a second look finds nothing to do (R8, R12)', () => {
    const property = fc.property(arbitraryWorld, (world) => {
      const listed = listedOf(world);
      const first = reportOf(world, listed);
      const after = applied(listed.console, listed.consoleGroups, first.rows);
      expect(after.faults).toEqual([]);
      // R16: a live sync takes the aliases away; and ids of an old source are ours from now on.
      const second = reportOf(world, {
        ...listed,
        console: after.console,
        consoleGroups: after.consoleGroups,
      });
      expect(operations(second)).toEqual([]);
      const { archived, created, changed } = second.head.counts.groups;
      expect({ archived, created, changed }).toEqual({ archived: 0, created: 0, changed: 0 });
    });
    fc.assert(property, propertyRuns);
  });

  it('groups that collide in every way are planned alike in any order, and done after one sync (R12, R19)', () => {
    const order = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 });
    const property = fc.property(arbitraryGroupWorld, order, (world, by) => {
      const listed = listedOf(world);
      const first = reportOf(world, listed);
      const mixed = reportOf(world, shuffled(listed, by));
      expect(mixed.head.planHash).toBe(first.head.planHash);
      expect(mixed.head.counts).toEqual(first.head.counts);
      const after = applied(listed.console, listed.consoleGroups, first.rows);
      expect(after.faults).toEqual([]);
      const second = reportOf(world, {
        ...listed,
        console: after.console,
        consoleGroups: after.consoleGroups,
      });
      expect(operations(second)).toEqual([]);
      const { archived, created, changed } = second.head.counts.groups;
      expect({ archived, created, changed }).toEqual({ archived: 0, created: 0, changed: 0 });
    });
    fc.assert(property, propertyRuns);
  });

  it('smart groups are never touched, and foreign ones only joined (R19)', () => {
    const property = fc.property(arbitraryGroupWorld, (world) => {
      const listed = listedOf(world);
      const report = reportOf(world, listed);
      const ours = new Set([...(world.managedGroups ?? []), ...report.rows.flatMap(takenOverOrOurs)]);
      for (const { operation } of report.rows) {
        const act = operation?.act;
        if (act === undefined || !('group' in act) || !('id' in act.group)) continue;
        const { id } = act.group;
        const group = listed.consoleGroups.find((each) => each.ref === id);
        expect(group?.isSmart).not.toBe(true);
        if (act.kind !== 'remove-member' || ours.has(id)) continue;
        const known = world.directoryGroups?.some((each) => each.id !== '' && each.id === group?.externalId);
        expect(known || group?.externalId.startsWith('muster:group:')).toBe(true);
      }
    });
    fc.assert(property, propertyRuns);
  });
});

function takenOverOrOurs(row: ReportRow): readonly string[] {
  return row.object === 'group' && row.verdict === 'Changed' && row.consoleRef !== undefined
    ? [row.consoleRef]
    : [];
}

/** Every row, but of one that is left alone only its verdict: which of two fitting users it shows first is no matter. */
function summary({ rows }: Outcome): readonly string[] {
  return rows
    .map((row) => {
      const { object, verdict, directoryRef = '', consoleRef = '', key, reason, operation } = row;
      if (verdict === 'Blocked' || verdict === 'Excluded') return [object, verdict, directoryRef].join(' ');
      const { phase, level, canonical } = operation ?? {};
      return [object, verdict, directoryRef, consoleRef, key, reason, phase, level, canonical].join(' ');
    })
    .sort();
}
