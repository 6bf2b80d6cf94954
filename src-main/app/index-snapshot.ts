import type { AttributeName } from '../core/attributes.ts';
import { fold, tidy } from '../core/fold.ts';
import { type GroupIndex, GroupIndexBuilder, NO_GROUPS } from '../core/group-index.ts';
import { addDomainOf, consoleEntry, directoryEntry } from '../core/index-entry.ts';
import { mapDirectoryPerson } from '../core/mapping.ts';
import { PackedTexts } from '../core/packed-texts.ts';
import { EXPORT_ONLY, type PersonIndex, PersonIndexBuilder } from '../core/person-index.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { PersonRecord } from '../core/records.ts';
import type { RowIndex } from '../core/row-indexer.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';

export interface IndexedSnapshot {
  readonly people: PersonIndex;
  readonly groups: GroupIndex;
}

/** Of what an index is made beside the listing: a kept one is right as long as this is the same. */
export function indexKeyOf(compared: readonly AttributeName[], profile: ConsoleProfile): string {
  return JSON.stringify([profile.name, profile.paths.email === undefined, compared]);
}

/** Reads a directory's snapshot once and keeps of each person what matching needs; or reads the index that was kept. */
export function indexDirectory(
  snapshot: SnapshotReader,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): IndexedSnapshot {
  const kept = snapshot.storedIndex?.(indexKeyOf(compared, profile));
  if (kept !== undefined) return { people: kept.people, groups: kept.groups };
  const people = new PersonIndexBuilder();
  const groups = new GroupIndexBuilder();
  const carriesGroups = snapshot.facts.end.carried.groups;
  for (let i = 0; i < snapshot.people; i++) {
    if (i % 1024 === 0) checkCancelled();
    const record = snapshot.person(i);
    const wanted = mapDirectoryPerson(record, compared, profile);
    const row = people.add(directoryEntry(record, wanted, compared));
    if (carriesGroups) for (const name of record.groups ?? []) groups.addNamed(row, name);
  }
  for (const group of snapshot.groups()) groups.addGroup(group, group.externalId || group.ref);
  const index = people.finish();
  return { people: index, groups: carriesGroups ? groups.finish(index.ref, index.size) : NO_GROUPS };
}

/** A console's snapshot with what a user export adds to it (R21). */
export interface IndexedConsole extends IndexedSnapshot {
  readonly person: (user: number) => PersonRecord;
  /** Only the person's key on the console. */
  readonly ref: (user: number) => string;
  /** Only the external id, '' where there is none. */
  readonly externalId: (user: number) => string;
  /** Whether aliases can be seen at all (R16). */
  readonly showsAliases: boolean;
  /** Domains of the people who are active. */
  readonly domains: ReadonlySet<string>;
}

export function indexConsole(
  snapshot: SnapshotReader,
  userExport: SnapshotReader | undefined,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): IndexedConsole {
  const kept = userExport === undefined ? snapshot.storedIndex?.(indexKeyOf(compared, profile)) : undefined;
  if (kept !== undefined) return consoleOfRows(snapshot, kept);
  const people = new PersonIndexBuilder();
  const groups = new GroupIndexBuilder();
  const exported = new Map<string, number>();
  for (let i = 0; userExport && i < userExport.people; i++) {
    const key = fold(userExport.person(i).values.userName ?? '');
    const before = exported.get(key);
    // Of two lines the one that protects stands: `true` never lifts a `false` (R5).
    if (before === undefined || userExport.person(before).provisioningManaged !== false) exported.set(key, i);
  }
  const exportRow: number[] = [];
  const refs = new PackedTexts();
  const externalIds = new PackedTexts();
  const domains = new Set<string>();
  const isCsv = snapshot.facts.kind === 'csv';

  const add = (record: PersonRecord, flags: number) => {
    addDomainOf(record, profile, domains);
    refs.add(record.ref);
    externalIds.add(tidy(record.values.externalId ?? ''));
    return people.add(consoleEntry(record, compared, flags));
  };

  for (let i = 0; i < snapshot.people; i++) {
    if (i % 1024 === 0) checkCancelled();
    const plain = snapshot.person(i);
    const key = fold(plain.values.userName ?? '');
    const twin = exported.get(key);
    exportRow.push(twin ?? -1);
    if (twin !== undefined) exported.delete(key);
    const record = twin === undefined ? plain : completed(plain, userExport!.person(twin));
    const user = add(record, 0);
    if (isCsv) for (const name of plain.groups ?? []) groups.addNamed(user, name);
  }
  // Only where a SCIM listing does not show everybody does an export add people; elsewhere it is just older.
  const extra: number[] = profile.listingShowsEverybody ? [] : [...exported.values()];
  for (const row of extra) add(userExport!.person(row), EXPORT_ONLY);
  for (const group of snapshot.groups()) groups.addGroup(group, group.externalId);

  const index = people.finish();
  return {
    people: index,
    groups: groups.finish(index.ref, index.size),
    ref: (user) => refs.get(user),
    externalId: (user) => externalIds.get(user),
    person: (user) => {
      if (user >= snapshot.people) return userExport!.person(extra[user - snapshot.people]!);
      const twin = exportRow[user]!;
      const plain = snapshot.person(user);
      return twin < 0 ? plain : completed(plain, userExport!.person(twin));
    },
    showsAliases: userExport !== undefined || isCsv,
    domains,
  };
}

/** A console's CSV: what its rows say is read from them when it is asked for. */
export function consoleOfRows(
  snapshot: SnapshotReader,
  { people, groups, domains }: RowIndex,
): IndexedConsole {
  return {
    people,
    groups,
    domains,
    person: (user) => snapshot.person(user),
    ref: (user) => snapshot.person(user).ref,
    externalId: (user) => tidy(snapshot.person(user).values.externalId ?? ''),
    showsAliases: true,
  };
}

/** What only the export shows: aliases, and the protection flag where SCIM does not give it. */
function completed(listed: PersonRecord, exported: PersonRecord): PersonRecord {
  const managed =
    listed.provisioningManaged === false || exported.provisioningManaged === false
      ? false
      : (listed.provisioningManaged ?? exported.provisioningManaged);
  return {
    ...listed,
    ...(exported.aliases ? { aliases: exported.aliases } : {}),
    ...(managed === undefined ? {} : { provisioningManaged: managed }),
  };
}
