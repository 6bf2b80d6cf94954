import { canonicalOperation } from '../core/canonical.ts';
import { fold } from '../core/fold.ts';
import type { Operation, ReportRow } from '../core/report.ts';

export interface OneOff {
  /** Addresses as asked for. */
  readonly only: readonly string[];
  /** Whose archive was asked for by name. */
  readonly archiveByName: readonly string[];
}

/** The key of a row of which there is nothing else to call it by (core/plan-people.ts). */
const ROW = 'row:';

/**
 * A one-off sync keeps only its people's rows and memberships (design §6): it creates no group and no
 * manager, and archives only whom it was asked to by name. What is left out stays visible, without an act.
 */
export function oneOffFilter(oneOff: OneOff | undefined): (row: ReportRow) => ReportRow | undefined {
  if (!oneOff) return (row) => row;
  const only = new Set(oneOff.only.map(fold));
  const archives = new Set(oneOff.archiveByName.map(fold));
  const names = (row: ReportRow) =>
    only.has(fold(row.address)) ||
    only.has(row.key) ||
    // A row without an e-mail is named by its place in the directory.
    (row.key.startsWith(ROW) && only.has(row.key.slice(ROW.length))) ||
    row.changes.some((change) => change.field === 'userName' && only.has(fold(change.old)));
  const people = new Set<string>();

  return (row) => {
    if (row.object === 'group') return undefined;
    if (row.object === 'membership') {
      // The person stands last; a group's name may hold line breaks.
      const person = row.key.slice(row.key.lastIndexOf('\n') + 1);
      return people.has(person) ? withoutNewGroup(row) : undefined;
    }
    if (!names(row)) return undefined;
    people.add(row.key);
    if (row.verdict === 'Archived' && !archives.has(fold(row.address)) && !archives.has(row.key)) {
      return notArchived(row);
    }
    return withoutNewManager(row, only);
  };
}

/** Nothing is done to this person, so nothing is counted or warned of as if it were. */
function notArchived(row: ReportRow): ReportRow {
  const { operation: _left, ...rest } = row;
  return {
    ...rest,
    verdict: 'Unchanged',
    reason: 'archived.notAsked',
    facts: { x: row.address },
    changes: [],
    warnings: [],
  };
}

function withoutNewGroup(row: ReportRow): ReportRow {
  const act = row.operation?.act;
  if (act?.kind !== 'add-member' || !('createdKey' in act.group)) return row;
  const { operation: _left, ...rest } = row;
  return { ...rest, verdict: 'Blocked', reason: 'member.blocked', changes: [] };
}

/** A manager who would have to be created first is named in a warning and left out. */
function withoutNewManager(row: ReportRow, only: ReadonlySet<string>): ReportRow {
  const operation = row.operation;
  const manager = operation?.manager;
  if (!operation || manager === undefined || manager === 'none' || !('createdKey' in manager)) return row;
  // Somebody asked for as well is created in this same run, in whatever order the two rows stand.
  if (only.has(manager.createdKey)) return row;
  const address = row.changes.find((change) => change.field === 'manager')?.new ?? '';
  const changes = row.changes.filter((change) => change.field !== 'manager');
  const { manager: _left, ...kept } = operation;
  const { operation: _operation, ...rest } = row;
  const warnings = [...row.warnings, { code: 'manager.unknown' as const, facts: { x: address } }];
  if (changes.length === 0)
    return { ...rest, verdict: 'Unchanged', reason: 'unchanged.same', changes, warnings };
  const next: Operation = { ...kept, canonical: canonicalOperation('user', row.key, changes) };
  return { ...rest, changes, warnings, operation: next };
}
