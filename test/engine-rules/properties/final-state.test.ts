import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import { type ConsoleView, expectedConsole } from '../../worlds/expected-console.ts';
import { carriedBy, listedOf } from '../../worlds/world.ts';
import { outcomeOf } from '../outcome.ts';
import {
  approvedRun,
  changesNothing,
  completeWorld,
  delays,
  deskOf,
  liveRun,
  oracleOf,
  plain,
  stateOf,
  wholeRuns,
} from './whole-runs.ts';

/** Which of several spellings of its name a group bears is the directory's business (design §14). */
function spellingAside(view: ConsoleView) {
  const { people, groups } = plain(view);
  return { people, groups: groups.map(([ref, group]) => [ref, { ...group, displayName: nameOf(group) }]) };
}

function nameOf({ externalId, displayName }: { externalId: string; displayName: string }): string {
  const derived = /^muster:group:(.*)$/s.exec(externalId);
  return derived?.[1] ?? fold(displayName);
}

describe('what stands on the console after any live run', () => {
  it('R5 R6 R9 R10 R14 R19 is what the rules make of the two listings, and nothing else', async () => {
    const property = fc.asyncProperty(completeWorld, delays, async (world, pace) => {
      const listed = listedOf(world);
      const carried = carriedBy(world, listed);
      const compared = (['title', 'department'] as const).filter((name) => carried.attributes.includes(name));
      const desk = deskOf(world);
      const { outcome, watched } = await approvedRun(desk, { delays: pace });
      expect(outcome.status).toBe('Completed');
      expect(outcome.report?.applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
      const expected = expectedConsole(listed, oracleOf(world, listed), compared);
      expect(spellingAside(stateOf(desk, listed))).toEqual(spellingAside(expected));
      expect(watched.idle).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R12 is what a second run finds nothing to do about, in whatever form the console keeps values', async () => {
    const keeps = fc.constantFrom('as sent' as const, 'tidy' as const, 'lower case' as const);
    const property = fc.asyncProperty(completeWorld, keeps, async (world, form) => {
      const desk = deskOf(world);
      await approvedRun(desk, { keeps: form });
      const { result, watched } = await liveRun(desk);
      const second = outcomeOf(result);
      expect(second.report && changesNothing(second.report)).toBe(true);
      expect(watched.sent).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });
});
