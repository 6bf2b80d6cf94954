import { fold } from './fold.ts';
import type { GroupFacts } from './group-index.ts';
import { isDerivedGroupExternalId } from './group-key.ts';
import { NONE } from './match.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { Verdict } from './report.ts';

/** One row of the report's groups: a directory group, else a console group (R19). */
export interface GroupRow {
  readonly directory: number;
  readonly console: number;
  readonly verdict: Verdict;
  readonly reason: ReasonCode;
  /** Whether Muster may take members out of it. */
  readonly managed: boolean;
  /** Set where our external id must be written: a group taken over. */
  readonly writeExternalId: boolean;
  /** Set where the directory's spelling of the name must be written. */
  readonly writeName: boolean;
}

export interface GroupOptions {
  /** Console ids of groups known from the journal to be Muster's. */
  readonly managedIds: ReadonlySet<string>;
  /** Of these, the ones that Muster archived. */
  readonly archivedIds: ReadonlySet<string>;
  /** Folded names of foreign groups that the tenant takes over. */
  readonly takenOver: ReadonlySet<string>;
  /** Without a complete listing on both sides nothing is archived (R1). */
  readonly listing: 'complete' | 'incomplete';
  /** Per console group: whether anybody is in it whom Muster may take out, or only people who are undecided. */
  readonly members: (consoleGroup: number) => 'removable' | 'undecided' | 'none';
}

/** Matches groups by externalId, then by unique folded displayName; two hits are Blocked (R19). */
export function matchGroups(
  directory: readonly GroupFacts[],
  console: readonly GroupFacts[],
  options: GroupOptions,
): readonly GroupRow[] {
  const byExternalId = indexBy(console, (group) => group.externalId);
  const byName = indexBy(console, (group) => fold(group.displayName));
  const directoryNames = indexBy(directory, (group) => fold(group.displayName));
  const directoryIds = indexBy(directory, (group) => group.externalId);
  const taken = new Uint8Array(console.length);
  const rows: GroupRow[] = [];

  const found = directory.map((group) =>
    group.externalId === '' ? [] : (byExternalId.get(group.externalId) ?? []),
  );
  // Before any name is looked at, so that the order of the directory's groups does not matter.
  for (const groups of found) for (const group of groups) taken[group] = 1;

  const named = directory.map((group) =>
    (byName.get(fold(group.displayName)) ?? []).filter((candidate) => taken[candidate] === 0),
  );
  directory.forEach((group, index) => {
    const sameId = found[index]!;
    const candidates = sameId.length > 0 ? sameId : named[index]!;
    const sharesName = (directoryNames.get(fold(group.displayName)) ?? []).length > 1;
    const sharesId = (directoryIds.get(group.externalId) ?? []).length > 1;
    if (candidates.length > 1 || sharesId || (sharesName && sameId.length !== 1)) {
      for (const candidate of candidates) taken[candidate] = 1;
      rows.push(rowOf(index, candidates[0] ?? NONE, 'Blocked', 'group.twice', 'foreign'));
      return;
    }
    const hit = candidates[0];
    if (hit === undefined) {
      rows.push(rowOf(index, NONE, 'Created', 'group.created', 'managed'));
      return;
    }
    taken[hit] = 1;
    rows.push(matchedRow(index, hit, group, console[hit]!, sameId.length === 1, options));
  });

  console.forEach((group, index) => {
    if (taken[index] === 0) rows.push(consoleOnlyRow(index, group, options));
  });
  return rows;
}

function matchedRow(
  directory: number,
  hit: number,
  wanted: GroupFacts,
  held: GroupFacts,
  sameId: boolean,
  options: GroupOptions,
): GroupRow {
  if (held.isSmart) return rowOf(directory, hit, 'Blocked', 'group.smart', 'foreign');
  const takeOver = !sameId && options.takenOver.has(fold(held.displayName));
  const managed = sameId || takeOver || isManaged(held, options);
  const kind = managed ? 'managed' : 'foreign';
  // Only the external id, or taking the group over, makes the directory's spelling of the name ours to write.
  const writeName = (sameId || takeOver) && wanted.displayName !== held.displayName;
  if (takeOver) {
    return { ...rowOf(directory, hit, 'Changed', 'group.changed', kind), writeExternalId: true, writeName };
  }
  if (options.archivedIds.has(held.ref)) {
    return { ...rowOf(directory, hit, 'Restored', 'group.restored', kind), writeName };
  }
  return writeName
    ? { ...rowOf(directory, hit, 'Changed', 'group.changed', kind), writeName }
    : rowOf(directory, hit, 'Unchanged', 'group.same', kind);
}

function consoleOnlyRow(index: number, group: GroupFacts, options: GroupOptions): GroupRow {
  if (group.isSmart) return rowOf(NONE, index, 'Unchanged', 'group.smart', 'foreign');
  if (!isManaged(group, options)) return rowOf(NONE, index, 'Unchanged', 'group.unmanaged', 'foreign');
  const members = options.members(index);
  if (members === 'none') return rowOf(NONE, index, 'Unchanged', 'group.empty', 'managed');
  if (options.listing === 'complete' && members === 'undecided') {
    return rowOf(NONE, index, 'Blocked', 'member.blocked', 'managed');
  }
  return options.listing === 'complete'
    ? rowOf(NONE, index, 'Archived', 'group.archived', 'managed')
    : rowOf(NONE, index, 'Blocked', 'blocked.listing', 'managed');
}

function isManaged(group: GroupFacts, options: GroupOptions): boolean {
  return isDerivedGroupExternalId(group.externalId) || options.managedIds.has(group.ref);
}

function rowOf(
  directory: number,
  console: number,
  verdict: Verdict,
  reason: ReasonCode,
  kind: 'managed' | 'foreign',
): GroupRow {
  return {
    directory,
    console,
    verdict,
    reason,
    managed: kind === 'managed',
    writeExternalId: false,
    writeName: false,
  };
}

function indexBy(groups: readonly GroupFacts[], keyOf: (group: GroupFacts) => string): Map<string, number[]> {
  const index = new Map<string, number[]>();
  groups.forEach((group, i) => {
    const key = keyOf(group);
    if (key === '') return;
    const list = index.get(key);
    if (list) list.push(i);
    else index.set(key, [i]);
  });
  return index;
}
