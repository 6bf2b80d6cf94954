import type { ChangedField } from './attributes.ts';
import type { Failure } from './failure.ts';
import type { ReasonCode, WarningCode } from './reason-codes.ts';

export type ReportObject = 'user' | 'group' | 'membership';

/** Design §2: the four change kinds and the other verdicts. */
export type Verdict = 'Created' | 'Changed' | 'Archived' | 'Restored' | 'Unchanged' | 'Excluded' | 'Blocked';

export interface FieldChange {
  readonly field: ChangedField;
  /** '' = empty. For `active`: 'Active' or 'Archived'. For `manager`: addresses, as people read them. */
  readonly old: string;
  readonly new: string;
}

export interface Warning {
  readonly code: WarningCode;
  readonly facts: Facts;
}

/** What a reason or warning sentence needs; values are shown as text, exactly. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * One row of a report: a user, a group, or one membership. A row with `operation` is also an operation
 * of the plan; the plan is data and this is all of it (R3).
 */
export interface ReportRow {
  readonly object: ReportObject;
  readonly verdict: Verdict;
  /** Stable between two listings: console id where there is one, else the folded address or name. */
  readonly key: string;
  /** For people: the person's or the group's name; for a membership the person's. */
  readonly name: string;
  /** A user's address, the group's name for a membership, '' for a group. */
  readonly address: string;
  readonly reason: ReasonCode;
  readonly facts: Facts;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly Warning[];
  /** Line of the directory's CSV, or its own key. */
  readonly directoryRef?: string;
  readonly consoleRef?: string;
  readonly adopted?: boolean;
  /** Excluded people only: what the row would be without the exclusion (ux §7). For people; no part of the plan. */
  readonly wouldBe?: WouldBe;
  /** People only; absent where neither side has one. For counting and filtering (ux §5); no part of the plan. */
  readonly department?: string;
  /** Aliases and employee numbers, by which a person is found (ux §8); no part of the plan. */
  readonly also?: readonly string[];
  /** By which key the two sides were found to be one person (R9). */
  readonly matchedBy?: MatchKey;
  readonly operation?: Operation;
}

export type MatchKey = 'externalId' | 'userName' | 'email';

/** The verdict and the changes that a row would have if nothing protected its person. */
export interface WouldBe {
  readonly verdict: Verdict;
  readonly changes: readonly FieldChange[];
}

/**
 * What apply does for a row, and nothing else is done. Phases are R8's order:
 * renames, restores, creates, other changes, groups, memberships, manager links, archives.
 */
export type Phase =
  | 'rename'
  | 'restore'
  | 'create'
  | 'change'
  | 'adopt'
  | 'group'
  | 'member'
  | 'manager'
  | 'archive';

export const PHASES: readonly Phase[] = [
  'rename',
  'restore',
  'create',
  'change',
  'adopt',
  'group',
  'member',
  'manager',
  'archive',
];

export interface Operation {
  readonly phase: Phase;
  /** Renames that free an address for another rename come first: lower levels before higher ones. */
  readonly level: number;
  /**
   * The operation as canonical text: object, id or key, then each field with old and new. Two plans hold
   * the same operation exactly when these texts are equal (R3); the plan hash is made of them.
   */
  readonly canonical: string;
  /** The console's version at the listing, for If-Match. Not part of `canonical`. */
  readonly seenVersion?: string;
  readonly act: Act;
  /**
   * The manager link of this row, sent in a second pass when everybody exists (R8); 'none' clears it.
   * Its old and new stand among the row's changes as `manager`.
   */
  readonly manager?: Target | 'none';
}

/** A person or group named by console id, or by the key of the row that creates it in this same plan. */
export type Target = { readonly id: string } | { readonly createdKey: string };

export type Act =
  | { readonly kind: 'create-user' }
  /** Sends the row's changes but the manager; nothing at all where the manager is the only one. */
  | { readonly kind: 'update-user'; readonly id: string }
  | { readonly kind: 'create-group'; readonly displayName: string; readonly externalId: string }
  | {
      readonly kind: 'update-group';
      readonly id: string;
      readonly displayName?: string;
      readonly externalId?: string;
    }
  | { readonly kind: 'add-member'; readonly group: Target; readonly user: Target }
  | { readonly kind: 'remove-member'; readonly group: Target; readonly user: Target }
  /** A group row that only summarises its membership rows (Archived, Restored) does nothing itself. */
  | { readonly kind: 'none' };

