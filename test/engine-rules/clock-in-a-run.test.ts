import { describe, expect, it } from 'vitest';
import { nextAllowedAt } from '../../src-main/app/next-allowed.ts';
import { runLiveSync } from '../../src-main/app/run-live-sync.ts';
import type { RunPhase } from '../../src-main/app/run-progress.ts';
import { crowd } from '../worlds/crowd.ts';
import { Desk } from './desk.ts';
import { outcomeOf, reportOf } from './outcome.ts';

const A_MONTH = 30 * 24 * 60 * 60 * 1000;
const staff = crowd(20);
const ana = { address: 'ana@x.example', values: { title: 'Lead' } };
const world = { directory: [ana, ...staff], console: [{ address: 'ana@x.example' }, ...staff] };
const jumps: readonly (readonly [string, number])[] = [
  ['back by a month', -A_MONTH],
  ['forward by a month', A_MONTH],
];

/** A live sync of what was approved, with the wall clock set as this phase begins. */
async function syncAcross(desk: Desk, at: RunPhase, jumpMs: number, planHash?: string) {
  desk.clock.pass(desk.tenant.syncLimitMs);
  let jumped = false;
  const order = {
    planHash,
    overrideGuard: undefined,
    oneOff: undefined,
    unapproved: 'is-ordered',
  } as const;
  return runLiveSync(order, {
    ...desk.liveParts(),
    onProgress: ({ phase }) => {
      if (jumped || phase !== at) return;
      jumped = true;
      desk.clock.set(desk.clock.now() + jumpMs);
    },
  });
}

describe.each(jumps)('a clock that is set %s in the middle of a live sync', (_, jumpMs) => {
  it.each(['check-limits', 'apply-changes'] as const)(
    'at %s changes nothing of what is applied, and the next look finds nothing to do',
    async (phase) => {
      const desk = new Desk(world);
      const { planHash } = reportOf(await desk.testSync());
      const outcome = outcomeOf(await syncAcross(desk, phase, jumpMs, planHash));
      expect(outcome).toMatchObject({
        status: 'Completed',
        report: { applied: { succeeded: 1, failed: 0, movedSincePreview: 0 } },
      });
      expect(outcome.report?.durationMs).toBeGreaterThanOrEqual(0);
      expect(reportOf(await desk.testSync()).counts.users.changed).toBe(0);
    },
  );

  it('lets nobody wait longer than the limit (design §6)', async () => {
    const desk = new Desk(world);
    outcomeOf(await syncAcross(desk, 'apply-changes', jumpMs));
    const now = desk.clock.now();
    const next = nextAllowedAt(desk.tenant, { store: desk.store, clock: desk.clock }) ?? now;
    expect(next - now).toBeLessThanOrEqual(desk.tenant.syncLimitMs);
    desk.clock.pass(desk.tenant.syncLimitMs);
    expect(nextAllowedAt(desk.tenant, { store: desk.store, clock: desk.clock })).toBeUndefined();
  });

  it('between look and order: the plan is too old to be applied, whichever way (R3)', async () => {
    const desk = new Desk(world);
    const { planHash } = reportOf(await desk.testSync());
    desk.clock.set(desk.clock.now() + jumpMs);
    const outcome = await desk.liveSync({ planHash });
    expect(outcome.ok ? outcome.value.status : outcome.failure).toMatchObject({
      sentence: expect.stringMatching(/Nothing was changed/),
    });
    expect(desk.console.calls).toEqual([]);
  });
});
