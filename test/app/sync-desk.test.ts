import { describe, expect, it } from 'vitest';
import type { SyncOutcome, SyncRequest } from '../../src-main/app/house.ts';
import { runsUnderWay } from '../../src-main/app/runs-under-way.ts';
import { openSyncDesk, type SyncCountdown, type SyncHouse } from '../../src-main/app/sync-desk.ts';
import { fail, type Result, succeed } from '../../src-main/core/failure.ts';
import type { ReadyList } from '../../src-main/core/ready-list.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS } from '../../src-main/core/settings.ts';
import type { Tenant } from '../../src-main/core/tenant.ts';
import { exampleCounts, exampleHead } from '../fakes/example-report.ts';
import { fakeClock } from '../fakes/fake-clock.ts';

const MINUTE = 60_000;
const LIMIT = 15 * MINUTE;

const contoso: Tenant = {
  id: 'tenant-1',
  name: 'Contoso',
  tenantUrl: 'https://console.example/scim/v2',
  consoleApiUrl: 'https://console.example/console/v1',
  profile: 'generic',
  localSettings: DEFAULT_SETTINGS,
  guardLimits: DEFAULT_GUARD_LIMITS,
  syncLimitMs: LIMIT,
  approvalLifetimeMs: 24 * 60 * MINUTE,
  maxConcurrency: 16,
  reportsKeptDays: 90,
  idSourceChanged: false,
  groupsTakenOver: [],
  firstLiveDone: true,
  addedAtMs: 0,
};

const completed: SyncOutcome = {
  status: 'Completed',
  runId: 'run-1',
  report: undefined,
  nextAllowedAtMs: undefined,
  received: false,
};
const skipped: SyncOutcome = {
  ...completed,
  status: 'Skipped',
  skip: { cause: 'limit', sentence: 'Skipped.' },
};

/** A desk over a house that answers as told and writes down what it is asked to do. */
function world() {
  const clock = fakeClock();
  const syncs: SyncRequest[] = [];
  const told: SyncCountdown[] = [];
  const armed: string[] = [];
  const facts = {
    nextAllowedAtMs: undefined as number | undefined,
    reports: [] as ReportHead[],
    approved: new Map<string, { lapsed: boolean; overridesGuard: boolean }>(),
    ready: true,
    outcome: succeed(completed) as Result<SyncOutcome>,
    late: 'leave' as 'go' | 'leave',
  };
  const house: SyncHouse = {
    findTenant: (id) => (id === contoso.id ? succeed(contoso) : fail(noTenant)),
    nextAllowedAt: () => facts.nextAllowedAtMs,
    async sync(request) {
      syncs.push(request);
      return facts.outcome;
    },
    readyList: async (): Promise<Result<ReadyList>> =>
      succeed({
        planHash: 'sha256:approved',
        lines: facts.ready ? [] : [{ code: 'test-mode', state: 'unmet', on: true }],
        ready: facts.ready,
        readyWhenLimitEnds: facts.ready,
        ...(facts.ready ? {} : { firstUnmet: { code: 'test-mode', state: 'unmet', on: true } }),
      }),
    // Of the report desk only the number of reviewed warnings is asked, of the reports only their list.
    reportDesk: {
      heavyReviewed: async () => succeed({ reviewed: 0, rows: 0 }),
    } as unknown as SyncHouse['reportDesk'],
    reports: { list: () => facts.reports } as unknown as SyncHouse['reports'],
    approvalOf: (_tenant, planHash) => {
      const one = facts.approved.get(planHash);
      return succeed(one && { planHash, who: 'kim', atMs: 0, lapsesAtMs: 0, ...one });
    },
  };
  const runs = runsUnderWay(
    { clock, nextKey: () => `run ${syncs.length}`, isFirstLive: () => false },
    { onProgress: () => {}, onEnded: (run, outcome) => desk.heardEnd(run, outcome) },
  );
  const desk = openSyncDesk(
    { house, runs, clock },
    {
      onCountdown: (countdown) => told.push(countdown),
      askLate: async () => facts.late,
      onArmed: (_tenant, what, sentence) => armed.push(`${what}: ${sentence}`),
    },
  );
  return { clock, syncs, told, armed, facts, desk, runs };
}

