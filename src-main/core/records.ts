import type { AttributeName } from './attributes.ts';

/**
 * One person as a listing returned it, in the console's words but not yet normalised.
 * An empty string means "stands there, empty"; an absent value means "not carried" (R14).
 * Everything is text: `00123` stays `00123` (R13).
 */
export interface PersonRecord {
  /** The source's own key: console or SCIM id; for a CSV the line number as text. */
  readonly ref: string;
  /** CSV only: the line in the file, from 1, the heading included. */
  readonly line?: number;
  /** `active`, `archived`, or the unknown word that the source gave (R14). */
  readonly status: string;
  /** `Provisioning Managed`: `false` protects (R5); `undefined` where the source does not say. */
  readonly provisioningManaged?: boolean;
  /** A console admin, where that is visible; never archived (R4). */
  readonly isAdmin?: boolean;
  /** Further addresses, console side or directory side; never written by SCIM (R16). */
  readonly aliases?: readonly string[];
  /**
   * The manager: an e-mail address, or the `ref` of another person of the same listing.
   * `undefined` where the source does not carry managers, '' where the person has none.
   */
  readonly manager?: string;
  /** Names of the groups, where the source gives them on the person (CSV); else see GroupRecord.members. */
  readonly groups?: readonly string[];
  readonly values: Readonly<Partial<Record<AttributeName, string>>>;
  /** SCIM `meta.version`, for If-Match. */
  readonly version?: string;
}

/** One group as a listing returned it. From a CSV the groups come from the people's own column. */
export interface GroupRecord {
  readonly ref: string;
  readonly externalId: string;
  readonly displayName: string;
  /** Filled by the console from attributes; never touched (R19). */
  readonly isSmart?: boolean;
  /** `ref`s of the people who are direct members. */
  readonly members: readonly string[];
  readonly version?: string;
}

export type SourceRecord =
  | { readonly kind: 'person'; readonly person: PersonRecord }
  | { readonly kind: 'group'; readonly group: GroupRecord };

/** What a source carries at all; what it does not carry is left alone on the console (R14, R19). */
export interface Carried {
  readonly attributes: readonly AttributeName[];
  readonly manager: boolean;
  readonly groups: boolean;
}
