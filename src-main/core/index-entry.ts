import { ATTRIBUTES, type AttributeName } from './attributes.ts';
import type { Brief } from './brief-block.ts';
import { fold, tidy } from './fold.ts';
import type { WantedPerson } from './mapping.ts';
import { canonicalDate } from './normalise.ts';
import { personAside } from './person-aside.ts';
import { ACTIVE, ADMIN, EXPORT_ONLY, NEEDS_BODY, type PersonIndexEntry, UNMANAGED } from './person-index.ts';
import { fullName } from './person-name.ts';
import type { ConsoleProfile } from './profile.ts';
import type { PersonRecord } from './records.ts';

/** Domains of the people who are active are kept up to so many. */
export const MOST_DOMAINS = 10_000;

/** What matching needs of a directory's person. */
export function directoryEntry(
  record: PersonRecord,
  wanted: WantedPerson,
  compared: readonly AttributeName[],
): PersonIndexEntry {
  return {
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
  };
}

/** What matching needs of a console's user; `flags` are those that the record does not tell. */
export function consoleEntry(
  record: PersonRecord,
  compared: readonly AttributeName[],
  flags: number,
): PersonIndexEntry {
  const userName = record.values.userName ?? '';
  return {
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
  };
}

/** What a report shows of a directory's person about whom there is nothing to say (ux §5). */
export function briefOf(record: PersonRecord, wanted: WantedPerson): Brief {
  const { department = '', also = [] } = personAside(record, undefined);
  return {
    name: fullName(record) || wanted.address,
    address: wanted.address,
    externalId: wanted.externalId,
    directoryRef: record.line === undefined ? record.ref : String(record.line),
    department,
    also,
  };
}

/** The domain of somebody who is active on the console, for the warning about an unknown one. */
export function addDomainOf(
  { status, values }: PersonRecord,
  profile: ConsoleProfile,
  domains: Set<string>,
): void {
  if (status !== 'active' || domains.size >= MOST_DOMAINS) return;
  const { userName = '', email } = values;
  const address = profile.paths.email === undefined ? userName : email || userName;
  domains.add(fold(address.slice(address.lastIndexOf('@') + 1)));
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
