import { describe, expect, it } from 'vitest';
import { DEFAULT_GUARD_LIMITS } from '../../src-main/core/settings.ts';
import { exampleHead } from '../fakes/example-report.ts';
import { callMuster, houseOfContoso } from './call-muster.ts';

async function houseWithReport() {
  const house = await houseOfContoso();
  const head = exampleHead();
  const users = { ...head.counts.users, archived: 12, created: 3 };
  const guard = { ...head.guard, activeBefore: 406, managedMemberships: 500, lastGoodRows: 437 };
  house.finds = { head: { ...head, counts: { ...head.counts, users }, guard }, rows: [] };
  await callMuster(house, ['sync']);
  return house;
}

describe('the limits of the guard (R4) on the command line', () => {
  it('are shown, each with what is always allowed, against the last report', async () => {
    const house = await houseWithReport();
    const shown = await callMuster(house, ['settings', 'show']);
    expect(shown.out).toMatch(/Archived people +5 %, and 5 always, never more than 500/);
    expect(shown.out).toMatch(/Fewer rows in the directory +10 %/);
    expect(shown.out).toContain('would not halt.');
    const json = (await callMuster(house, ['settings', 'show', '--json'])).json();
    expect(json).toMatchObject({
      limits: DEFAULT_GUARD_LIMITS,
      lastReport: { reportId: exampleHead().reportId, guard: { halted: false, reasons: [] } },
    });
  });

  it('are set one by one, and what they would halt is said at once', async () => {
    const house = await houseWithReport();
    const set = ['settings', 'set', '--limit', 'archived-share=0.5%', '--limit', 'changed-always=7'];
    const saved = await callMuster(house, set);
    expect([saved.exit, saved.err]).toEqual([0, '']);
    expect(saved.out.replace(/\s+/g, ' ')).toMatch(
      /would halt: This plan would archive 12 of 406 people \(active, not excluded\); the limit for Contoso is 5 \(0\.5 %\)/,
    );
    expect((await callMuster(house, ['settings', 'show', '--json'])).json()).toMatchObject({
      limits: { ...DEFAULT_GUARD_LIMITS, archivedShare: 0.005, changedFloor: 7 },
      lastReport: { guard: { halted: true, reasons: [{ limit: 'archived', count: 12, allowed: 5 }] } },
    });
    await callMuster(house, ['settings', 'set', '--limit', 'archived-share=usual']);
    expect(house.listTenants()[0]?.guardLimits).toEqual({ ...DEFAULT_GUARD_LIMITS, changedFloor: 7 });
  });

  it.each([
    ['archives=5', 'There is no limit "archives". Known are: archived-share'],
    ['archived-share=101%', 'archived-share takes a share from 0% to 100%'],
    ['archived-share', 'archived-share takes a share'],
    ['archived-most=2.5', 'archived-most takes a whole number'],
    ['archived-most=1000001', 'archived-most takes a whole number up to 1,000,000'],
    ['toString=5', 'There is no limit "toString"'],
  ])('refuse %s, and nothing is saved', async (limit, words) => {
    const house = await houseOfContoso();
    const called = await callMuster(house, ['settings', 'set', '--limit', limit]);
    expect(called.exit).toBe(2);
    expect(called.err.replace(/\s+/g, ' ')).toContain(words);
    expect(house.listTenants()[0]?.guardLimits).toEqual(DEFAULT_GUARD_LIMITS);
  });
});

describe('the audit trail on the command line', () => {
  it('is told whole with its last entry, and exit code 0', async () => {
    const house = await houseOfContoso();
    const called = await callMuster(house, ['history', 'verify']);
    expect(called.exit).toBe(0);
    expect(called.out.replace(/\s+/g, ' ')).toContain(
      'The audit trail is whole: 3 entries since 24 Nov 2026',
    );
    expect(called.out.replace(/\s+/g, '')).toContain(`3:${'c'.repeat(64)}`);
  });

  it('is told broken at its first broken entry, and exit code 1', async () => {
    const house = await houseOfContoso();
    house.trail = { ...house.trail, entries: 213, fault: { entry: 214, kind: 'altered' } };
    const called = await callMuster(house, ['history', 'verify', '--json']);
    expect(called.exit).toBe(1);
    expect(called.json()).toMatchObject({
      whole: false,
      broken: {
        entry: 214,
        kind: 'altered',
        sentence: 'Entry 214 of the audit trail was altered, or one before it was replaced.',
      },
    });
  });

  it.each(['214', `0:${'a'.repeat(64)}`, '214:abc'])(
    'takes no %s for an end that was kept',
    async (known) => {
      const called = await callMuster(await houseOfContoso(), ['history', 'verify', '--known', known]);
      expect(called.exit).toBe(2);
    },
  );
});
