import { isAttribute, labelOf } from './attributes.ts';
import { canonicalOperation } from './canonical.ts';
import type { DoneRow } from './done-row.ts';
import type { HeldPerson } from './mapping.ts';
import { normaliseConsoleValue, sameValue } from './normalise.ts';
import { personAside } from './person-aside.ts';
import type { PersonRecord } from './records.ts';
import type { FieldChange, Operation, Phase, ReportRow, Target, Verdict, Warning } from './report.ts';
import type { Reason } from './row-reasons.ts';

/** A person as the console holds them now, and what an undo must know of them beside. */
export interface PersonNow {
  readonly held: HeldPerson;
  readonly record: PersonRecord;
  readonly name: string;
  /** Why the person is untouched (R5). */
  readonly excluded: Reason | undefined;
  /** The manager link, where that run wrote one. */
  readonly manager: ManagerNow | undefined;
  /** Whether memberships of the person are undone too: they are sent before archives, and may use up a version. */
  readonly membershipsToo: boolean;
}

export interface ManagerNow {
  readonly stands: 'as written' | 'as before' | 'otherwise';
  /** Who it is now, as people read it. */
  readonly now: string;
  /** Who it was; `undefined` where that person is not to be found on the console any more. */
  readonly back: Target | 'none' | undefined;
}

/** Whether the address that a person goes back to is to be had (R10). */
export type AddressBack =
  /** Addresses that free another one go back first: lower levels before higher ones. */
  | { readonly status: 'free'; readonly level: number }
  | { readonly status: 'held'; readonly by: string }
  | { readonly status: 'swap'; readonly with: string };

/** What of a row goes back, before anybody looks whether the old address is to be had. */
export interface PersonUndo {
  readonly verdict: Verdict;
  readonly reason: Reason;
  readonly changes: readonly FieldChange[];
  readonly warnings: readonly Warning[];
}

/**
 * The reverse of one row about a person, field by field and only where the console still holds what that run
 * wrote (R23). Nothing is deleted (R6): whoever was created is archived. E-mail and external id are never
 * cleared (R14): where they were empty before, they stay and are named.
 */
export function undoOfPerson(
  done: DoneRow,
  person: PersonNow,
  listing: 'complete' | 'incomplete',
): PersonUndo {
  const left = (verdict: Verdict, reason: Reason, warnings: readonly Warning[] = []): PersonUndo => ({
    verdict,
    reason,
    changes: [],
    warnings,
  });
  if (person.excluded) return left('Excluded', person.excluded);
  if (done.main === 'unknown' || done.manager === 'unknown') return left('Blocked', because('undo.unknown'));
  if (listing === 'incomplete') return left('Blocked', because('undo.listing'));

  const fields = fieldsBack(done, person);
  const gone = aliasesGone(done, person.record);
  const archives = fields.back.some(({ field, new: value }) => field === 'active' && value === 'Archived');
  if (archives && person.record.isAdmin === true) return left('Blocked', because('blocked.admin'));
  if (fields.back.length === 0) {
    if (fields.moved > 0) return left('Blocked', because('undo.moved'), [...fields.warnings, ...gone]);
    const reason = fields.warnings.length + gone.length > 0 ? 'undo.stays' : 'undo.same';
    return left('Unchanged', because(reason), [...fields.warnings, ...gone]);
  }
  const restores = fields.back.some(({ field, new: value }) => field === 'active' && value === 'Active');
  const verdict = archives ? 'Archived' : restores ? 'Restored' : 'Changed';
  const reason = archives
    ? because(creates(done) ? 'undo.created' : 'undo.restored')
    : because(restores ? 'undo.archived' : 'undo.changed');
  const warnings = [...fields.warnings, ...gone];
  if (fields.back.some(({ field }) => field === 'userName')) warnings.push({ code: 'email', facts: {} });
  if (restores) warnings.push({ code: 'restore.enrol', facts: {} });
  return { verdict, reason, changes: fields.back, warnings };
}

/** The report row of that undo; one with something to send is an operation like any other (R3). */
export function undoPersonRow(
  done: DoneRow,
  person: PersonNow,
  undo: PersonUndo,
  address: AddressBack,
): ReportRow {
  const { held, record } = person;
  const base = {
    object: 'user' as const,
    key: held.id,
    name: person.name,
    address: held.address,
    consoleRef: held.id,
    ...personAside(undefined, record),
    ...(done.row.directoryRef === undefined ? {} : { directoryRef: done.row.directoryRef }),
  };
  const ids = held.externalId === '' ? {} : { externalId: held.externalId };
  const rename = undo.changes.find(({ field }) => field === 'userName');
  if (rename && address.status !== 'free') {
    const reason: Reason =
      address.status === 'held'
        ? { code: 'blocked.held', facts: { new: rename.new, other: address.by } }
        : { code: 'blocked.swap', facts: { a: rename.new, b: address.with } };
    return {
      ...base,
      verdict: 'Blocked',
      reason: reason.code,
      facts: { ...reason.facts, ...ids },
      changes: [],
      warnings: [],
    };
  }
  const operation = operationOf(person, undo, address.status === 'free' ? address.level : 0, record.version);
  return {
    ...base,
    verdict: undo.verdict,
    reason: undo.reason.code,
    facts: { ...undo.reason.facts, ...ids },
    changes: undo.changes,
    warnings: undo.warnings,
    ...(operation ? { operation } : {}),
  };
}

