import { ATTRIBUTES, type AttributeName } from '../core/attributes.ts';
import { fold, tidy } from '../core/fold.ts';
import { type GroupIndex, GroupIndexBuilder, NO_GROUPS } from '../core/group-index.ts';
import { mapDirectoryPerson, type WantedPerson } from '../core/mapping.ts';
import { canonicalDate } from '../core/normalise.ts';
import { PackedTexts } from '../core/packed-texts.ts';
import {
  ACTIVE,
  ADMIN,
  EXPORT_ONLY,
  NEEDS_BODY,
  type PersonIndex,
  PersonIndexBuilder,
  UNMANAGED,
} from '../core/person-index.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { PersonRecord } from '../core/records.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';

export interface IndexedSnapshot {
  readonly people: PersonIndex;
  readonly groups: GroupIndex;
}

/** Reads a directory's snapshot once and keeps of each person what matching needs. */
export function indexDirectory(
  snapshot: SnapshotReader,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): IndexedSnapshot {
  const people = new PersonIndexBuilder();
  const groups = new GroupIndexBuilder();
  const carriesGroups = snapshot.facts.end.carried.groups;
  for (let i = 0; i < snapshot.people; i++) {
    if (i % 1024 === 0) checkCancelled();
    const record = snapshot.person(i);
    const wanted = mapDirectoryPerson(record, compared, profile);
    const row = people.add({
      externalId: wanted.externalId,
      userName: wanted.userName,
      email: wanted.email,
      // In a CSV nobody is named by the number of a line: a manager called `5` is not whoever stands there.
      ref: record.line === undefined ? record.ref : '',
      manager: managerKey(record.manager),
      content: compared.map((name) => contentOf(name, wantedText(record, wanted, name))),
      flags:
        (wanted.status === 'active' ? ACTIVE : 0) |
        (record.provisioningManaged === false ? UNMANAGED : 0) |
        (wanted.dropped.length > 0 ? NEEDS_BODY : 0),
      fault: wanted.fault,
      aliases: [],
    });
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

const MOST_DOMAINS = 10_000;

export function indexConsole(
  snapshot: SnapshotReader,
  userExport: SnapshotReader | undefined,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): IndexedConsole {
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
    const userName = record.values.userName ?? '';
    if (record.status === 'active' && domains.size < MOST_DOMAINS) {
      const address = profile.paths.email === undefined ? userName : record.values.email || userName;
      domains.add(fold(address.slice(address.lastIndexOf('@') + 1)));
    }
    refs.add(record.ref);
    externalIds.add(tidy(record.values.externalId ?? ''));
    return people.add({
      externalId: record.values.externalId ?? '',
      userName,
      email: record.values.email || userName,
      // A SCIM id that reads like the key of an export's row is somebody else's.
      ref: (flags & EXPORT_ONLY) === 0 && record.line === undefined ? record.ref : '',
      manager: managerKey(record.manager),
      content: compared.map((name) =>
        contentOf(name, name === 'email' ? record.values.email || userName : (record.values[name] ?? '')),
      ),
      flags:
        flags |
        (record.status === 'active' ? ACTIVE : 0) |
        (record.provisioningManaged === false ? UNMANAGED : 0) |
        (record.isAdmin ? ADMIN : 0) |
        (record.aliases && record.aliases.length > 0 ? NEEDS_BODY : 0),
      fault: undefined,
      aliases: record.aliases ?? [],
    });
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

/** The value as the directory gave it, or the address that mapping put in its place. */
function wantedText(record: PersonRecord, wanted: WantedPerson, name: AttributeName): string {
  const raw = record.values[name] ?? '';
  if (name === 'userName') return tidy(raw) === wanted.userName ? raw : wanted.userName;
  if (name === 'email') return tidy(raw) === wanted.email ? raw : wanted.email;
  return raw;
}

/** Values enter the content hash as they stand; dates in one form, since CSV and SCIM write them differently. */
function contentOf(name: AttributeName, raw: string): string {
  return ATTRIBUTES[name].kind === 'date' ? (canonicalDate(raw.trim()) ?? raw) : raw;
}

/** Addresses are matched folded, ids exactly. */
function managerKey(manager: string | undefined): string {
  if (manager === undefined) return '';
  return manager.includes('@') ? fold(manager) : manager.trim();
}