/** How an operation ended (ux §12, "Results after live"). */
export type RowResult =
  | { readonly status: 'applied' }
  | { readonly status: 'received' }
  | { readonly status: 'refused'; readonly words: string }
  | {
      readonly status: 'moved';
      readonly where: 'directory' | 'console' | 'exclusions';
      readonly now?: string;
    }
  | { readonly status: 'unknown' }
  | { readonly status: 'not-reached' };

export interface UserCounts {
  created: number;
  changed: number;
  archived: number;
  restored: number;
  unchanged: number;
  excluded: number;
  blocked: number;
  adopted: number;
}
export type GroupCounts = Omit<UserCounts, 'excluded' | 'adopted'>;
export type MembershipCounts = Pick<UserCounts, 'created' | 'archived' | 'unchanged' | 'blocked'>;

export interface Counts {
  readonly users: UserCounts;
  readonly groups: GroupCounts;
  readonly memberships: MembershipCounts;
}

export type RunStatus =
  | 'Pending'
  | 'Processing'
  | 'Completed'
  | 'Skipped'
  | 'Halted'
  | 'Failed'
  | 'Interrupted'
  | 'Cancelled';

export function isGoingOn({ status }: { readonly status: RunStatus }): boolean {
  return status === 'Pending' || status === 'Processing';
}

export interface ListingFacts {
  readonly kind: 'csv' | 'scim';
  readonly name: string;
  readonly rows: number;
  readonly groups: number;
  readonly complete: boolean;
  readonly why?: Failure;
  readonly readAtMs: number;
  readonly notes: readonly string[];
  readonly ignoredColumns: readonly string[];
  /** Files that completed the console's snapshot (R21). */
  readonly completedFrom?: string;
}

export interface GuardReason {
  readonly limit: 'archived' | 'half' | 'created' | 'changed' | 'members' | 'blocked' | 'shrunk';
  readonly count: number;
  readonly of: number;
  readonly allowed: number;
}

export interface GuardResult {
  readonly halted: boolean;
  readonly reasons: readonly GuardReason[];
  /** A first sync into an empty console has no limit on creates, and says so (R4). */
  readonly firstSync: boolean;
  /** People active on the console and not excluded, before the run. */
  readonly activeBefore: number;
  /** Memberships of managed groups on the console, before the run; absent in reports of earlier versions. */
  readonly managedMemberships?: number;
  /** Directory rows of the last good run, where there was one. */
  readonly lastGoodRows?: number;
}

export interface AliasFacts {
  /** `unknown`: the console does not show aliases and no user export was given (R16). */
  readonly known: boolean;
  readonly aliases: number;
  readonly people: number;
  /** What `--acknowledge-aliases` takes, for exactly this list. */
  readonly hash: string;
}

export interface Applied {
  succeeded: number;
  failed: number;
  movedSincePreview: number;
}

/** The whole of a report but its rows. */
export interface ReportHead {
  readonly reportId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly planHash: string;
  readonly status: RunStatus;
  readonly testMode: boolean;
  /** Set for a one-off sync: the addresses asked for. No fresh report then (design §6). */
  readonly only: readonly string[];
  /** Set for an undo: the live run that it takes back (R23). No fresh report then (design §6). */
  readonly undoes?: string;
  /** Set where the listings of an earlier report were evaluated anew (design §8): that report. Times are the listings'. */
  readonly reEvaluates?: string;
  /** When that was done. */
  readonly reEvaluatedAtMs?: number;
  /** Evaluated with exclusions that are not saved: stands in no list and is never approved. */
  readonly draft?: true;
  /** Made to look people up (ux §8): no sync, stands in no list and is never approved. `only` says whom. */
  readonly lookUp?: true;
  /** So many of its rows were erased or changed for a person's sake (R24): the plan is not whole and is never applied. */
  readonly erased?: number;
  readonly partial: boolean;
  readonly profile: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly counts: Counts;
  readonly directory: ListingFacts;
  readonly console: ListingFacts;
  readonly exclusions: {
    readonly sources: readonly string[];
    readonly addresses: number;
    readonly hash: string;
    /** Lines that protect nobody, or were read as `false` in doubt. */
    readonly notes?: readonly string[];
  };
  readonly mappingHash: string;
  readonly guard: GuardResult;
  readonly aliases: AliasFacts;
  /** The first live sync of a console that archives the untold writes Unchanged people too (R22). */
  readonly firstLive: boolean;
  /** Applied on a console that only received the changes and works them off later (R21). */
  readonly received: boolean;
  readonly applied: Applied | null;
  readonly nextAllowedAtMs: number | null;
}

/** A one-off and an undo tell nothing of what the next sync would do (R23). */
export function isOfFullSync({ only, undoes }: Pick<ReportHead, 'only' | 'undoes'>): boolean {
  return only.length === 0 && undoes === undefined;
}
