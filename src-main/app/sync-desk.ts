import {
  type Armed,
  type ArmedEvent,
  type ArmedTask,
  armedRemainingMs,
  DISARMED,
  nextArmed,
} from '../core/armed.ts';
import { type Result, succeed } from '../core/failure.ts';
import { awaitsFirstLive } from '../core/first-live.ts';
import { PROFILES } from '../core/profile.ts';
import { readySentence } from '../core/ready-sentence.ts';
import type { Tenant } from '../core/tenant.ts';
import { type ApprovedReport, approvedReportOf } from './approved-report.ts';
import { type CooldownWatch, watchCooldown } from './cooldown-watch.ts';
import type { SyncOutcome } from './house.ts';
import type { Clock } from './ports/clock.ts';
import type { RunsUnderWay, RunUnderWay } from './runs-under-way.ts';
import type { WindowHouse } from './window-house.ts';

/** The countdown of a tenant and what is armed for its end (ux §1, §6). */
export interface SyncCountdown {
  readonly tenantId: string;
  readonly leftMs: number;
  readonly nextAllowedAtMs: number | undefined;
  readonly knownFrom: 'console' | 'computer';
  readonly armed: { readonly task: ArmedTask; readonly atMs: number } | undefined;
}

/** What the shell is asked and told. */
export interface SyncDeskListener {
  readonly onCountdown: (countdown: SyncCountdown) => void;
  /** The time of an armed apply passed in sleep: whether it is to go on (ux §6). */
  readonly askLate: (tenant: Tenant, dueAtMs: number) => Promise<'go' | 'leave'>;
  /** An armed task began, or came to nothing: the sentence of `armed.failed`. */
  readonly onArmed: (tenant: Tenant, what: 'began' | 'failed', sentence: string) => void;
}

export interface LivePreview {
  readonly approved: ApprovedReport | undefined;
  /** R22: Unchanged people are written too. */
  readonly isFirstLive: boolean;
  readonly received: boolean;
}

/** What the desk needs of the house and of the runs. */
export type SyncHouse = Pick<
  WindowHouse,
  'findTenant' | 'nextAllowedAt' | 'sync' | 'readyList' | 'reportDesk' | 'reports' | 'approvalOf'
>;
export type SyncRuns = Pick<RunsUnderWay, 'start'>;

interface Watched {
  readonly stop: AbortController;
  readonly watch: CooldownWatch;
  armed: Armed;
  told: { readonly leftMs: number; readonly atMonotonicMs: number; readonly armed: Armed } | undefined;
}

const LOOK_EACH_MS = 1_000;
/** The window counts by itself; it is told again when its count would be off by more than this. */
const OFF_MS = 1_500;

/**
 * Force Sync Now, its countdown, and what is armed for the end of the limit: one desk for the whole app, so that window,
 * tray and menu say the same (ux §1, §6).
 */
