import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import type { ConsoleView } from '../../worlds/expected-console.ts';
import { applied } from '../../worlds/model-console.ts';
import type { World } from '../../worlds/world.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { editByHand, edits } from './edits-by-hand.ts';
import {
  completeWorld,
  delays,
  deskOf,
  liveRun,
  plain,
  profileName,
  stateOf,
  viewOf,
  wholeRuns,
} from './whole-runs.ts';

/** A create writes what it has; a listing shows what is not there as empty. */
function withoutEmpty({ people, groups }: ConsoleView): ConsoleView {
  const full = [...people].map(([ref, person]) => {
    const values = Object.entries(person.values).filter(([, value]) => value !== '');
    return [ref, { ...person, values: Object.fromEntries(values) }] as const;
  });
  return { people: new Map(full), groups };
}

/** What becomes of a world between its preview and its approval: some rows of another day's directory, another list. */
interface Meanwhile {
  readonly other: World;
  readonly rows: readonly number[];
  readonly leaves: number;
  readonly list: 'the same' | 'another';
}

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  other: completeWorld,
  rows: fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 }),
  leaves: fc.nat({ max: 20 }),
  list: fc.constantFrom('the same', 'the same', 'another'),
});

function directoryAfter(world: World, { other, rows, leaves }: Meanwhile): World['directory'] {
  const changed = world.directory.map((row, at) => (rows.includes(at) ? (other.directory[at] ?? row) : row));
  const left = changed.filter((_, at) => at !== leaves);
  return left.length === 0 ? changed : left;
}

describe('R3 an approved plan', () => {
  it('R3 is applied in exactly those rows that come out identical, and the others are left alone and named', async () => {
    const anyWorld = fc.oneof(
      { weight: 3, arbitrary: completeWorld },
      { weight: 1, arbitrary: arbitraryGroupWorld },
    );
    const property = fc.asyncProperty(
      anyWorld,
      profileName,
      meanwhile,
      edits,
      delays,
      async (world, profile, between, by, pace) => {
        const desk = deskOf(world, profile);
        const preview = reportOf(await desk.testSync());
        desk.directory = directoryAfter(world, between);
        if (between.list === 'another') desk.excluded = between.other.excluded ?? [];
        await editByHand(desk, by);
        const now = { console: desk.console.people(), consoleGroups: desk.console.groups() };
        const { planHash } = preview;
        const { result } = await liveRun(desk, { planHash, overrideGuard: planHash }, { delays: pace });
        expect(outcomeOf(result).status).toBe('Completed');
        const report = reportOf(result);

        const approvedTexts = desk
          .rows(preview.reportId)
          .flatMap(({ operation }) => operation?.canonical ?? []);
        const fresh = desk.rows(report.reportId).filter(({ operation }) => operation !== undefined);
        const identical = fresh.filter(({ operation }) => approvedTexts.includes(operation!.canonical));
        const model = applied(now.console, now.consoleGroups, identical);
        const expected = viewOf(model, now);
        expect(plain(withoutEmpty(stateOf(desk, now)))).toEqual(plain(withoutEmpty(expected)));

        for (const row of fresh) {
          if (!identical.includes(row)) expect([row.key, row.result?.status]).toEqual([row.key, 'moved']);
          else expect(row.result?.status).toMatch(/^(applied|received|refused)$/);
        }
        const refused = identical.filter(({ result: end }) => end?.status === 'refused').length;
        expect(report.applied).toEqual({
          succeeded: identical.length - refused,
          failed: refused,
          movedSincePreview: approvedTexts.length - identical.length,
        });
        // Where nothing is left to do the row stands without an operation; where it is gone on both sides it stands in no new listing, and is named where it was approved.
        const named = [...desk.rows(report.reportId), ...desk.rows(preview.reportId)].filter(
          ({ result: end }) => end?.status === 'moved',
        );
        expect(named.length).toBeGreaterThanOrEqual(approvedTexts.length - identical.length);
      },
    );
    await fc.assert(property, wholeRuns);
  });
});
