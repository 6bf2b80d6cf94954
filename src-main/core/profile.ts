import type { AttributeName } from './attributes.ts';

export type ProfileName = 'generic' | 'ksat' | 'demo';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const KSAT = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';

/**
 * What one kind of console can do, as data (R21). The defaults here are corrected by what
 * `/ServiceProviderConfig` says and by what is seen.
 */
export interface ConsoleProfile {
  readonly name: ProfileName;
  /** Where each attribute is written; an attribute without a path is left alone on this console. */
  readonly paths: Readonly<Partial<Record<AttributeName, string>>>;
  /** `id`: the manager's SCIM id (RFC 7643 §4.3); `email`: the manager's address. */
  readonly managerReference: 'id' | 'email';
  readonly update: 'patch' | 'put';
  /** Whether `externalId` is stored and given back; where not, nobody is adopted. */
  readonly keepsExternalId: boolean;
  /** `done`: a 2xx means it happened; `received`: the console works it off later (fact sheet §1.3). */
  readonly success: 'done' | 'received';
  /** Whether a SCIM listing shows everybody on the console (fact sheet §1.3). */
  readonly listingShowsEverybody: boolean;
  /** Whether the console's own sync archives whoever it was not told about (R22). */
  readonly archivesTheUntold: boolean;
  readonly pageSize: number;
  /** Most member ids in one PATCH (R20). */
  readonly membersPerRequest: number;
  /** How many requests at a time it gets at first, and at most. */
  readonly concurrency: { readonly start: number; readonly most: number };
}

/** How many requests at a time a tenant's console gets: careful first, never more than the tenant's cap (R17). */
export function concurrencyOf(
  profile: ProfileName,
  maxConcurrency: number,
): { readonly start: number; readonly most: number } {
  const { start, most } = PROFILES[profile].concurrency;
  const capped = Math.max(1, Math.min(most, maxConcurrency));
  return { start: Math.min(start, capped), most: capped };
}

const COMMON: ConsoleProfile['paths'] = {
  userName: 'userName',
  externalId: 'externalId',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  title: 'title',
  department: `${ENTERPRISE}:department`,
  division: `${ENTERPRISE}:division`,
  organization: `${ENTERPRISE}:organization`,
  employeeNumber: `${ENTERPRISE}:employeeNumber`,
  location: 'addresses[type eq "work"].formatted',
  phone: 'phoneNumbers[type eq "work"].value',
  mobile: 'phoneNumbers[type eq "mobile"].value',
};

const KSAT_PATHS: ConsoleProfile['paths'] = {
  ...COMMON,
  // KSAT shows SCIM's displayName as Manager Name (fact sheet §2.1); it is never the person's own name here.
  managerName: 'displayName',
  customField1: `${KSAT}:customField1`,
  customField2: `${KSAT}:customField2`,
  customField3: `${KSAT}:customField3`,
  customField4: `${KSAT}:customField4`,
  customDate1: `${KSAT}:customDate1`,
  customDate2: `${KSAT}:customDate2`,
  language: `${KSAT}:trainingLanguage`,
};

export const PROFILES: Readonly<Record<ProfileName, ConsoleProfile>> = {
  generic: {
    name: 'generic',
    paths: { ...COMMON, email: 'emails[type eq "work"].value', language: 'preferredLanguage' },
    managerReference: 'id',
    update: 'patch',
    keepsExternalId: true,
    success: 'done',
    listingShowsEverybody: true,
    archivesTheUntold: false,
    pageSize: 200,
    membersPerRequest: 100,
    concurrency: { start: 4, most: 16 },
  },
  ksat: {
    name: 'ksat',
    paths: KSAT_PATHS,
    managerReference: 'id',
    update: 'patch',
    keepsExternalId: true,
    success: 'received',
    listingShowsEverybody: false,
    archivesTheUntold: true,
    pageSize: 100,
    membersPerRequest: 100,
    concurrency: { start: 2, most: 8 },
  },
  demo: {
    name: 'demo',
    paths: KSAT_PATHS,
    managerReference: 'id',
    update: 'patch',
    keepsExternalId: true,
    success: 'done',
    listingShowsEverybody: true,
    archivesTheUntold: false,
    pageSize: 500,
    membersPerRequest: 100,
    concurrency: { start: 4, most: 16 },
  },
};
