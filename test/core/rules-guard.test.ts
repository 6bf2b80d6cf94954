import { describe, expect, it } from 'vitest';
import { type GuardFacts, guardPlan } from '../../src-main/core/guard.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import { DEFAULT_GUARD_LIMITS } from '../../src-main/core/settings.ts';
import { exampleCounts } from '../fakes/example-report.ts';
import { crowd } from '../worlds/crowd.ts';
import { reportOf } from '../worlds/world.ts';

interface Plan {
  readonly archived?: number;
  readonly created?: number;
  readonly restored?: number;
  readonly changed?: number;
  readonly blocked?: number;
  readonly membersRemoved?: number;
}

function limitsBroken(plan: Plan, activeBefore: number, facts: Partial<GuardFacts> = {}): readonly string[] {
  const { membersRemoved = 0, ...users } = plan;
  const result = guardPlan({
    counts: exampleCounts({ users, memberships: { archived: membersRemoved } }),
    activeBefore,
    managedMemberships: 0,
    directoryRows: 0,
    lastGoodRows: undefined,
    emptyConsole: false,
    limits: DEFAULT_GUARD_LIMITS,
    ...facts,
  });
  expect(result.halted).toBe(result.reasons.length > 0);
  return result.reasons.map((reason) => reason.limit);
}

describe('R4 the guard', () => {
  it.each<[string, number, keyof Plan, number, string]>([
    ['5 of a small console', 20, 'archived', 5, 'archived'],
    ['5 % of a larger one', 1_000, 'archived', 50, 'archived'],
    ['a part of a person less', 1_019, 'archived', 50, 'archived'],
    ['500 of a very large one', 100_000, 'archived', 500, 'archived'],
    ['50 changed of a small console', 60, 'changed', 50, 'changed'],
    ['30 % changed', 1_000, 'changed', 300, 'changed'],
    ['50 created of a small console', 60, 'created', 50, 'created'],
    ['20 % created', 1_000, 'created', 200, 'created'],
    ['20 % restored', 1_000, 'restored', 200, 'created'],
    ['5 blocked of a small console', 20, 'blocked', 5, 'blocked'],
    ['5 % blocked', 1_000, 'blocked', 50, 'blocked'],
  ])('R4 lets %s pass, and one more not', (_what, active, kind, most, limit) => {
    expect(limitsBroken({ [kind]: most }, active)).toEqual([]);
    expect(limitsBroken({ [kind]: most + 1 }, active)).toEqual([limit]);
  });

  it('R4 counts created and restored together', () => {
    expect(limitsBroken({ created: 100, restored: 100 }, 1_000)).toEqual([]);
    expect(limitsBroken({ created: 100, restored: 101 }, 1_000)).toEqual(['created']);
  });

  it('R4 halts at half of the active people, however few', () => {
    expect(limitsBroken({ archived: 3 }, 7)).toEqual([]);
    expect(limitsBroken({ archived: 3 }, 6)).toEqual(['half']);
    expect(limitsBroken({ archived: 1 }, 1)).toEqual(['half']);
    expect(limitsBroken({ archived: 0 }, 0)).toEqual([]);
  });

  it('R4 takes memberships removed as a share of the managed ones', () => {
    const of = (removed: number, managedMemberships: number) =>
      limitsBroken({ membersRemoved: removed }, 1_000, { managedMemberships });
    expect(of(50, 60)).toEqual([]);
    expect(of(51, 60)).toEqual(['members']);
    expect(of(200, 1_000)).toEqual([]);
    expect(of(201, 1_000)).toEqual(['members']);
  });

  it('R4 halts when the directory lost more than a tenth of its rows since the last good run', () => {
    const of = (directoryRows: number, lastGoodRows: number | undefined) =>
      limitsBroken({}, 1_000, { directoryRows, lastGoodRows });
    expect(of(900, 1_000)).toEqual([]);
    expect(of(899, 1_000)).toEqual(['shrunk']);
    expect(of(1, undefined)).toEqual([]);
    expect(of(2_000, 1_000)).toEqual([]);
  });

  it('R4 has no limit on creates in a first sync into an empty console, and says so', () => {
    const { head } = reportOf({ directory: crowd(80), console: [] });
    expect(head.guard).toMatchObject({ halted: false, firstSync: true, activeBefore: 0 });
    expect(head.counts.users.created).toBe(80);
  });

  it('R4 has that limit where the console is not empty: people who are active and excluded count as well', () => {
    const { head } = reportOf({ directory: crowd(80), console: crowd(2, { managed: false }, 'q') });
    expect(head.guard).toMatchObject({ halted: true, firstSync: false, activeBefore: 0 });
    expect(head.guard.reasons).toEqual([{ limit: 'created', count: 80, of: 0, allowed: 50 }]);
  });

  it('R4 has that limit for a listing that does not show everybody, and for one cut short', () => {
    const ksat = reportOf({ directory: crowd(80), console: [], profile: PROFILES.ksat });
    expect(ksat.head.guard).toMatchObject({ halted: true, firstSync: false });
    const partial = reportOf({ directory: crowd(80), console: [], listings: { console: 'partial' } });
    expect(partial.head.guard).toMatchObject({ halted: true, firstSync: false });
  });

  it('R4 keeps the limit on restores in a first sync: nobody active is not nobody archived', () => {
    const { head } = reportOf({ directory: crowd(60), console: crowd(60, { status: 'archived' }) });
    expect(head.guard.reasons).toEqual([{ limit: 'created', count: 60, of: 0, allowed: 50 }]);
  });

  it('R4 takes shares of the people active on the console and not excluded', () => {
    const { head } = reportOf({
      directory: crowd(10),
      console: [
        ...crowd(10),
        ...crowd(3, { status: 'archived' }, 'old'),
        ...crowd(4, { managed: false }, 'kept'),
      ],
      excluded: ['p1@x.example'],
    });
    expect(head.guard.activeBefore).toBe(9);
  });

  it('R4 blocks the archiving of a console admin, absent or inactive', () => {
    const { lines } = reportOf({
      directory: [...crowd(3), { address: 'off@x.example', status: 'archived' }],
      console: [
        ...crowd(3),
        { address: 'off@x.example', admin: true },
        { address: 'root@x.example', admin: true },
      ],
    });
    expect(lines.slice(3)).toEqual([
      '! Blocked off@x.example [blocked.admin]',
      '! Blocked root@x.example [blocked.admin]',
    ]);
  });

  it('R4 limits are the tenant’s own', () => {
    const guardLimits = { ...DEFAULT_GUARD_LIMITS, archivedFloor: 0, archivedShare: 0.01 };
    const { head } = reportOf({ directory: crowd(99), console: crowd(101), guardLimits });
    expect(head.guard.reasons).toEqual([{ limit: 'archived', count: 2, of: 101, allowed: 1 }]);
  });
});