const noTenant = { code: 'not-found', sentence: 'No.', next: '' } as const;

/** Lets promises and timers of the fake clock settle. */
async function pass(clock: ReturnType<typeof fakeClock>, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    clock.pass(Math.min(1000, left));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function leftOf(desk: ReturnType<typeof world>['desk']): number {
  const countdown = desk.countdown(contoso.id);
  return countdown.ok ? countdown.value.leftMs : Number.NaN;
}

const approvedPlan = { kind: 'apply', reportId: 'r1', planHash: 'sha256:approved' } as const;

describe('a press of Force Sync Now (ux §6)', () => {
  it('seen as a test stays a test, whatever was approved', async () => {
    const { desk, syncs, facts } = world();
    facts.reports = [exampleHead({ planHash: 'sha256:approved', counts: oneCreated })];
    facts.approved.set('sha256:approved', { lapsed: false, overridesGuard: false });
    desk.force(contoso.id, 'test');
    expect(syncs).toEqual([{ tenant: contoso.id, live: false }]);
  });

  it('seen as live applies the newest approved plan, and waits where there is none', async () => {
    const { desk, syncs, facts, runs } = world();
    desk.force(contoso.id, 'live');
    await runs.ended();
    facts.reports = [exampleHead({ planHash: 'sha256:approved', counts: oneCreated })];
    facts.approved.set('sha256:approved', { lapsed: false, overridesGuard: false });
    desk.force(contoso.id, 'live');
    await runs.ended();
    expect(syncs).toEqual([
      { tenant: contoso.id, live: true, unapproved: 'waits' },
      { tenant: contoso.id, live: true, unapproved: 'waits', planHash: 'sha256:approved' },
    ]);
  });

  it.each([
    ['has lapsed', exampleHead({ planHash: 'sha256:approved' }), true],
    ['was of a partial report', exampleHead({ planHash: 'sha256:approved', partial: true }), false],
    ['was of one person', exampleHead({ planHash: 'sha256:approved', only: ['ana@x.example'] }), false],
  ])('never goes by an approval that %s', async (_what, head, lapsed) => {
    const { desk, syncs, facts } = world();
    facts.reports = [head];
    facts.approved.set('sha256:approved', { lapsed, overridesGuard: false });
    desk.force(contoso.id, 'live');
    expect(syncs).toEqual([{ tenant: contoso.id, live: true, unapproved: 'waits' }]);
  });

  it('never goes by an approval from before the last live sync', async () => {
    const { desk, syncs, facts } = world();
    facts.reports = [
      exampleHead({
        reportId: 'r2',
        planHash: 'sha256:other',
        testMode: false,
        applied: { succeeded: 1, failed: 0, movedSincePreview: 0 },
      }),
      exampleHead({ planHash: 'sha256:approved', counts: oneCreated }),
    ];
    facts.approved.set('sha256:approved', { lapsed: false, overridesGuard: false });
    desk.force(contoso.id, 'live');
    expect(syncs).toEqual([{ tenant: contoso.id, live: true, unapproved: 'waits' }]);
  });

  it('is refused while a run of the tenant lives here', () => {
    const { desk } = world();
    desk.force(contoso.id, 'test');
    expect(desk.force(contoso.id, 'test')).toMatchObject({ ok: false, failure: { code: 'run-alive' } });
  });
});

describe('the countdown (design §6)', () => {
  it('goes down second by second, and is told only where the window would be wrong', async () => {
    const { desk, clock, told, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 10 * MINUTE;
    expect(leftOf(desk)).toBe(10 * MINUTE);
    await pass(clock, 5000);
    expect(leftOf(desk)).toBe(10 * MINUTE - 5000);
    expect(told.length).toBeLessThanOrEqual(1);
  });

  it('is corrected by the end of a run', async () => {
    const { desk, clock, told, facts, runs } = world();
    desk.countdown(contoso.id);
    desk.force(contoso.id, 'test');
    facts.nextAllowedAtMs = clock.now() + LIMIT;
    await runs.ended();
    expect(leftOf(desk)).toBe(LIMIT);
    expect(told.at(-1)?.leftMs).toBe(LIMIT);
  });

  it('is not put off by a clock that is set back', async () => {
    const { desk, clock, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 10 * MINUTE;
    desk.countdown(contoso.id);
    clock.set(clock.now() - 60 * MINUTE);
    expect(leftOf(desk)).toBeLessThanOrEqual(10 * MINUTE);
  });

  it('is asked anew right after sleep', async () => {
    const { desk, clock, facts, told } = world();
    facts.nextAllowedAtMs = clock.now() + 10 * MINUTE;
    desk.countdown(contoso.id);
    clock.set(clock.now() + 8 * MINUTE);
    facts.nextAllowedAtMs = clock.now() + 2 * MINUTE;
    desk.lookNow();
    expect(leftOf(desk)).toBe(2 * MINUTE);
    expect(told.at(-1)?.leftMs).toBeLessThanOrEqual(10 * MINUTE);
  });
});

describe('what is armed for the end of the limit (ux §6)', () => {
  it('a test sync starts at its time, and not before', async () => {
    const { desk, clock, syncs, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 10_000;
    desk.arm(contoso.id, { kind: 'test' });
    await pass(clock, 9000);
    expect(syncs).toEqual([]);
    await pass(clock, 2000);
    expect(syncs).toEqual([{ tenant: contoso.id, live: false }]);
  });

  it('does nothing once it is disarmed', async () => {
    const { desk, clock, syncs, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 5000;
    desk.arm(contoso.id, { kind: 'test' });
    desk.disarm(contoso.id);
    await pass(clock, 10_000);
    expect(syncs).toEqual([]);
    expect(desk.armed()).toEqual([]);
  });

  it('an apply checks all lines again, and sends nothing where one is not met (armed.failed)', async () => {
    const { desk, clock, syncs, facts, armed } = world();
    facts.nextAllowedAtMs = clock.now() + 5000;
    facts.approved.set('sha256:approved', { lapsed: false, overridesGuard: false });
    desk.arm(contoso.id, approvedPlan);
    facts.ready = false;
    await pass(clock, 8000);
    expect(syncs).toEqual([]);
    expect(armed).toEqual(['failed: Test Mode is on. Nothing was sent.']);
  });

  it('an apply orders exactly the plan that was armed', async () => {
    const { desk, clock, syncs, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 5000;
    facts.approved.set('sha256:approved', { lapsed: false, overridesGuard: false });
    desk.arm(contoso.id, approvedPlan);
    await pass(clock, 8000);
    expect(syncs).toEqual([
      { tenant: contoso.id, live: true, unapproved: 'waits', planHash: 'sha256:approved' },
    ]);
  });

  it('an apply whose time passed in sleep asks, and leaves it unless told to go', async () => {
    const { desk, clock, syncs, facts } = world();
    facts.nextAllowedAtMs = clock.now() + 5000;
    desk.arm(contoso.id, approvedPlan);
    clock.set(clock.now() + 10 * MINUTE);
    desk.lookNow();
    await pass(clock, 3000);
    expect(syncs).toEqual([]);
    expect(desk.armed()).toEqual([]);
  });

  it('skipped by the console it is armed once more, then given up', async () => {
    const { desk, clock, syncs, facts, armed } = world();
    facts.outcome = succeed(skipped);
    facts.nextAllowedAtMs = clock.now() + 5000;
    desk.arm(contoso.id, { kind: 'test' });
    facts.nextAllowedAtMs = clock.now() + 20_000;
    await pass(clock, 60_000);
    expect(syncs).toHaveLength(2);
    expect(armed.at(-1)).toBe('failed: The console skipped it again. Nothing was sent.');
    expect(desk.armed()).toEqual([]);
  });
});

const oneCreated = exampleCounts({ users: { created: 1 } });
