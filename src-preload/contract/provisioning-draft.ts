import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { ConsoleSettings } from './provisioning.ts';
import { Mark, ProvisioningMode, TenantId, TimeMs } from './words.ts';

const typed = z.string().max(100).exactOptional();

/** The edits of the Provisioning screen as they were typed, valid or not; no secret is among them. */
export const KeptEdits = z.strictObject({
  settings: z.strictObject({
    provisioningEnabled: z.boolean().exactOptional(),
    mode: ProvisioningMode.exactOptional(),
    testMode: z.boolean().exactOptional(),
  }),
  limits: z.strictObject({
    archivedShare: typed,
    archivedFloor: typed,
    archivedCeiling: typed,
    createdShare: typed,
    createdFloor: typed,
    changedShare: typed,
    changedFloor: typed,
    membershipsRemovedShare: typed,
    membershipsRemovedFloor: typed,
    blockedShare: typed,
    blockedFloor: typed,
    directoryShrunkShare: typed,
  }),
  approvalHours: typed,
  atOnce: typed,
  groupsTakenOver: z.string().max(1_000_000).exactOptional(),
  idSourceChanged: z.boolean().exactOptional(),
});

/** A draft that outlives a crash, and what it was made upon: a change by somebody else since then is a conflict (U11). */
export const KeptDraft = z.strictObject({
  atMs: TimeMs,
  edits: KeptEdits,
  /** Absent where the console's settings could not be read. */
  base: z.strictObject({ version: Mark, settings: ConsoleSettings }).exactOptional(),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

const ofTenant = { tenantId: TenantId };
export const provisioningDraftCalls = {
  readProvisioningDraft: call(
    z.strictObject(ofTenant),
    answerOf(z.strictObject({ draft: KeptDraft.exactOptional() })),
  ),
  /** Keeps the draft on disk; without one, what was kept is dropped. */
  keepProvisioningDraft: call(
    z.strictObject({ ...ofTenant, draft: KeptDraft.omit({ atMs: true }).exactOptional() }),
    answerOf(Nothing),
  ),
};
