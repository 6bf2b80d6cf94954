import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import type { PersonRecord } from '../../../src-main/core/records.ts';
import type { Someone } from '../../worlds/people.ts';
import type { World } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { outcomeOf } from '../outcome.ts';
import { approvedRun, changesNothing, completeWorld, deskOf, liveRun, wholeRuns } from './whole-runs.ts';

/** People whom only an export shows, since SCIM was never told of them (R21); by their place among all. */
const hidden = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 });

function someone({ values, status, provisioningManaged }: PersonRecord): Someone {
  const { userName = '', email = '', externalId = '', title = '', department = '' } = values;
  return {
    address: userName,
    email,
    id: externalId,
    status,
    ...(provisioningManaged === undefined ? {} : { managed: provisioningManaged }),
    values: { title, department },
  };
}

/** A console that only receives and whose listing hides some; an export of its users shows everybody. */
function exportDesk(world: World, hiddenAt: readonly number[]) {
  const everybody = world.console.map(({ manager: _none, aliases: _unseen, ...one }) => one);
  const shown = everybody.filter((_, at) => !hiddenAt.includes(at));
  const desk = deskOf({ ...world, console: shown }, 'ksat');
  desk.userExport = everybody;
  return { desk, unseen: everybody.filter((_, at) => hiddenAt.includes(at)) };
}

/** The export of another day: whom SCIM was told of stands there as told, the others as before. */
function exportAnew(desk: Desk, unseen: readonly Someone[]): void {
  const told = desk.console.people().map(someone);
  const known = new Set(told.map(({ address }) => fold(address)));
  desk.userExport = [...told, ...unseen.filter(({ address }) => !known.has(fold(address)))];
}

describe('R21 a console of which an export shows more than its listing', () => {
  it('R5 R6 R12 nobody excluded is told of, nobody unseen is archived, and a second run finds nothing', async () => {
    const property = fc.asyncProperty(completeWorld, hidden, async (world, hiddenAt) => {
      const { desk, unseen } = exportDesk(world, hiddenAt);
      const before = desk.console.people().map(({ ref }) => ref);
      const { outcome, watched } = await approvedRun(desk);
      expect(outcome).toMatchObject({
        status: 'Completed',
        report: { applied: { failed: 0, movedSincePreview: 0 } },
      });

      const saysFalse = new Set((world.excluded ?? []).map(fold));
      for (const { managed, address, email } of [...world.directory, ...world.console])
        if (managed === false) for (const each of [address, email]) saysFalse.add(fold(each ?? ''));
      saysFalse.delete('');
      const asked = new Set(watched.sent.flatMap(({ names }) => names.map(fold)));
      for (const address of saysFalse) expect([address, asked.has(address)]).toEqual([address, false]);
      // Whoever was seen is still there, and of the unseen nobody was made by an archive.
      expect(desk.console.people().map(({ ref }) => ref)).toEqual(expect.arrayContaining(before));
      const made = desk.console.people().filter(({ ref }) => !before.includes(ref));
      for (const { status } of made) expect(status).toBe('active');

      exportAnew(desk, unseen);
      const second = await liveRun(desk);
      const { report } = outcomeOf(second.result);
      const acts = desk.rows(report?.reportId ?? '').filter(({ operation }) => operation !== undefined);
      expect(acts).toEqual([]);
      expect(second.watched.sent).toEqual([]);
      expect(report && (changesNothing(report) || unseen.length > 0)).toBe(true);
    });
    await fc.assert(property, wholeRuns);
  });
});
