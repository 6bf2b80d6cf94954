import { canonicalOperation } from './canonical.ts';
import { fold } from './fold.ts';
import type { GroupIndex } from './group-index.ts';
import { derivedGroupExternalId } from './group-key.ts';
import { NONE } from './match.ts';
import type { GroupRow } from './match-groups.ts';
import type { MembershipChange } from './plan-memberships.ts';
import type { FieldChange, Operation, ReportRow, Target } from './report.ts';

/** What membership rows show of a person, and how apply names them. */
export interface MemberIdentity {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  readonly target: Target;
}

/** The report's rows of groups (R19). Archiving a group is its membership rows; the group stays. */
export function groupReportRow(row: GroupRow, directory: GroupIndex, console: GroupIndex): ReportRow {
  const wanted = row.directory === NONE ? undefined : directory.groups[row.directory];
  const held = row.console === NONE ? undefined : console.groups[row.console];
  const name = wanted?.displayName ?? held?.displayName ?? '';
  const key = held?.ref ?? fold(name);
  const changes: FieldChange[] = [];
  if (row.verdict === 'Created') changes.push({ field: 'groupName', old: '', new: name });
  if (row.writeName && held) changes.push({ field: 'groupName', old: held.displayName, new: name });
  if (row.verdict === 'Created' || row.writeExternalId) {
    changes.push({
      field: 'externalId',
      old: held?.externalId ?? '',
      new: externalIdOf(name, wanted?.externalId),
    });
  }
  const operation = groupOperation(row, key, name, wanted?.externalId, held?.ref, held?.version, changes);
  return {
    object: 'group',
    verdict: row.verdict,
    key,
    name,
    address: '',
    reason: row.reason,
    facts:
      held && wanted && held.displayName !== wanted.displayName && !row.writeExternalId
        ? { name, old: held.displayName, new: wanted.displayName }
        : { name },
    changes,
    warnings: [],
    ...(wanted ? { directoryRef: wanted.ref } : {}),
    ...(held ? { consoleRef: held.ref } : {}),
    ...(operation ? { operation } : {}),
  };
}

function groupOperation(
  row: GroupRow,
  key: string,
  name: string,
  externalId: string | undefined,
  id: string | undefined,
  version: string | undefined,
  changes: readonly FieldChange[],
): Operation | undefined {
  const base = {
    phase: 'group' as const,
    level: 0,
    canonical: canonicalOperation('group', key, changes),
    ...(version === undefined ? {} : { seenVersion: version }),
  };
  if (row.verdict === 'Created') {
    return {
      ...base,
      act: { kind: 'create-group', displayName: name, externalId: externalIdOf(name, externalId) },
    };
  }
  if ((row.writeName || row.writeExternalId) && id !== undefined) {
    return {
      ...base,
      act: {
        kind: 'update-group',
        id,
        ...(row.writeName ? { displayName: name } : {}),
        ...(row.writeExternalId ? { externalId: externalIdOf(name, externalId) } : {}),
      },
    };
  }
  return undefined;
}

function externalIdOf(name: string, externalId: string | undefined): string {
  return externalId === undefined || externalId === '' ? derivedGroupExternalId(name) : externalId;
}

/** The report's row of one membership; Created and Archived ones are operations (R20). */
export function membershipReportRow(
  change: MembershipChange,
  group: ReportRow,
  person: MemberIdentity,
): ReportRow {
  const added = change.verdict === 'Created';
  const changes: FieldChange[] =
    change.verdict === 'Blocked'
      ? []
      : [{ field: 'member', old: added ? '' : group.name, new: added ? group.name : '' }];
  const key = `${group.key}\n${person.key}`;
  const operation: Operation | undefined =
    change.verdict === 'Blocked'
      ? undefined
      : {
          phase: 'member',
          // Additions before removals, so that nobody is without a group in between.
          level: added ? 0 : 1,
          canonical: canonicalOperation('membership', key, changes),
          act: {
            kind: added ? 'add-member' : 'remove-member',
            group: group.consoleRef === undefined ? { createdKey: group.key } : { id: group.consoleRef },
            user: person.target,
          },
        };
  return {
    object: 'membership',
    verdict: change.verdict,
    key,
    name: person.name,
    address: person.address,
    reason: change.reason,
    facts: { group: group.name },
    changes,
    warnings: [],
    ...('id' in person.target ? { consoleRef: person.target.id } : {}),
    ...(operation ? { operation } : {}),
  };
}
