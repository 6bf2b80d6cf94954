import type { ProfileName } from './profile.ts';
import type { GuardLimits, ProvisioningSettings } from './settings.ts';

/** Where the people of a tenant come from. Paths and URLs are as the admin gave them. */
export type DirectoryChoice =
  | { readonly kind: 'csv'; readonly file: string }
  | { readonly kind: 'scim'; readonly url: string };

/** The colour of a tenant's mark in the window; a name, since the window's theme knows the colour. */
export const ACCENT_NAMES = ['blue', 'teal', 'green', 'gold', 'orange', 'berry', 'purple', 'steel'] as const;
export type AccentName = (typeof ACCENT_NAMES)[number];

/** One console account (design §2), as kept on this computer. Secrets are in the keychain only. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Taken as given; only one trailing slash is dropped (design §5). */
  readonly tenantUrl: string;
  readonly consoleApiUrl?: string;
  readonly profile: ProfileName;
  readonly directory?: DirectoryChoice;
  /** A user export that completes the console's snapshot (R21). */
  readonly consoleExportFile?: string;
  /** An exclusion CSV beside the console's own list; both count (R5). */
  readonly exclusionsFile?: string;
  /** Kept here only where there is no Console API; with one, the console's own settings rule. */
  readonly localSettings: ProvisioningSettings;
  readonly guardLimits: GuardLimits;
  readonly syncLimitMs: number;
  readonly approvalLifetimeMs: number;
  /** After so many days reports, listings and journals are erased (R24). */
  readonly reportsKeptDays: number;
  /** Most requests to the console at a time (R17); what its kind of console bears is never passed. */
  readonly maxConcurrency: number;
  /** Set when the admin has said that the source of external ids changed (R9). */
  readonly idSourceChanged: boolean;
  /** Names (folded) of foreign groups that this tenant takes over (R19). */
  readonly groupsTakenOver: readonly string[];
  /** The snapshot of the directory as the last completed live sync left it on the console: R15's base line. */
  readonly syncedSnapshotId?: string;
  /** True once one full live run is done (R22). */
  readonly firstLiveDone: boolean;
  readonly addedAtMs: number;
  readonly accent?: AccentName;
  /** The console's own Test Mode as the admin told it, where Muster cannot read it (design §5). */
  readonly consoleTestMode?: { readonly on: boolean; readonly toldAtMs: number };
}

/**
 * The id of the built-in demo's tenant. Only this marks it: its name and profile may be an admin's own tenant's
 * too, which `muster demo` must neither move nor be read for.
 */
export const DEMO_TENANT_ID = 'built-in-demo';

export const SYNC_LIMIT_MS = 15 * 60 * 1000;
export const APPROVAL_LIFETIME_MS = 24 * 60 * 60 * 1000;
export const REPORTS_KEPT_DAYS = 90;
