import { labelOf } from './attributes.ts';
import { canonicalOperation } from './canonical.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { FieldChange, ReportRow, Verdict, Warning } from './report.ts';

/** A group as the console holds it now, with what the undo does to its members. */
export interface GroupNow {
  readonly id: string;
  readonly name: string;
  readonly externalId: string;
  readonly version: string | undefined;
  readonly leaving: number;
  readonly coming: number;
}

/**
 * The reverse of one row about a group (R23). A group that was made stays, without the members that came with it:
 * nothing is deleted (R6), and archiving a group is its membership rows (R19).
 */
export function undoGroupRow(row: ReportRow, group: GroupNow): ReportRow {
  const { back, warnings, moved } = row.verdict === 'Created' ? NOTHING : fieldsBack(row, group);
  const [verdict, reason] = outcomeOf(row.verdict, group, back.length, moved, warnings.length);
  const displayName = back.find(({ field }) => field === 'groupName')?.new;
  const externalId = back.find(({ field }) => field === 'externalId')?.new;
  return {
    object: 'group',
    verdict,
    key: group.id,
    name: group.name,
    address: '',
    reason,
    facts: { name: group.name },
    changes: back,
    warnings,
    consoleRef: group.id,
    ...(back.length === 0
      ? {}
      : {
          operation: {
            phase: 'group' as const,
            level: 0,
            canonical: canonicalOperation('group', group.id, back),
            ...(group.version === undefined ? {} : { seenVersion: group.version }),
            act: {
              kind: 'update-group' as const,
              id: group.id,
              ...(displayName === undefined ? {} : { displayName }),
              ...(externalId === undefined ? {} : { externalId }),
            },
          },
        }),
  };
}

/** A group that stays as it is, with the reason. */
export function leftAloneGroup(row: ReportRow, id: string | undefined, verdict: Verdict, reason: ReasonCode) {
  return {
    object: 'group' as const,
    verdict,
    key: id ?? row.key,
    name: row.name,
    address: '',
    reason,
    facts: { name: row.name },
    changes: [],
    warnings: [],
  };
}

interface FieldsBack {
  readonly back: readonly FieldChange[];
  readonly warnings: readonly Warning[];
  readonly moved: number;
}

const NOTHING: FieldsBack = { back: [], warnings: [], moved: 0 };

function fieldsBack(row: ReportRow, group: GroupNow): FieldsBack {
  const back: FieldChange[] = [];
  const warnings: Warning[] = [];
  let moved = 0;
  for (const { field, old, new: written } of row.changes) {
    const now = field === 'groupName' ? group.name : group.externalId;
    if (old === written || now === old) continue;
    if (now !== written) {
      moved++;
      warnings.push({ code: 'undo.moved', facts: { label: labelOf(field), now } });
    } else if (old === '') warnings.push({ code: 'undo.stays', facts: { label: labelOf(field) } });
    else back.push({ field, old: now, new: old });
  }
  return { back, warnings, moved };
}

function outcomeOf(
  was: Verdict,
  { leaving, coming }: GroupNow,
  back: number,
  moved: number,
  warnings: number,
): readonly [Verdict, ReasonCode] {
  if (was === 'Created')
    return leaving > 0 ? ['Archived', 'undo.groupMade'] : ['Unchanged', 'undo.groupStays'];
  if (was === 'Archived' && coming > 0) return ['Restored', 'undo.groupEmptied'];
  if (was === 'Restored' && leaving > 0) return ['Archived', 'undo.groupFilled'];
  if (back > 0) return ['Changed', 'undo.changed'];
  if (moved > 0) return ['Blocked', 'undo.moved'];
  return warnings > 0 ? ['Unchanged', 'undo.stays'] : ['Unchanged', 'undo.same'];
}

/** The two ends of a membership, as the console names them now. */
export interface MembershipNow {
  readonly groupId: string;
  readonly groupName: string;
  readonly personId: string;
  readonly name: string;
  readonly address: string;
  readonly stands: 'member' | 'no member';
  /** Why it is left alone. */
  readonly left: 'member.blocked' | 'undo.listing' | 'group.smart' | undefined;
}

/** The reverse of one membership that was added or ended (R23, R20). */
export function undoMembershipRow(row: ReportRow, now: MembershipNow): ReportRow {
  const added = row.operation?.act.kind === 'add-member';
  const isBefore = (now.stands === 'member') !== added;
  const acts = !isBefore && now.left === undefined;
  const change: FieldChange = {
    field: 'member',
    old: added ? now.groupName : '',
    new: added ? '' : now.groupName,
  };
  const key = `${now.groupId}\n${now.personId}`;
  return {
    object: 'membership',
    verdict: isBefore ? 'Unchanged' : now.left ? 'Blocked' : added ? 'Archived' : 'Created',
    key,
    name: now.name,
    address: now.address,
    reason: isBefore ? 'undo.same' : (now.left ?? (added ? 'undo.added' : 'undo.removed')),
    facts: { group: now.groupName },
    changes: acts ? [change] : [],
    warnings: [],
    consoleRef: now.personId,
    ...(acts
      ? {
          operation: {
            phase: 'member' as const,
            // Additions before removals, so that nobody is without a group in between.
            level: added ? 1 : 0,
            canonical: canonicalOperation('membership', key, [change]),
            act: {
              kind: added ? ('remove-member' as const) : ('add-member' as const),
              group: { id: now.groupId },
              user: { id: now.personId },
            },
          },
        }
      : {}),
  };
}
