import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import type { GroupRecord, PersonRecord } from '../../../src-main/core/records.ts';
import type { ReportRow } from '../../../src-main/core/report.ts';
import type { ConsoleView } from '../../worlds/expected-console.ts';
import { groupAsBefore, personAsBefore } from '../../worlds/undone-world.ts';
import { listedOf } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { EDITED, type Edit, editByHand, edits } from './edits-by-hand.ts';
import { deaths, type Ending, ending, runOf, runThroughDeaths } from './run-endings.ts';
import type { WatchedWriter } from './watched-writer.ts';
import { deskOf, liveRun, stateOf, wholeRuns } from './whole-runs.ts';

interface Undone {
  readonly desk: Desk;
  readonly runId: string;
  readonly rows: readonly ReportRow[];
  readonly before: ConsoleView;
  readonly between: ConsoleView;
  readonly after: ConsoleView;
  readonly sent: WatchedWriter;
}

/** A run, what was done by hand since, and its undo as an admin makes it; nothing where that run wrote nothing. */
async function undoneAfter(
  one: Ending,
  by: readonly Edit[],
  excluded: readonly string[],
): Promise<Undone | undefined> {
  const desk = deskOf(one.world, one.profile);
  // On a console that archives the untold an undo waits for the first full live sync (R22).
  desk.store.tenants.update({ ...desk.tenant, firstLiveDone: true });
  const listed = listedOf(one.world);
  const before = stateOf(desk, listed);
  const runId = await runOf(desk, one);
  await editByHand(desk, by);
  const now = { console: desk.console.people(), consoleGroups: desk.console.groups() };
  const between = stateOf(desk, now);
  desk.excluded = [...desk.excluded, ...excluded];
  const shown = await desk.testUndo(runId);
  if (!shown.ok) {
    expect(shown.failure.sentence).toMatch(/changed nothing/);
    return undefined;
  }
  const preview = reportOf(shown);
  expect(stateOf(desk, now)).toEqual(between);
  const rows = desk.rows(preview.reportId);
  const order = { planHash: preview.planHash, overrideGuard: preview.planHash };
  const { result, watched } = await liveRun(desk, order, { delays: one.pace });
  expect(outcomeOf(result).status).toBe('Completed');
  expect(reportOf(result).applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
  return { desk, runId, rows, before, between, after: stateOf(desk, now), sent: watched };
}

/**
 * What the undo says of a person that keeps something of them from going back. Whoever was made by a request of which
 * nobody heard has no id that it could know, and is named by address.
 */
function namedCodes(rows: readonly ReportRow[], { ref, values }: PersonRecord): readonly string[] {
  const keys = [ref, fold(values.userName ?? ''), fold(values.email ?? '')];
  return rows
    .filter(({ object, key }) => object === 'user' && keys.includes(key))
    .flatMap(({ verdict, reason, warnings }) => [
      ...(verdict === 'Blocked' || verdict === 'Excluded' ? [reason] : []),
      ...warnings
        .map(({ code }) => code)
        .filter((code) => code.startsWith('undo.') || code === 'manager.unknown'),
    ]);
}

const isNamedGroup = (rows: readonly ReportRow[], { ref, displayName }: GroupRecord) =>
  rows.some(
    ({ object, key, verdict }) =>
      object !== 'user' &&
      verdict === 'Blocked' &&
      [ref, fold(displayName)].some((name) => key === name || key.startsWith(`${name}\n`)),
  );

describe('R23 the undo of any live run, however it ended', () => {
  it('R23 brings the console back, but for what it names', async () => {
    const property = fc.asyncProperty(ending, async (one) => {
      const story = await undoneAfter(one, [], []);
      if (!story) return;
      const { rows, before, after, sent } = story;
      const heard = one.end !== 'dead and deaf' && one.end !== 'cancelled';
      expect(sent.idle).toEqual([]);
      for (const [ref, now] of after.people) {
        const was = before.people.get(ref);
        const named = namedCodes(rows, now).filter((code) => code !== 'undo.stays' && code !== 'undo.alias');
        // Nobody moved anything, so only these are left alone: R10, R4, R11, and where an answer was never heard.
        const known = [
          'blocked.held',
          'blocked.admin',
          'manager.unknown',
          ...(heard ? [] : ['undo.unknown']),
        ];
        expect(named.filter((code) => !known.includes(code))).toEqual([]);
        if (named.length > 0) continue;
        if (was === undefined) expect([ref, now.status]).toEqual([ref, 'archived']);
        else expect(personAsBefore(now, was)).toEqual(personAsBefore(was, was));
      }
      for (const [ref, now] of after.groups) {
        const was = before.groups.get(ref);
        if (isNamedGroup(rows, now)) {
          expect([ref, heard]).toEqual([ref, false]);
          continue;
        }
        if (was) expect(groupAsBefore(now, was)).toEqual(groupAsBefore(was, was));
        else expect(now.members).toEqual([]);
      }
    });
    await fc.assert(property, wholeRuns);
  });

  it('R23 leaves alone what somebody moved since, and names it', async () => {
    const property = fc.asyncProperty(ending, edits, async (one, by) => {
      const story = await undoneAfter(one, by, []);
      if (!story) return;
      const { rows, before, between, after } = story;
      for (const [ref, now] of after.people) {
        const then = between.people.get(ref)!;
        for (const field of EDITED) {
          if (then.values[field] !== 'By hand') continue;
          expect([ref, now.values[field]]).toEqual([ref, 'By hand']);
        }
        // Whatever is not as it was before and was not done by hand is told of.
        const was = before.people.get(ref);
        if (was === undefined || namedCodes(rows, now).some((code) => code !== 'undo.alias')) continue;
        for (const [field, value] of Object.entries(personAsBefore(now, was).values)) {
          const old = personAsBefore(was, was).values[field];
          if (value !== 'By hand') expect([ref, field, value]).toEqual([ref, field, old]);
        }
      }
    });
    await fc.assert(property, wholeRuns);
  });

  it('R5 R23 touches nobody who is excluded by then', async () => {
    const names = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'zoë', 'dan', 'eve', 'fay', 'gus', 'kay'), {
      minLength: 1,
      maxLength: 3,
    });
    const property = fc.asyncProperty(ending, names, async (one, list) => {
      const excluded = list.map((name) => `${name}@x.example`);
      const story = await undoneAfter(one, [], excluded);
      if (!story) return;
      const { between, after, sent } = story;
      const asked = new Set(sent.sent.flatMap(({ names: named }) => named.map(fold)));
      for (const [ref, was] of between.people) {
        const { userName = '', email = '' } = was.values;
        if (![userName, email].some((address) => excluded.includes(fold(address)))) continue;
        expect(after.people.get(ref)).toEqual(was);
        expect([ref, asked.has(fold(ref))]).toEqual([ref, false]);
        for (const [group, { members }] of between.groups)
          expect(after.groups.get(group)?.members.includes(ref)).toBe(members.includes(ref));
      }
      for (const address of excluded) expect([address, asked.has(address)]).toEqual([address, false]);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R23 finds nothing to do a second time', async () => {
    const property = fc.asyncProperty(ending, edits, async (one, by) => {
      const story = await undoneAfter(one, by, []);
      if (!story) return;
      const again = reportOf(await story.desk.testUndo(story.runId));
      expect(story.desk.rows(again.reportId).filter(({ operation }) => operation)).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R7 R23 is resumed to where it was going when its own process dies', async () => {
    const property = fc.asyncProperty(ending, deaths, async (one, all) => {
      const calm = await undoneAfter(one, [], []);
      if (!calm) return;
      const desk = deskOf(one.world, one.profile);
      desk.store.tenants.update({ ...desk.tenant, firstLiveDone: true });
      const runId = await runOf(desk, one);
      const now = { console: desk.console.people(), consoleGroups: desk.console.groups() };
      const shown = reportOf(await desk.testUndo(runId));
      const { end, watched } = await runThroughDeaths(desk, all, one.pace, shown);
      expect(end).toMatchObject({ ok: true, value: { status: 'Completed' } });
      expect(stateOf(desk, now)).toEqual(calm.after);
      expect(watched.flatMap((each) => each.idle)).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });
});
