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
  /** Per console group: whether anybody is in it whom Muster manages. */
  readonly hasManagedMembers: (consoleGroup: number) => boolean;
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
  const taken = new Uint8Array(console.length);
  const rows: GroupRow[] = [];

  const found = directory.map((group) => {
    const sameId = group.externalId === '' ? [] : (byExternalId.get(group.externalId) ?? []);
    return sameId;
  });
  for (const users of found) if (users.length === 1) taken[users[0]!] = 1;

  directory.forEach((group, index) => {
    const sameId = found[index]!;
    const sameName = (byName.get(fold(group.displayName)) ?? []).filter(
      (candidate) => taken[candidate] === 0,
    );
    const candidates = sameId.length > 0 ? sameId : sameName;
    const twins = (directoryNames.get(fold(group.displayName)) ?? []).length > 1;
    if (candidates.length > 1 || (twins && sameId.length !== 1)) {
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
  if (takeOver) return { ...rowOf(directory, hit, 'Changed', 'group.changed', kind), writeExternalId: true };
  if (options.archivedIds.has(held.ref)) return rowOf(directory, hit, 'Restored', 'group.restored', kind);
  // Only the external id proves that a different name is a new name of the same group.
  const renamed = sameId && wanted.displayName !== held.displayName;
  return renamed
    ? rowOf(directory, hit, 'Changed', 'group.changed', kind)
    : rowOf(directory, hit, 'Unchanged', 'group.same', kind);
}

function consoleOnlyRow(index: number, group: GroupFacts, options: GroupOptions): GroupRow {
  if (group.isSmart) return rowOf(NONE, index, 'Unchanged', 'group.smart', 'foreign');
  if (!isManaged(group, options)) return rowOf(NONE, index, 'Unchanged', 'group.unmanaged', 'foreign');
  if (!options.hasManagedMembers(index)) return rowOf(NONE, index, 'Unchanged', 'group.empty', 'managed');
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
  return { directory, console, verdict, reason, managed: kind === 'managed', writeExternalId: false };
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
