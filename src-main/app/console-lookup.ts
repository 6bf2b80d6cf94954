import type { AttributeName } from '../core/attributes.ts';
import { fold } from '../core/fold.ts';
import { placeOfGroup } from '../core/group-index.ts';
import { KeyTable } from '../core/key-table.ts';
import { type HeldPerson, mapConsolePerson } from '../core/mapping.ts';
import { type Match, NONE, spokenForBy } from '../core/match.ts';
import { UNMANAGED } from '../core/person-index.ts';
import { fullName } from '../core/person-name.ts';
import type { PersonRecord } from '../core/records.ts';
import { excludedReason, type Reason } from '../core/row-reasons.ts';
import { TextHash } from '../core/text-hash.ts';
import type { ReportInput } from './make-report.ts';

/** One person of the console's listing. */
export interface ListedPerson {
  readonly user: number;
  readonly record: PersonRecord;
  readonly held: HeldPerson;
  readonly name: string;
}

/** Finds people, groups and memberships of a console's listing by what names them. People by number. */
export interface ConsoleLookup {
  readonly byId: (id: string | undefined) => number;
  /** Who holds this userName, beside somebody; NONE where nobody does. */
  readonly holderOf: (userName: string, beside: number) => number;
  /** By userName, e-mail or id, as managers are named. */
  readonly named: (reference: string) => number;
  readonly person: (user: number) => ListedPerson;
  readonly groupById: (id: string | undefined) => number;
  readonly isMember: (group: number, user: number) => boolean;
  /** Why a person is untouched, or may not get this address (R5). */
  readonly exclusionOf: (user: number) => Reason | undefined;
  readonly exclusionOfAddress: (address: string) => Reason | undefined;
}

export function consoleLookup(
  input: ReportInput,
  match: Match,
  compared: readonly AttributeName[],
): ConsoleLookup {
  const { console, directory, exclusions, profile } = input;
  const { people, groups } = console;
  const hash = new TextHash();
  const ids = new KeyTable(people.ref, people.size);
  const userNames = new KeyTable(people.userName, people.size);
  const emails = new KeyTable(people.email, people.size);
  const groupAt = new Map(groups.groups.map((group, at) => [group.ref, at]));
  let directoryAddresses: readonly KeyTable[] | undefined;

  // The hash leads to somebody; the text decides.
  const first = (table: KeyTable, key: string, fits: (user: number) => boolean): number => {
    hash.of(key);
    for (let user = table.first(hash.lo, hash.hi); user >= 0; user = table.next(user)) {
      if (fits(user)) return user;
    }
    return NONE;
  };
  const userNameOf = (user: number) => fold(console.person(user).values.userName ?? '');
  const byId = (id: string | undefined) =>
    id === undefined || id === '' ? NONE : first(ids, id, (user) => console.ref(user) === id);
  const person = (user: number): ListedPerson => {
    const record = console.person(user);
    const held = mapConsolePerson(record, compared, profile);
    return { user, record, held, name: fullName(record) || held.address };
  };

  const exclusionOfAddress = (address: string): Reason | undefined => {
    const folded = fold(address);
    const entry = exclusions.protects.get(folded);
    if (entry) return { code: 'excluded.list', facts: { file: entry.source, line: entry.line } };
    directoryAddresses ??= [directory.people.userName, directory.people.email].map(
      (column) => new KeyTable(column, directory.people.size),
    );
    for (const table of directoryAddresses) {
      const row = first(table, folded, (at) => (directory.people.flags[at]! & UNMANAGED) !== 0);
      if (row === NONE) continue;
      const record = directory.snapshot.person(row);
      return {
        code: 'excluded.column',
        facts: { row: record.line === undefined ? record.ref : String(record.line) },
      };
    }
    return undefined;
  };

  return {
    byId,
    holderOf: (userName, beside) => {
      const folded = fold(userName);
      return first(userNames, folded, (user) => user !== beside && userNameOf(user) === folded);
    },
    named: (reference) => {
      const folded = fold(reference);
      const byName = first(userNames, folded, (user) => userNameOf(user) === folded);
      if (byName !== NONE) return byName;
      const byEmail = first(emails, folded, (user) => fold(person(user).held.email) === folded);
      return byEmail !== NONE ? byEmail : byId(reference.trim());
    },
    person,
    groupById: (id) => (id === undefined ? NONE : (groupAt.get(id) ?? NONE)),
    isMember: (group, user) => placeOfGroup(groups, user, group) !== NONE,
    exclusionOf: (user) => {
      if (match.excludedUser[user] === 0) return undefined;
      const { record, held } = person(user);
      const row = spokenForBy(match, user);
      const column =
        match.columnForUser.get(user) !== NONE || row === NONE
          ? match.columnForUser.get(user)
          : match.columnForRow.get(row);
      const theirs = row === NONE ? undefined : directory.snapshot.person(row);
      const addresses = [
        held.userName,
        held.email,
        theirs?.values.userName ?? '',
        theirs?.values.email ?? '',
      ];
      return excludedReason(
        column === NONE ? undefined : directory.snapshot.person(column),
        record,
        (folded) => exclusions.protects.get(folded),
        addresses,
        undefined,
      );
    },
    exclusionOfAddress,
  };
}
