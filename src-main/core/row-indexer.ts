import { ATTRIBUTES, type AttributeName } from './attributes.ts';
import type { BriefPacker } from './brief-block.ts';
import { fold } from './fold.ts';
import { type GroupIndex, GroupIndexBuilder } from './group-index.ts';
import { HashNumbers } from './hash-numbers.ts';
import { addDomainOf, briefOf, consoleEntry, directoryEntry, MOST_DOMAINS } from './index-entry.ts';
import { mapDirectoryPerson } from './mapping.ts';
import { NONE } from './match.ts';
import {
  ACTIVE,
  ADMIN,
  KEY_AT,
  KEYS_LENGTH,
  type PersonIndex,
  PersonIndexBuilder,
  UNMANAGED,
} from './person-index.ts';
import { ARCHIVED_WORDS, type CsvColumn, listOf } from './person-of-row.ts';
import type { ConsoleProfile } from './profile.ts';
import type { PersonRecord } from './records.ts';
import { cellsAt, cellText, type RowBatch, type RowsBegin } from './row-batch.ts';
import {
  domainOf,
  holds,
  isBriefText,
  isOddCell,
  isOrdinaryDay,
  isPlainAscii,
  isWord,
  unquoteInto,
} from './row-bytes.ts';
import { TextHash } from './text-hash.ts';

/** Cells with groups that are remembered; beyond, each is read anew. */
const MOST_GROUP_CELLS = 50_000;
const AT_SIGN = 0x40;
const ABSENT = -1;

export interface RowIndex {
  readonly people: PersonIndex;
  readonly groups: GroupIndex;
  readonly domains: ReadonlySet<string>;
}

/**
 * Indexes the rows of a plain CSV by their bytes. Whatever is not ordinary about a row (an address that needs a look,
 * an odd word as status, an over-long value …) goes by the record, as rows of any other listing do, so that the index
 * is the same either way.
 */
export class RowIndexer {
  readonly #begin: RowsBegin;
  readonly #compared: readonly AttributeName[];
  readonly #profile: ConsoleProfile;
  readonly #briefs: BriefPacker | undefined;
  readonly #isDirectory: boolean;
  readonly #people: PersonIndexBuilder;
  readonly #groups = new GroupIndexBuilder();
  readonly #groupCells = new HashNumbers();
  readonly #groupsOfCell: (readonly number[])[] = [];
  readonly #domains = new Set<string>();
  readonly #domainNumbers = new HashNumbers();
  readonly #hash = new TextHash();
  readonly #keys = new Uint32Array(KEYS_LENGTH);
  readonly #scratch = new Uint8Array(1 << 10);
  readonly #briefAt = new Int32Array(12);
  /** Where in a row's cells each column starts; ABSENT without such a column. Fields, as each row asks for them. */
  readonly #userName: number;
  readonly #externalId: number;
  readonly #manager: number;
  readonly #groupsAt: number;
  readonly #aliases: number;
  readonly #status: number;
  readonly #managed: number;
  readonly #isAdmin: number;
  readonly #keyCells: Int32Array;
  readonly #briefCells: Int32Array;
  /** Of the compared attributes: where the value stands, how long it may be to be looked at here, and whether it is a date. */
  readonly #valueAt: Int32Array;
  readonly #valueLength: Int32Array;
  readonly #valueIsDate: Uint8Array;