/** Whether that run made the person; a create may also tell SCIM of somebody who was there before (R22). */
export function creates({ row }: DoneRow): boolean {
  return row.verdict === 'Created' && row.operation?.act.kind === 'create-user';
}

interface FieldsBack {
  readonly back: readonly FieldChange[];
  readonly warnings: readonly Warning[];
  /** How many of the warnings are about values that somebody has changed since. */
  readonly moved: number;
}

function fieldsBack(done: DoneRow, person: PersonNow): FieldsBack {
  const { held, record, manager } = person;
  const back: FieldChange[] = [];
  const warnings: Warning[] = [];
  let moved = 0;
  const movedTo = (field: FieldChange['field'], now: string) => {
    moved++;
    warnings.push({ code: 'undo.moved', facts: { label: labelOf(field), now } });
  };
  if (creates(done)) {
    const archive: FieldChange = { field: 'active', old: 'Active', new: 'Archived' };
    return { back: done.main === 'done' && held.active ? [archive] : [], warnings, moved };
  }
  for (const { field, old, new: written } of done.main === 'done' ? done.row.changes : []) {
    // A create that told SCIM of somebody, or an adoption, names values that it did not change (R22).
    if (old === written) continue;
    if (field === 'active') {
      // Of two states, one that is not as written is as it was before.
      if (held.active === (written === 'Active')) back.push({ field, old: written, new: old });
      continue;
    }
    if (!isAttribute(field)) continue;
    const now = normaliseConsoleValue(field, record.values[field] ?? '');
    const isNow = (value: string) => sameValue(field, now, normaliseConsoleValue(field, value));
    if (isNow(old)) continue;
    if (!isNow(written)) movedTo(field, now);
    else if (old === '' && NEVER_CLEARED.has(field)) {
      warnings.push({ code: 'undo.stays', facts: { label: labelOf(field) } });
    } else back.push({ field, old: now, new: old });
  }
  const link = done.row.changes.find(({ field }) => field === 'manager');
  if (link && manager && done.manager === 'done') {
    if (manager.stands === 'otherwise') movedTo('manager', manager.now);
    else if (manager.stands === 'as written') {
      if (manager.back === undefined) warnings.push({ code: 'manager.unknown', facts: { x: link.old } });
      else back.push({ field: 'manager', old: manager.now, new: link.old });
    }
  }
  return { back, warnings, moved };
}

/** Aliases that the sync warned of and that are not listed any more (R16). */
function aliasesGone({ row }: DoneRow, { aliases = [] }: PersonRecord): readonly Warning[] {
  return row.warnings.flatMap(({ code, facts }) =>
    code === 'alias' && !aliases.includes(String(facts.alias)) ? [{ code: 'undo.alias', facts }] : [],
  );
}

const NEVER_CLEARED: ReadonlySet<string> = new Set(['userName', 'email', 'externalId']);

function operationOf(
  { held, manager, membershipsToo }: PersonNow,
  { changes, verdict }: PersonUndo,
  level: number,
  version: string | undefined,
): Operation | undefined {
  if (changes.length === 0) return undefined;
  const phase = phaseOf(verdict, changes);
  const linked = changes.some(({ field }) => field === 'manager');
  // What was sent for the person before has used the version up, and a second look at it would refuse the row.
  const usedUp =
    (phase === 'archive' && (linked || membershipsToo)) || (phase === 'manager' && membershipsToo);
  return {
    phase,
    level: phase === 'rename' ? level : 0,
    canonical: canonicalOperation('user', held.id, changes),
    ...(version === undefined || usedUp ? {} : { seenVersion: version }),
    act: { kind: 'update-user', id: held.id },
    ...(linked && manager?.back !== undefined ? { manager: manager.back } : {}),
  };
}

/** As in any plan (R8). An address goes back in its own phase even of somebody archived: others may wait for it. */
function phaseOf(verdict: Verdict, changes: readonly FieldChange[]): Phase {
  if (changes.some(({ field }) => field === 'userName')) return 'rename';
  if (verdict === 'Archived') return 'archive';
  if (verdict === 'Restored') return 'restore';
  return changes.every(({ field }) => field === 'manager') ? 'manager' : 'change';
}

function because(code: Reason['code']): Reason {
  return { code, facts: {} };
}
