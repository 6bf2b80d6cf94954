import type { Countdown } from '../../src-preload/contract/events.ts';
import type { syncCalls } from '../../src-preload/contract/sync.ts';
import type { SyncCountdown } from '../app/sync-desk.ts';
import { succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** Force Sync Now, its countdown, and what is armed for the end of the limit (ux §1, §6). */
export function syncHandlers({ syncs }: WindowParts): Handlers<typeof syncCalls> {
  return {
    async forceSync({ tenantId, seen }) {
      return syncs.force(tenantId, seen);
    },
    async previewLiveSync({ tenantId }) {
      const preview = syncs.previewLive(tenantId);
      if (!preview.ok) return preview;
      const { approved, isFirstLive, received } = preview.value;
      return succeed({
        isFirstLive,
        received,
        ...(approved && {
          approved: {
            reportId: approved.head.reportId,
            planHash: approved.head.planHash,
            sentence: approved.sentence,
            changes: approved.changes,
            who: approved.approval.who,
            atMs: approved.approval.atMs,
          },
        }),
      });
    },
    async readCountdown({ tenantId }) {
      const countdown = syncs.countdown(tenantId);
      return countdown.ok ? succeed(countdownView(countdown.value)) : countdown;
    },
    async arm(given) {
      const { tenantId } = given;
      const armed = syncs.arm(
        tenantId,
        given.what === 'test'
          ? { kind: 'test' }
          : { kind: 'apply', reportId: given.reportId, planHash: given.planHash },
      );
      return armed.ok ? succeed(countdownView(armed.value)) : armed;
    },
    async disarm({ tenantId }) {
      return syncs.disarm(tenantId);
    },
  };
}

/** The countdown as the window is told it. */
export function countdownView(countdown: SyncCountdown): Countdown {
  const { tenantId, leftMs, nextAllowedAtMs, knownFrom, armed } = countdown;
  return {
    tenantId,
    leftMs,
    knownFrom,
    ...(nextAllowedAtMs === undefined ? {} : { nextAllowedAtMs }),
    ...(armed && {
      armed: {
        what: armed.task.kind,
        atMs: armed.atMs,
        ...(armed.task.kind === 'apply' ? { planHash: armed.task.planHash } : {}),
      },
    }),
  };
}
