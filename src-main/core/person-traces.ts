import { fold, tidy } from './fold.ts';
import type { PersonRecord } from './records.ts';
import type { FieldChange, ReportRow } from './report.ts';

/** Whose listing a record is of. An export stands for the console, but its rows have no ids of the console. */
export type ListingRole = 'directory' | 'console' | 'export';

export interface ListingOf {
  readonly role: ListingRole;
  readonly kind: 'csv' | 'scim';
}

/**
 * What one person is known by within one tenant: the address that was asked for, the ids that rows with this
 * address bear, and the other addresses that rows with these ids bear (R24). Two rounds and no more: a third would
 * go over to whoever was given the address later. Ids say nothing outside a tenant: `2` is somebody else there.
 */
export class PersonTraces {
  readonly asked: string;
  /** Folded. */
  readonly addresses = new Set<string>();
  readonly consoleIds = new Set<string>();
  readonly externalIds = new Set<string>();
  /** Refs in a SCIM directory, by which others name the person as manager or member. */
  readonly directoryIds = new Set<string>();
  /** Folded first and last names together, as they stand in others' Manager Name. */
  readonly names = new Set<string>();

  constructor(address: string) {
    this.asked = fold(address);
    this.addresses.add(this.asked);
  }

  /** First round. A Blocked row may name two people, so it tells nothing about either. */
  linkIdsOfRow(row: ReportRow, consoleKind: ListingOf['kind']): void {
    if (!isDecidedUser(row) || !this.#bearsAsked(row)) return;
    // In a comparison of files the console's key is the address.
    if (row.consoleRef !== undefined && consoleKind === 'scim') this.consoleIds.add(row.consoleRef);
    addText(this.externalIds, tidy(String(row.facts.externalId ?? '')));
  }

  /** First round. The directory may want an address that somebody else still has, so only the console links ids. */
  linkIdsOfRecord(record: PersonRecord, { role, kind }: ListingOf): void {
    if (!this.#isAsked(record.values.userName) && !this.#isAsked(record.values.email)) return;
    if (role === 'directory' && kind === 'scim') this.directoryIds.add(record.ref);
    if (role !== 'console') return;
    if (kind === 'scim') this.consoleIds.add(record.ref);
    addText(this.externalIds, tidy(record.values.externalId ?? ''));
  }

  /** First round: the id that a create gave. */
  linkCreatedId(object: ReportRow['object'], key: string, createdId: string | undefined): void {
    if (object === 'user' && createdId !== undefined && this.#isAsked(key)) this.consoleIds.add(createdId);
  }

  /** Second round. */
  linkAddressesOfRow(row: ReportRow, consoleKind: ListingOf['kind']): void {
    if (!isDecidedUser(row)) return;
    const byId = this.#hasConsoleId(row.consoleRef, consoleKind) || this.#hasExternalId(row.facts.externalId);
    if (!byId && !this.#bearsAsked(row)) return;
    if (fold(row.name) !== fold(row.address)) this.#addName(row.name);
    if (!byId) return;
    this.#addAddress(row.address);
    for (const address of addressesOf(row.changes)) this.#addAddress(address);
  }

  /** Second round. */
  linkAddressesOfRecord(record: PersonRecord, { role, kind }: ListingOf): void {
    const { userName, email, externalId, givenName = '', familyName = '' } = record.values;
    const byId =
      this.#hasExternalId(externalId) || (role === 'console' && this.#hasConsoleId(record.ref, kind));
    if (!byId && !this.#isAsked(userName) && !this.#isAsked(email)) return;
    if (role !== 'directory') {
      this.#addName(`${givenName} ${familyName}`);
      for (const alias of record.aliases ?? []) this.#addAddress(alias);
    } else if (byId && kind === 'scim') this.directoryIds.add(record.ref);
    // In the directory an address may be wanted for somebody who does not have it yet.
    if (!byId && role === 'directory') return;
    this.#addAddress(userName);
    this.#addAddress(email);
  }

  /** Everything that a text about the person holds at least one of, lower case; for a quick first look. */
  needles(): readonly string[] {
    const { addresses, consoleIds, externalIds, directoryIds, names } = this;
    const texts = [...addresses, ...consoleIds, ...externalIds, ...directoryIds, ...names];
    return [...new Set(texts.flatMap((text) => [text, text.normalize('NFD'), encodeURIComponent(text)]))]
      .map((text) => text.toLowerCase())
      .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  }

  #bearsAsked(row: ReportRow): boolean {
    return this.#isAsked(row.address) || addressesOf(row.changes).some((address) => this.#isAsked(address));
  }

  #isAsked(address: string | undefined): boolean {
    return address !== undefined && fold(address) === this.asked;
  }

  #hasConsoleId(id: string | undefined, kind: ListingOf['kind']): boolean {
    return kind === 'scim' && id !== undefined && this.consoleIds.has(id);
  }

  #hasExternalId(id: string | number | undefined): boolean {
    return id !== undefined && this.externalIds.has(tidy(String(id)));
  }

  #addAddress(address: string | undefined): void {
    addText(this.addresses, fold(address ?? ''));
  }

  /** One word alone is too many people's name. */
  #addName(name: string): void {
    if (name.trim().includes(' ')) this.names.add(fold(name));
  }
}

/** The old and new address of a rename. */
export function addressesOf(changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap((change) =>
    change.field === 'userName' || change.field === 'email' ? [change.old, change.new] : [],
  );
}

/** Excluded beats Blocked, and then says so in its facts (R5). */
function isDecidedUser(row: ReportRow): boolean {
  return row.object === 'user' && row.verdict !== 'Blocked' && row.facts.blocked === undefined;
}

function addText(texts: Set<string>, text: string): void {
  if (text !== '') texts.add(text);
}
