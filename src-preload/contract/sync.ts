import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { Countdown } from './events.ts';
import { answerOf } from './failure.ts';
import { Mark, ReportId, TenantId, TimeMs } from './words.ts';

/** What a press of Force Sync Now would do, as the screen showed it at the press (ux §6). */
export const SyncSeen = z.enum(['test', 'live']);

/** What the live dialog shows before a live sync is ordered (ux §6). */
export const LiveSyncPreview = z.strictObject({
  /** The newest approval that has not lapsed, and its report; absent = the sync stops before its first write. */
  approved: z
    .strictObject({
      reportId: ReportId,
      planHash: z.string(),
      sentence: z.string(),
      changes: z.number().int(),
      who: z.string(),
      atMs: TimeMs,
    })
    .exactOptional(),
  /** First live sync on a console that archives the untold (R22). */
  isFirstLive: z.boolean(),
  received: z.boolean(),
});
export type LiveSyncPreview = z.infer<typeof LiveSyncPreview>;

export const syncCalls = {
  /**
   * Force Sync Now. It never becomes riskier than what was on the screen: seen as `test`, it stays a test whatever
   * the settings say by now. Answers with the run's key.
   */
  forceSync: call(z.strictObject({ tenantId: TenantId, seen: SyncSeen }), answerOf(z.string())),
  /** What a live press would apply. */
  previewLiveSync: call(z.strictObject({ tenantId: TenantId }), answerOf(LiveSyncPreview)),
  readCountdown: call(z.strictObject({ tenantId: TenantId }), answerOf(Countdown)),
  /** "Sync when the limit ends", or "Apply when the limit ends" for one approved plan (ux §6). */
  arm: call(
    z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('test'), tenantId: TenantId }),
      z.strictObject({
        what: z.literal('apply'),
        tenantId: TenantId,
        planHash: Mark,
        reportId: ReportId,
      }),
    ]),
    answerOf(Countdown),
  ),
  disarm: call(z.strictObject({ tenantId: TenantId }), answerOf(Nothing)),
};