  constructor(
    begin: RowsBegin,
    compared: readonly AttributeName[],
    profile: ConsoleProfile,
    briefs: BriefPacker | undefined,
  ) {
    this.#begin = begin;
    this.#compared = compared;
    this.#profile = profile;
    this.#briefs = briefs;
    const { places, role } = begin.layout;
    this.#isDirectory = role === 'directory';
    this.#people = new PersonIndexBuilder(begin.expected);
    const at = (column: CsvColumn) => {
      const place = places.get(column);
      return place === undefined ? ABSENT : place * 2;
    };
    this.#userName = at('userName');
    this.#externalId = at('externalId');
    this.#manager = at('manager');
    this.#groupsAt = at('groups');
    this.#aliases = at('aliases');
    this.#status = at('status');
    this.#managed = at('provisioningManaged');
    this.#isAdmin = at('isAdmin');
    this.#keyCells = Int32Array.from(KEYS, at).filter((place) => place >= 0);
    this.#briefCells = Int32Array.from(BRIEF, at);
    // Without an e-mail of its own, which no CSV has, a person goes by the userName.
    this.#valueAt = Int32Array.from(compared, (name) => at(name === 'email' ? 'userName' : name));
    // NFC may lengthen a text, hardly to the double; addresses have limits of their own.
    this.#valueLength = Int32Array.from(compared, (name) => {
      const { kind, maxLength } = ATTRIBUTES[name];
      return kind === 'address' ? maxLength : maxLength >> 1;
    });
    this.#valueIsDate = Uint8Array.from(compared, (name) => (ATTRIBUTES[name].kind === 'date' ? 1 : 0));
  }

  add(batch: RowBatch): void {
    for (let row = 0; row < batch.rows; row++)
      if (!this.#addByBytes(batch, row)) this.#addByRecord(batch, row);
  }

  finish(): RowIndex {
    const people = this.#people.finish();
    return { people, groups: this.#groups.finish(people.ref, people.size), domains: this.#domains };
  }

  #addByBytes(batch: RowBatch, row: number): boolean {
    const { bytes, cells } = batch;
    const base = row * this.#begin.layout.width * 2;
    const isOdd = batch.odd[row] === 1;
    if (isOdd && this.#hasOddKey(batch, base)) return false;

    const nameStart = cells[base + this.#userName]!;
    const nameEnd = cells[base + this.#userName + 1]!;
    const domain = domainOf(bytes, nameStart, nameEnd);
    if (domain < 0 || this.#lengthOf(batch, base, this.#aliases) > 0) return false;
    const flags = this.#flagsOf(batch, base);
    if (flags < 0) return false;

    const hash = this.#hash;
    const keys = this.#keys;
    hash.none().putInto(keys, KEY_AT.externalId);
    hash.putInto(keys, KEY_AT.manager);
    if (this.#lengthOf(batch, base, this.#externalId) > 0) {
      const start = cells[base + this.#externalId]!;
      const end = cells[base + this.#externalId + 1]!;
      if (end - start > ATTRIBUTES.externalId.maxLength || !isPlainAscii(bytes, start, end)) return false;
      hash.start().addBytes(bytes, start, end).finish().putInto(keys, KEY_AT.externalId);
    }
    if (this.#lengthOf(batch, base, this.#manager) > 0) {
      const start = cells[base + this.#manager]!;
      const end = cells[base + this.#manager + 1]!;
      if (!isPlainAscii(bytes, start, end)) return false;
      hash.start();
      if (holds(bytes, start, end, AT_SIGN)) hash.addFoldedAscii(bytes, start, end);
      else hash.addBytes(bytes, start, end);
      hash.finish().putInto(keys, KEY_AT.manager);
    }
    hash.start().addFoldedAscii(bytes, nameStart, nameEnd).finish().putInto(keys, KEY_AT.userName);
    if (!this.#hashContent(batch, base, isOdd)) return false;
    hash.putInto(keys, KEY_AT.content);

    const person = this.#people.addKeys(keys, flags);
    if (this.#lengthOf(batch, base, this.#groupsAt) > 0) this.#addGroups(batch, row, person);
    if (!this.#isDirectory && (flags & ACTIVE) !== 0) this.#addDomain(batch, row, domain, nameEnd);
    if (this.#briefs !== undefined) this.#addBrief(batch, row, base, isOdd);
    return true;
  }

  #lengthOf({ cells }: RowBatch, base: number, at: number): number {
    return at < 0 ? 0 : cells[base + at + 1]! - cells[base + at]!;
  }

  #hasOddKey({ bytes, cells }: RowBatch, base: number): boolean {
    const keyCells = this.#keyCells;
    for (let i = 0; i < keyCells.length; i++) {
      const at = base + keyCells[i]!;
      if (isOddCell(bytes, cells[at]!, cells[at + 1]!)) return true;
    }
    return false;
  }

  /** -1 where a word is not one of the usual ones. */
  #flagsOf({ bytes, cells }: RowBatch, base: number): number {
    const status = this.#status;
    const managed = this.#managed;
    const isAdmin = this.#isAdmin;
    let flags = ACTIVE;
    if (status >= 0) {
      const start = cells[base + status]!;
      const end = cells[base + status + 1]!;
      if (start !== end && !isWord(bytes, start, end, 'active')) {
        if (!isArchivedWord(bytes, start, end)) return -1;
        flags = 0;
      }
    }
    if (managed >= 0) {
      const start = cells[base + managed]!;
      const end = cells[base + managed + 1]!;
      if (isWord(bytes, start, end, 'false')) flags |= UNMANAGED;
      else if (start !== end && !isWord(bytes, start, end, 'true')) return -1;
    }
    if (isAdmin >= 0) {
      const start = cells[base + isAdmin]!;
      const end = cells[base + isAdmin + 1]!;
      if (isWord(bytes, start, end, 'true')) flags |= ADMIN;
      else if (start !== end && !isWord(bytes, start, end, 'false')) return -1;
    }
    return flags;
  }

  #hashContent({ bytes, cells }: RowBatch, base: number, isOdd: boolean): boolean {
    const hash = this.#hash.start();
    const valueAt = this.#valueAt;
    for (let i = 0; i < valueAt.length; i++) {
      const at = valueAt[i]!;
      if (at < 0) {
        hash.addBytes(bytes, 0, 0);
        continue;
      }
      const start = cells[base + at]!;
      const end = cells[base + at + 1]!;
      if (end - start > this.#valueLength[i]!) return false;
      if (this.#valueIsDate[i] === 1 && start !== end && !isOrdinaryDay(bytes, start, end)) return false;
      if (isOdd && isOddCell(bytes, start, end)) {
        hash.addBytes(this.#scratch, 0, unquoteInto(this.#scratch, bytes, start, end));
      } else hash.addBytes(bytes, start, end);
    }
    hash.finish();
    return true;
  }

  #addGroups(batch: RowBatch, row: number, person: number): void {
    const at = row * this.#begin.layout.width * 2 + this.#groupsAt;
    const start = batch.cells[at]!;
    const end = batch.cells[at + 1]!;
    const { lo, hi } = this.#hash.start().addBytes(batch.bytes, start, end).finish();
    const cell = this.#groupCells.find(lo, hi);
    let groups = cell < 0 ? undefined : this.#groupsOfCell[cell];
    if (groups === undefined) {
      groups = this.#groupsIn(cellText(batch, row, start, end));
      if (this.#groupCells.size < MOST_GROUP_CELLS) {
        this.#groupCells.add(lo, hi);
        this.#groupsOfCell.push(groups);
      }
    }
    for (let i = 0; i < groups.length; i++) this.#groups.addMember(person, groups[i]!);
  }

  /** In a function of its own, as what many rows repeat is to make no object. */
  #groupsIn(cell: string): readonly number[] {
    return listOf(cell)
      .map((name) => this.#groups.numberOf(name))
      .filter((group) => group !== NONE);
  }

  #addDomain(batch: RowBatch, row: number, start: number, end: number): void {
    if (this.#domains.size >= MOST_DOMAINS) return;
    const { lo, hi } = this.#hash.start().addFoldedAscii(batch.bytes, start, end).finish();
    if (this.#domainNumbers.find(lo, hi) >= 0) return;
    this.#domainNumbers.add(lo, hi);
    this.#domains.add(fold(cellText(batch, row, start, end)));
  }

  #addBrief(batch: RowBatch, row: number, base: number, isOdd: boolean): void {
    const { bytes, cells } = batch;
    const places = this.#briefAt;
    for (let i = 0; i < BRIEF.length; i++) {
      const at = this.#briefCells[i]!;
      const start = at < 0 ? 0 : cells[base + at]!;
      const end = at < 0 ? 0 : cells[base + at + 1]!;
      if (!isBriefText(bytes, start, end) || (isOdd && isOddCell(bytes, start, end))) {
        const record = this.#recordAt(batch, row);
        const wanted = mapDirectoryPerson(record, this.#compared, this.#profile);
        this.#briefs!.add(briefOf(record, wanted));
        return;
      }
      places[i * 2] = start;
      places[i * 2 + 1] = end;
    }
    this.#briefs!.addBytes(bytes, places, batch.lines[row]!);
  }

  #recordAt(batch: RowBatch, row: number): PersonRecord {
    const { layout, personOf } = this.#begin;
    return personOf({ line: batch.lines[row]!, cells: cellsAt(batch, row, layout.width) });
  }

  #addByRecord(batch: RowBatch, row: number): void {
    const record = this.#recordAt(batch, row);
    let person: number;
    if (this.#isDirectory) {
      const wanted = mapDirectoryPerson(record, this.#compared, this.#profile);
      person = this.#people.add(directoryEntry(record, wanted, this.#compared));
      this.#briefs?.add(briefOf(record, wanted));
    } else {
      person = this.#people.add(consoleEntry(record, this.#compared, 0));
      addDomainOf(record, this.#profile, this.#domains);
    }
    for (const name of record.groups ?? []) this.#groups.addNamed(person, name);
  }
}

function isArchivedWord(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = 0; i < ARCHIVED_WORDS.length; i++)
    if (isWord(bytes, start, end, ARCHIVED_WORDS[i]!)) return true;
  return false;
}

const COLUMNS = ['manager', 'groups', 'aliases', 'provisioningManaged', 'status', 'isAdmin'] as const;
/** Columns that are looked at as they stand in the file. */
const KEYS = [...COLUMNS, 'userName', 'externalId'] as const;
/** In the order of BriefPacker.addBytes. */
const BRIEF = ['givenName', 'familyName', 'userName', 'externalId', 'department', 'employeeNumber'] as const;
