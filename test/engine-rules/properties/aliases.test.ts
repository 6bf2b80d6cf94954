import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import type { PersonRecord } from '../../../src-main/core/records.ts';
import { listedOf, type World } from '../../worlds/world.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { completeWorld, deskOf, liveRun, oracleOf, wholeRuns } from './whole-runs.ts';

const alias = fc.constantFrom('old.a@x.example', 'old.b@x.example', 'old.c@x.example', 'OLD.C@x.example');

/** People who have aliases, some of them an address that another person wants. */
const aliased: fc.Arbitrary<World> = fc
  .tuple(completeWorld, fc.array(fc.uniqueArray(alias, { maxLength: 2 }), { maxLength: 6 }))
  .map(([world, more]) => ({
    ...world,
    console: world.console.map((one, at) => ({
      ...one,
      aliases: [...(one.aliases ?? []), ...(more[at] ?? [])],
    })),
  }));

/** A SCIM listing does not show aliases; only an export of the console's users does. */
function aliasDesk(world: World, shown: 'in an export' | 'nowhere') {
  const hidden = world.console.map(({ aliases: _hidden, ...one }) => one);
  const desk = deskOf({ ...world, console: hidden });
  if (shown === 'in an export') desk.userExport = world.console;
  return desk;
}

/** Whose aliases a live sync takes: those of everybody who is neither Excluded nor Blocked (R16). */
function vanishing(world: World): readonly string[] {
  const listed = listedOf(world);
  const oracle = oracleOf(world, listed);
  const isLeft = (verdict: string | undefined) => verdict === 'Excluded' || verdict === 'Blocked';
  const rowOf = new Map([...oracle.matched].map(([at, ref]) => [ref, oracle.rows[at]]));
  const verdictOf = ({ ref }: PersonRecord) => rowOf.get(ref) ?? oracle.alone.get(ref) ?? 'Blocked';
  return listed.console
    .filter((person) => !isLeft(verdictOf(person)))
    .flatMap(({ ref, aliases = [] }) => aliases.map((one) => `${ref} ${fold(one)}`))
    .toSorted();
}

describe('R16 after moving from ADI to SCIM', () => {
  it('R16 a live run waits until exactly the list of aliases that will vanish was acknowledged', async () => {
    const where = fc.constantFrom('in an export' as const, 'in an export' as const, 'nowhere' as const);
    const property = fc.asyncProperty(aliased, aliased, where, async (world, other, shown) => {
      const desk = aliasDesk(world, shown);
      const settings = { ...desk.tenant.localSettings, movedFromAdi: true };
      const acknowledge = (acknowledgedAliases: string) =>
        desk.store.tenants.update({ ...desk.tenant, localSettings: { ...settings, acknowledgedAliases } });
      const before = desk.console.people();

      const { aliases, planHash } = reportOf(await desk.testSync());
      const shows = shown === 'in an export';
      const list = shows ? vanishing(world) : [];
      expect(aliases.known).toBe(shows);
      expect(aliases.aliases).toBe(list.length);
      expect(aliases.people).toBe(new Set(list.map((line) => line.split(' ')[0])).size);

      // Nothing else acknowledges it: no list of another day, and no lifting of the limits.
      const otherDay = reportOf(
        await aliasDesk({ ...world, console: other.console }, shown).testSync(),
      ).aliases;
      const same = otherDay.hash === aliases.hash;
      acknowledge(otherDay.hash);
      const refused = await liveRun(desk, { planHash, overrideGuard: planHash });
      const passes = same || (shows && list.length === 0);
      expect(outcomeOf(refused.result).status).toBe(passes ? 'Completed' : 'Failed');
      if (passes) return;
      expect(outcomeOf(refused.result).failure?.code).toBe('settings-refused');
      expect(refused.watched.sent).toEqual([]);
      expect(desk.console.people()).toEqual(before);

      acknowledge(aliases.hash);
      const { result } = await liveRun(desk, { planHash, overrideGuard: planHash });
      expect(outcomeOf(result).status).toBe('Completed');
      expect(desk.tenant.localSettings.movedFromAdi).toBe(false);
    });
    await fc.assert(property, wholeRuns);
  });
});
