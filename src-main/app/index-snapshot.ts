import type { AttributeName } from '../core/attributes.ts';
import type { BriefPacker } from '../core/brief-block.ts';
import { fold, tidy } from '../core/fold.ts';
import { type GroupIndex, GroupIndexBuilder, NO_GROUPS } from '../core/group-index.ts';
import { addDomainOf, briefOf, consoleEntry, directoryEntry } from '../core/index-entry.ts';
import { mapDirectoryPerson } from '../core/mapping.ts';
import { NONE } from '../core/match.ts';
import { PackedTexts } from '../core/packed-texts.ts';
import { EXPORT_ONLY, type PersonIndex, PersonIndexBuilder, UNMANAGED } from '../core/person-index.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { PersonRecord } from '../core/records.ts';
import type { RowIndex } from '../core/row-indexer.ts';
import { TextHash } from '../core/text-hash.ts';
import type { KeptIndex, KnownBy, SnapshotReader } from './ports/snapshot-store.ts';

export interface IndexedSnapshot {
  readonly people: PersonIndex;
  readonly groups: GroupIndex;
}

/** Of what an index is made beside the listing: a kept one is right as long as this is the same. */
export function indexKeyOf(
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  userExport?: SnapshotReader,
): string {
  const made = [profile.name, profile.paths.email === undefined, compared];
  if (userExport === undefined) return JSON.stringify(made);
  // Erasing somebody from an export changes its facts (R24); they are told apart without being kept a second time.
  const { lo, hi } = new TextHash().of(JSON.stringify([userExport.facts, userExport.people]));
  return JSON.stringify([...made, lo, hi]);
}

/** A console that keeps no separate e-mail knows people by an address as userName (R11). */
export function knownBy(profile: ConsoleProfile): KnownBy {
  return profile.paths.email === undefined ? 'userName' : 'email';
}

/**
 * Reads a directory's snapshot once and keeps of each person what matching needs; or reads the index that was kept.
 * `briefs` gets what a report shows of each person, where there is no kept index.
 */
