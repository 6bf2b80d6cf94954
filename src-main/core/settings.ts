/** The console's two ways of being provisioned; one at a time (design §5). */
export type ProvisioningMode = 'scim' | 'adi';

/** The User Provisioning settings of a tenant, as the console's own page shows them. */
export interface ProvisioningSettings {
  readonly provisioningEnabled: boolean;
  readonly mode: ProvisioningMode;
  readonly testMode: boolean;
  /** Hash of the alias list that was acknowledged (R16); '' = none yet. */
  readonly acknowledgedAliases: string;
  /**
   * True from the saving of ADI → SCIM until the first live sync is done: aliases would vanish (R16).
   */
  readonly movedFromAdi: boolean;
}

export const DEFAULT_SETTINGS: ProvisioningSettings = {
  provisioningEnabled: false,
  mode: 'scim',
  testMode: true,
  acknowledgedAliases: '',
  movedFromAdi: false,
};

/** Limits of the guard for one tenant (R4). Shares are 0…1. */
export interface GuardLimits {
  readonly archivedShare: number;
  readonly archivedFloor: number;
  readonly archivedCeiling: number;
  readonly createdShare: number;
  readonly createdFloor: number;
  readonly changedShare: number;
  readonly changedFloor: number;
  readonly membershipsRemovedShare: number;
  readonly membershipsRemovedFloor: number;
  readonly blockedShare: number;
  readonly blockedFloor: number;
  readonly directoryShrunkShare: number;
}

export const DEFAULT_GUARD_LIMITS: GuardLimits = {
  archivedShare: 0.05,
  archivedFloor: 5,
  archivedCeiling: 500,
  createdShare: 0.2,
  createdFloor: 50,
  changedShare: 0.3,
  changedFloor: 50,
  membershipsRemovedShare: 0.2,
  membershipsRemovedFloor: 50,
  blockedShare: 0.05,
  blockedFloor: 5,
  directoryShrunkShare: 0.1,
};
