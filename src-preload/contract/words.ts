import { z } from 'zod';

// The words that several screens share, spelled as design §2 spells them.

export const TenantId = z.string().min(1).max(200);
export const ReportId = z.string().min(1).max(200);
export const RunId = z.string().min(1).max(200);
/** A hash, a version or a key as it is handed back to us; the longest is far below this. */
export const Mark = z.string().max(1000);
/** Milliseconds since 1970, by this computer's clock. */
export const TimeMs = z.number();

export const Verdict = z.enum([
  'Created',
  'Changed',
  'Archived',
  'Restored',
  'Unchanged',
  'Excluded',
  'Blocked',
]);
export type Verdict = z.infer<typeof Verdict>;

export const ReportObject = z.enum(['user', 'group', 'membership']);
export type ReportObject = z.infer<typeof ReportObject>;

export const RunStatus = z.enum([
  'Pending',
  'Processing',
  'Completed',
  'Skipped',
  'Halted',
  'Failed',
  'Interrupted',
  'Cancelled',
]);
export type RunStatus = z.infer<typeof RunStatus>;

export const ProvisioningMode = z.enum(['scim', 'adi']);
export type ProvisioningMode = z.infer<typeof ProvisioningMode>;

export const ProfileName = z.enum(['generic', 'ksat', 'demo']);
export type ProfileName = z.infer<typeof ProfileName>;

const count = z.number().int().nonnegative();
/** How many rows each verdict has (design §14). */
export const CountsView = z.strictObject({
  users: z.strictObject({
    created: count,
    changed: count,
    archived: count,
    restored: count,
    unchanged: count,
    excluded: count,
    blocked: count,
    adopted: count,
  }),
  groups: z.strictObject({
    created: count,
    changed: count,
    archived: count,
    restored: count,
    unchanged: count,
    blocked: count,
  }),
  memberships: z.strictObject({ created: count, archived: count, unchanged: count, blocked: count }),
});
export type CountsView = z.infer<typeof CountsView>;