export function indexDirectory(
  snapshot: SnapshotReader,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
  briefs?: BriefPacker,
): IndexedSnapshot {
  const kept = snapshot.storedIndex?.(indexKeyOf(compared, profile));
  if (kept !== undefined) return { people: kept.people, groups: kept.groups };
  const people = new PersonIndexBuilder(snapshot.people);
  const groups = new GroupIndexBuilder();
  const carriesGroups = snapshot.facts.end.carried.groups;
  for (let i = 0; i < snapshot.people; i++) {
    if (i % 1024 === 0) checkCancelled();
    const record = snapshot.person(i);
    const wanted = mapDirectoryPerson(record, compared, profile);
    const row = people.add(directoryEntry(record, wanted, compared));
    briefs?.add(briefOf(record, wanted));
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

/** Reads a console's snapshot once, with what a user export adds; or the index that was kept. */
export function indexConsole(
  snapshot: SnapshotReader,
  userExport: SnapshotReader | undefined,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): IndexedConsole {
  const kept = snapshot.storedIndex?.(indexKeyOf(compared, profile, userExport));
  const isOfNow = kept !== undefined && !(kept.users?.exportRepeats && isLifted(snapshot, userExport));
  const index = isOfNow ? kept : makeConsoleIndex(snapshot, userExport, compared, profile, checkCancelled);
  const console = consoleOfIndex(snapshot, userExport, index);
  return isOfNow && isLifted(snapshot, userExport) ? withFlagsOfNow(console) : console;
}

/** What is kept of a console's listing of lines (R21). */
export function makeConsoleIndex(
  snapshot: SnapshotReader,
  userExport: SnapshotReader | undefined,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
  checkCancelled: () => void,
): KeptIndex {
  const people = new PersonIndexBuilder(snapshot.people);
  const groups = new GroupIndexBuilder();
  const exported = new Map<string, number>();
  let exportRepeats = false;
  for (let i = 0; userExport && i < userExport.people; i++) {
    const key = fold(userExport.person(i).values.userName ?? '');
    const before = exported.get(key);
    if (before !== undefined) exportRepeats = true;
    // Of two lines the one that protects stands: `true` never lifts a `false` (R5).
    if (before === undefined || userExport.person(before).provisioningManaged !== false) exported.set(key, i);
  }
  const exportRow = new Int32Array(userExport ? snapshot.people : 0);
  const refs = new PackedTexts();
  const externalIds = new PackedTexts();
  const domains = new Set<string>();
  const isCsv = snapshot.facts.kind === 'csv';

  const add = (record: PersonRecord, flags: number) => {
    addDomainOf(record, profile, domains);
    return people.add(consoleEntry(record, compared, flags));
  };

  for (let i = 0; i < snapshot.people; i++) {
    if (i % 1024 === 0) checkCancelled();
    const plain = snapshot.person(i);
    refs.add(plain.ref);
    externalIds.add(tidy(plain.values.externalId ?? ''));
    let record = plain;
    if (userExport) {
      const key = fold(plain.values.userName ?? '');
      const twin = exported.get(key);
      exportRow[i] = twin ?? NONE;
      if (twin !== undefined) {
        exported.delete(key);
        record = completed(plain, userExport.person(twin));
      }
    }
    const user = add(record, 0);
    if (isCsv) for (const name of plain.groups ?? []) groups.addNamed(user, name);
  }
  // Only where a SCIM listing does not show everybody does an export add people; elsewhere it is just older.
  const extra = Int32Array.from(profile.listingShowsEverybody ? [] : exported.values());
  for (const row of extra) add(userExport!.person(row), EXPORT_ONLY);
  for (const group of snapshot.groups()) groups.addGroup(group, group.externalId);

  const index = people.finish();
  return {
    people: index,
    groups: groups.finish(index.ref, index.size),
    domains,
    users: { refs, externalIds, exportRow, extra, exportRepeats },
  };
}

/** The console as an index and its listing tell it. */
export function consoleOfIndex(
  snapshot: SnapshotReader,
  userExport: SnapshotReader | undefined,
  { users, ...index }: KeptIndex,
): IndexedConsole {
  // A console's CSV that was read as rows: what they say is read from them when it is asked for.
  if (users === undefined) return consoleOfRows(snapshot, index);
  const { refs, externalIds, exportRow, extra } = users;
  const person = (user: number): PersonRecord => {
    if (user >= snapshot.people) return userExport!.person(extra[user - snapshot.people]!);
    const twin = exportRow[user] ?? NONE;
    const plain = snapshot.person(user);
    return twin === NONE ? plain : completed(plain, userExport!.person(twin));
  };
  const isListed = (user: number) => user < snapshot.people;
  return {
    ...index,
    person,
    ref: (user) => (isListed(user) ? refs.get(user) : person(user).ref),
    externalId: (user) =>
      isListed(user) ? externalIds.get(user) : tidy(person(user).values.externalId ?? ''),
    showsAliases: userExport !== undefined || snapshot.facts.kind === 'csv',
  };
}

function isLifted(snapshot: SnapshotReader, userExport: SnapshotReader | undefined): boolean {
  return snapshot.flagsLifted === true || userExport?.flagsLifted === true;
}

/** A kept index has the flags of then: those that were taken away since protect nobody any more (R5). */
function withFlagsOfNow(console: IndexedConsole): IndexedConsole {
  const flags = console.people.flags.slice();
  for (let user = 0; user < flags.length; user++) {
    if ((flags[user]! & UNMANAGED) === 0) continue;
    if (console.person(user).provisioningManaged !== false) flags[user] = flags[user]! & ~UNMANAGED;
  }
  return { ...console, people: { ...console.people, flags } };
}

/** A console's CSV: what its rows say is read from them when it is asked for. */
function consoleOfRows(snapshot: SnapshotReader, { people, groups, domains }: RowIndex): IndexedConsole {
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
