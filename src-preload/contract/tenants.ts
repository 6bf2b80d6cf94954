import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { ConnectionStepView, TrialId } from './connect.ts';
import { answerOf, FailureView } from './failure.ts';
import { ProfileName, ProvisioningMode, TenantId, TimeMs } from './words.ts';

/** The link of a tenant, always a word and never colour alone (ux §1). */
export const LinkState = z.enum(['linked', 'not-linked', 'no-answer', 'unknown']);
export type LinkState = z.infer<typeof LinkState>;

/** The colours of a tenant's mark, by name; the window's theme knows the colours. */
export const ACCENTS = ['blue', 'teal', 'green', 'gold', 'orange', 'berry', 'purple', 'steel'] as const;
export const Accent = z.enum(ACCENTS);
export type Accent = z.infer<typeof Accent>;

/** A tenant as the switcher and the header show it: what is known on this computer, asked nobody. */
export const TenantView = z.strictObject({
  id: TenantId,
  name: z.string(),
  isDemo: z.boolean(),
  accent: Accent.exactOptional(),
  profile: ProfileName,
  tenantUrl: z.string(),
  consoleApiUrl: z.string().exactOptional(),
  /** A few words: `hr.csv`, or a SCIM address. */
  directory: z
    .strictObject({ kind: z.enum(['csv', 'scim']), name: z.string(), place: z.string() })
    .exactOptional(),
  consoleExportFile: z.string().exactOptional(),
  exclusionsFile: z.string().exactOptional(),
  mode: ProvisioningMode,
  provisioningEnabled: z.boolean(),
  testMode: z.boolean(),
  /** When mode and Test Mode were last read from the console; absent: kept on this computer, or never read. */
  settingsReadAtMs: TimeMs.exactOptional(),
  link: LinkState,
  lastRun: z
    .strictObject({ atMs: TimeMs, outcome: z.string(), reportId: z.string().exactOptional() })
    .exactOptional(),
  /** Reports that wait for approval: the badge at Reports (ux §1). */
  reportsWaiting: z.number().int(),
  syncLimitMs: z.number(),
  reportsKeptDays: z.number().int(),
});
export type TenantView = z.infer<typeof TenantView>;

/** What is changed of a tenant; an absent field stays as it is, `null` removes it. */
export const TenantEdit = z.strictObject({
  tenantId: TenantId,
  name: z.string().max(2000).exactOptional(),
  tenantUrl: z.string().max(2000).exactOptional(),
  consoleApiUrl: z.string().max(2000).nullable().exactOptional(),
  profile: ProfileName.exactOptional(),
  accent: Accent.nullable().exactOptional(),
  reportsKeptDays: z.number().exactOptional(),
});
export type TenantEdit = z.infer<typeof TenantEdit>;

/** What removing a tenant forgets on this computer, told before it is done (ux §9). */
export const Forgetting = z.strictObject({
  reports: z.number().int(),
  runs: z.number().int(),
  /** What would be lost unsent, as sentences; with any, the tenant's name is typed. */
  unsent: z.array(z.string()),
});
export type Forgetting = z.infer<typeof Forgetting>;

export const tenantCalls = {
  /** All tenants, in the order they were added. */
  listTenants: call(Nothing, answerOf(z.array(TenantView))),
  /** Remembers which tenant the window shows, also for its next start. */
  selectTenant: call(z.strictObject({ tenantId: TenantId }), answerOf(Nothing)),
  /** Starts the built-in demo console and its tenant, or finds it running (ux §2). */
  startDemo: call(Nothing, answerOf(TenantView)),
  /** Asks the console once for settings and link, so that the frame need not say "unknown". */
  lookAtLink: call(z.strictObject({ tenantId: TenantId }), answerOf(Nothing)),
  /** All of it or nothing; a refused value comes with the field that it belongs to. */
  editTenant: call(
    TenantEdit,
    answerOf(
      z.discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('saved'), tenant: TenantView }),
        z.strictObject({
          outcome: z.literal('refused'),
          field: z.string().exactOptional(),
          failure: FailureView,
        }),
      ]),
    ),
  ),
  /** "Test connection" of a saved tenant; each step comes as `connectionStep` too, as it ends (ux §2). */
  testTenant: call(
    z.strictObject({ tenantId: TenantId, trialId: TrialId }),
    answerOf(z.array(ConnectionStepView)),
  ),
  tellForgetting: call(z.strictObject({ tenantId: TenantId }), answerOf(Forgetting)),
  /** Forgets the tenant on this computer; everything on the console stays. */
  removeTenant: call(
    z.strictObject({ tenantId: TenantId }),
    answerOf(z.strictObject({ reports: z.number().int(), runs: z.number().int() })),
  ),
};
