import type { Result } from '../../core/failure.ts';
import type { ProvisioningSettings } from '../../core/settings.ts';

/** The Console API of design §7 (resources/console-api.openapi.yaml). */
export interface ConsoleApi {
  readSettings(signal: AbortSignal): Promise<Result<VersionedSettings>>;
  /** Fails with `conflict` when `version` is no longer the newest; nothing is overwritten then. */
  saveSettings(
    settings: EditableSettings,
    version: string,
    signal: AbortSignal,
  ): Promise<Result<VersionedSettings>>;
  /** Generate or regenerate: the token once, in this answer only. */
  generateToken(signal: AbortSignal): Promise<Result<{ readonly token: string; readonly tenantUrl: string }>>;
  revokeToken(signal: AbortSignal): Promise<Result<void>>;
  claimSync(claim: SyncClaimRequest, signal: AbortSignal): Promise<Result<SyncClaim>>;
  closeSync(id: string, end: SyncEnd, signal: AbortSignal): Promise<Result<void>>;
  listSyncs(signal: AbortSignal): Promise<Result<readonly ConsoleSync[]>>;
  /** Everybody on the console with their aliases, as CSV text; only the demo console has it (R16). */
  exportUsers(signal: AbortSignal): Promise<Result<string>>;
  /** The exclusion list as CSV text. */
  readExclusions(signal: AbortSignal): Promise<Result<{ readonly csv: string; readonly version: string }>>;
  saveExclusions(
    csv: string,
    version: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly version: string }>>;
}

export type EditableSettings = Pick<
  ProvisioningSettings,
  'provisioningEnabled' | 'mode' | 'testMode' | 'acknowledgedAliases'
>;

export interface VersionedSettings {
  readonly settings: ProvisioningSettings;
  /** The ETag. */
  readonly version: string;
  readonly tenantUrl: string;
  /** Whether a SCIM token is valid at present. */
  readonly hasToken: boolean;
  readonly changedBy?: string;
  readonly changedAtMs?: number;
}

export interface SyncClaimRequest {
  readonly service: 'scim';
  readonly testMode: boolean;
  /** Who asks, for the console's own history. */
  readonly by: string;
}

export type SkipCause = 'limit' | 'mode' | 'settings';

export type SyncClaim =
  | { readonly status: 'Processing'; readonly id: string; readonly nextAllowedAtMs: number }
  | {
      readonly status: 'Skipped';
      readonly cause: SkipCause;
      readonly detail: string;
      readonly nextAllowedAtMs: number | undefined;
    };

export interface SyncEnd {
  readonly status: 'Completed' | 'Failed' | 'Cancelled' | 'Released';
  readonly cause?: string;
  readonly counts?: Readonly<Record<string, number>>;
}

export interface ConsoleSync {
  readonly id: string;
  readonly service: 'scim' | 'adi';
  readonly testMode: boolean;
  readonly status: string;
  readonly by: string;
  readonly cause?: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
}