export function openSyncDesk(
  { house, runs, clock }: { readonly house: SyncHouse; readonly runs: SyncRuns; readonly clock: Clock },
  listener: SyncDeskListener,
) {
  const ending = new AbortController();
  const watched = new Map<string, Watched>();
  const look = () => ({ nowMs: clock.now(), monotonicMs: clock.monotonic() });

  const watchOf = (tenant: Tenant): Watched => {
    const known = watched.get(tenant.id);
    if (known) return known;
    const stop = new AbortController();
    const one: Watched = {
      stop,
      watch: watchCooldown({
        clock,
        limitMs: tenant.syncLimitMs,
        ask: () => {
          const found = house.findTenant(tenant.id);
          return found.ok ? house.nextAllowedAt(found.value) : undefined;
        },
        onView: () => tellCountdown(tenant),
        signal: AbortSignal.any([ending.signal, stop.signal]),
      }),
      armed: DISARMED,
      told: undefined,
    };
    watched.set(tenant.id, one);
    return one;
  };

  const countdownOf = (tenant: Tenant): SyncCountdown => {
    const { watch, armed } = watchOf(tenant);
    const { remainingMs } = watch.view();
    const { nowMs } = look();
    return {
      tenantId: tenant.id,
      leftMs: remainingMs ?? 0,
      nextAllowedAtMs: remainingMs === undefined ? undefined : nowMs + remainingMs,
      knownFrom: tenant.consoleApiUrl === undefined ? 'computer' : 'console',
      armed:
        armed.state === 'armed'
          ? { task: armed.task, atMs: nowMs + (armedRemainingMs(armed, look()) ?? 0) }
          : undefined,
    };
  };

  /** Told only where the window's own count would go wrong: its digits are its own. */
  const tellCountdown = (tenant: Tenant): void => {
    const one = watched.get(tenant.id);
    if (!one) return;
    const countdown = countdownOf(tenant);
    const { monotonicMs } = look();
    const { told } = one;
    const expected = told ? Math.max(0, told.leftMs - (monotonicMs - told.atMonotonicMs)) : undefined;
    const isOff = expected === undefined || Math.abs(expected - countdown.leftMs) > OFF_MS;
    if (!isOff && told?.armed === one.armed) return;
    one.told = { leftMs: countdown.leftMs, atMonotonicMs: monotonicMs, armed: one.armed };
    listener.onCountdown(countdown);
  };

  const step = (tenant: Tenant, event: ArmedEvent): void => {
    const one = watchOf(tenant);
    const before = one.armed;
    const { armed, effect } = nextArmed(before, event, look());
    one.armed = armed;
    if (armed !== before) tellCountdown(tenant);
    if (armed.state === 'disarmed' && armed.failure && armed !== before) {
      listener.onArmed(tenant, 'failed', armedFailureSentence(armed.failure));
    }
    if (effect === 'ask' && armed.state === 'asking') {
      void listener
        .askLate(tenant, armed.dueAtMs)
        .then((answer) => step(tenant, { kind: 'answered', answer }));
    }
    if (effect === 'check' && armed.state === 'checking') void check(tenant, armed.task);
    if (effect === 'run' && armed.state === 'running') run(tenant, armed.task);
  };

  const check = async (tenant: Tenant, task: ArmedTask): Promise<void> => {
    if (task.kind !== 'apply') return;
    const heavy = await house.reportDesk.heavyReviewed(task.reportId);
    const list = heavy.ok
      ? await house.readyList(task.reportId, { heavy: heavy.value }, ending.signal)
      : heavy;
    if (list.ok) step(tenant, { kind: 'checked', list: list.value });
    else step(tenant, { kind: 'failed', sentence: list.failure.sentence });
  };

  const run = (tenant: Tenant, task: ArmedTask): void => {
    const started = task.kind === 'test' ? startTest(tenant) : startLive(tenant, task.planHash);
    if (started.ok) {
      const what = task.kind === 'test' ? 'The armed sync has begun.' : 'The armed apply has begun.';
      listener.onArmed(tenant, 'began', what);
    } else step(tenant, { kind: 'failed', sentence: started.failure.sentence });
  };

  const startTest = ({ id, name }: Tenant): Result<string> =>
    runs.start({ tenantId: id, tenantName: name, kind: 'test' }, (hooks) =>
      house.sync({ tenant: id, live: false }, hooks),
    );

  const startLive = ({ id, name }: Tenant, planHash: string | undefined): Result<string> => {
    const approval = planHash === undefined ? undefined : house.approvalOf(id, planHash);
    const overrides = approval?.ok === true && approval.value?.overridesGuard === true;
    return runs.start({ tenantId: id, tenantName: name, kind: 'live' }, (hooks) =>
      house.sync(
        {
          tenant: id,
          live: true,
          unapproved: 'waits',
          ...(planHash === undefined ? {} : { planHash }),
          ...(overrides && planHash !== undefined ? { overrideGuard: planHash } : {}),
        },
        hooks,
      ),
    );
  };

  void lookNowAndThen();
  async function lookNowAndThen(): Promise<void> {
    while (!ending.signal.aborted) {
      lookAtAll();
      await clock.sleep(LOOK_EACH_MS, ending.signal);
    }
  }
  function lookAtAll(): void {
    for (const [tenantId, { armed }] of watched) {
      if (armed.state !== 'armed') continue;
      const tenant = house.findTenant(tenantId);
      if (tenant.ok) step(tenant.value, { kind: 'look' });
      else forget(tenantId);
    }
  }
  function forget(tenantId: string): void {
    watched.get(tenantId)?.stop.abort();
    watched.delete(tenantId);
  }

  const withTenant = <T>(tenantId: string, act: (tenant: Tenant) => Result<T>): Result<T> => {
    const found = house.findTenant(tenantId);
    return found.ok ? act(found.value) : found;
  };

  return {
    /** Never riskier than what was seen at the press: a press seen as a test stays one (ux §6). */
    force: (tenantId: string, seen: 'test' | 'live'): Result<string> =>
      withTenant(tenantId, (tenant) =>
        seen === 'test'
          ? startTest(tenant)
          : startLive(tenant, approvedReportOf(tenant.id, house)?.head.planHash),
      ),
    previewLive: (tenantId: string): Result<LivePreview> =>
      withTenant(tenantId, (tenant) => {
        const profile = PROFILES[tenant.profile];
        return succeed({
          approved: approvedReportOf(tenant.id, house),
          isFirstLive: awaitsFirstLive(profile, tenant),
          received: profile.success === 'received',
        });
      }),
    countdown: (tenantId: string): Result<SyncCountdown> =>
      withTenant(tenantId, (tenant) => succeed(countdownOf(tenant))),
    arm: (tenantId: string, task: ArmedTask): Result<SyncCountdown> =>
      withTenant(tenantId, (tenant) => {
        const { leftMs } = countdownOf(tenant);
        step(tenant, { kind: 'arm', task, dueAtMs: clock.now() + leftMs });
        return succeed(countdownOf(tenant));
      }),
    disarm: (tenantId: string): Result<void> =>
      withTenant(tenantId, (tenant) => {
        step(tenant, { kind: 'disarm' });
        return succeed(undefined);
      }),
    /** A run ended: corrects the countdown by the console's answer, and the armed task by how it went. */
    heardEnd(run: Pick<RunUnderWay, 'tenantId'>, outcome: Result<SyncOutcome>): void {
      const found = house.findTenant(run.tenantId);
      if (!found.ok) return;
      const tenant = found.value;
      const nextAllowedAtMs = house.nextAllowedAt(tenant);
      watchOf(tenant).watch.tell(nextAllowedAtMs);
      if (watchOf(tenant).armed.state === 'running') {
        if (!outcome.ok) step(tenant, { kind: 'failed', sentence: outcome.failure.sentence });
        else if (outcome.value.skip?.cause === 'limit') step(tenant, { kind: 'skipped', nextAllowedAtMs });
        else step(tenant, { kind: 'ended' });
      }
      tellCountdown(tenant);
    },
    /** Right after sleep or a changed clock: asks anew and looks at once (design §6). */
    lookNow(): void {
      for (const [tenantId, { watch }] of watched) {
        const tenant = house.findTenant(tenantId);
        if (tenant.ok) watch.tell(house.nextAllowedAt(tenant.value));
      }
      lookAtAll();
    },
    /** What is armed, of all tenants: quitting asks about it (ux `quit.armed`). */
    armed(): readonly SyncCountdown[] {
      return [...watched.keys()].flatMap((tenantId) => {
        const found = house.findTenant(tenantId);
        const countdown = found.ok ? countdownOf(found.value) : undefined;
        return countdown?.armed ? [countdown] : [];
      });
    },
    close: (): void => ending.abort(),
  };
}

export type SyncDesk = ReturnType<typeof openSyncDesk>;

/** Whether a console that archives the untold still waits for its first full live sync (R22). */
export function isFirstLiveIn(house: Pick<WindowHouse, 'findTenant'>): (tenantId: string) => boolean {
  return (tenantId) => {
    const found = house.findTenant(tenantId);
    return found.ok && awaitsFirstLive(PROFILES[found.value.profile], found.value);
  };
}

function armedFailureSentence(
  failure: NonNullable<Extract<Armed, { state: 'disarmed' }>['failure']>,
): string {
  switch (failure.cause) {
    case 'not-ready':
      return `${readySentence(failure.line)} Nothing was sent.`;
    case 'other-plan':
      return 'The plan of the report is another one than was armed. Nothing was sent.';
    case 'skipped':
      return 'The console skipped it again. Nothing was sent.';
    case 'failed':
      return failure.sentence;
    default:
      return failure satisfies never;
  }
}
