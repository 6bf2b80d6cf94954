import type { AttributeName } from '../../core/attributes.ts';
import type { Result } from '../../core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';

/**
 * The applier's hands. Only a live run is handed one (R2); nothing else in the house can write to a
 * console. Every call is one request or a few, has a timeout, honours Retry-After and may be cancelled
 * (R17). Failures by code: `row-refused` (400, 409: the console's words in `cause`), `row-moved` (412),
 * `row-missing` (404), `token-refused`/`forbidden` (stop the run), `console-busy`, `network` and
 * `console-error` (the answer may have been lost: the caller settles it, R7), `cancelled`.
 */
export interface ConsoleWriter {
  createUser(person: NewPerson, signal: AbortSignal): Promise<Result<WrittenRef>>;
  /** Sends exactly these changes; `version` becomes If-Match where the console has ETags. */
  updateUser(
    id: string,
    changes: readonly ValueChange[],
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<WrittenRef>>;
  /** `undefined` as value = proven absent (404). */
  readUser(id: string, signal: AbortSignal): Promise<Result<PersonRecord | undefined>>;
  /** Looks a person up by exact userName (folded compare on our side). */
  findUser(userName: string, signal: AbortSignal): Promise<Result<FoundUser>>;
  createGroup(group: NewGroup, signal: AbortSignal): Promise<Result<WrittenRef>>;
  updateGroup(
    id: string,
    changes: { readonly displayName?: string; readonly externalId?: string },
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<WrittenRef>>;
  readGroup(id: string, signal: AbortSignal): Promise<Result<GroupRecord | undefined>>;
  findGroup(displayName: string, signal: AbortSignal): Promise<Result<readonly GroupRecord[]>>;
  /** One PATCH; the caller keeps to the profile's `membersPerRequest` (R20). */
  addMembers(groupId: string, userIds: readonly string[], signal: AbortSignal): Promise<Result<void>>;
  /** One PATCH with one value path per id; never a filterless remove (fact sheet §5). */
  removeMembers(groupId: string, userIds: readonly string[], signal: AbortSignal): Promise<Result<void>>;
}

export interface NewPerson {
  readonly values: Readonly<Partial<Record<AttributeName, string>>>;
  readonly active: true;
}

export interface NewGroup {
  readonly displayName: string;
  readonly externalId: string;
}

/** `''` clears. A manager is named in the form that the profile says (id or address). */
export type ValueChange =
  | { readonly field: AttributeName; readonly value: string }
  | { readonly field: 'manager'; readonly value: string }
  | { readonly field: 'active'; readonly value: boolean };

export interface WrittenRef {
  readonly id: string;
  readonly version?: string;
}

export type FoundUser =
  | { readonly status: 'found'; readonly person: PersonRecord }
  | { readonly status: 'absent' }
  /** The look-up cannot prove absence on this console (fact sheet §1.3). */
  | { readonly status: 'unproven' };
