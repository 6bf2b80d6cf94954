import { fold, tidy } from './fold.ts';
import { grown } from './growing-numbers.ts';
import type { KeyColumn } from './key-table.ts';
import type { PersonFault } from './mapping.ts';
import { TextHash } from './text-hash.ts';

/** Bits of `PersonIndex.flags`. */
export const ACTIVE = 1;
export const UNMANAGED = 2; // Provisioning Managed = false on the record itself (R5)
export const ADMIN = 4;
/** The record has something to say beyond its values (dropped fields …), so its body must be read. */
export const NEEDS_BODY = 8;
/** Known from a user export only: the SCIM listing does not show this person (R22). */
export const EXPORT_ONLY = 16;

export const FAULTS: readonly (PersonFault | undefined)[] = [
  undefined,
  'noEmail',
  'badEmail',
  'tooLong',
  'status',
];

/**
 * A listing's people as typed arrays: what matching needs, and nothing of the people's data.
 * Bodies stay in the snapshot file and are read only for rows that differ.
 */
export interface PersonIndex {
  readonly size: number;
  readonly externalId: KeyColumn;
  readonly userName: KeyColumn;
  readonly email: KeyColumn;
  /** The source's own key (`PersonRecord.ref`), where others of the same listing name people by it. */
  readonly ref: KeyColumn;
  /** The manager as named by the record: a folded address, or a `ref`. */
  readonly manager: KeyColumn;
  /** Hash of the compared values exactly as they stand: equal means equal, unequal means "look". */
  readonly content: KeyColumn;
  readonly flags: Uint8Array;
  /** Index into FAULTS. */
  readonly fault: Uint8Array;
  /** Alias addresses: hashed key and the row that has it. */
  readonly alias: KeyColumn;
  readonly aliasOwner: Int32Array;
}

export interface PersonIndexEntry {
  readonly externalId: string;
  readonly userName: string;
  readonly email: string;
  readonly ref: string;
  readonly manager: string;
  /** The compared values in the fixed order of the comparison. */
  readonly content: readonly string[];
  readonly flags: number;
  readonly fault: PersonFault | undefined;
  readonly aliases: readonly string[];
}

/** Places in the keys that `PersonIndexBuilder.addKeys` takes; each key is two numbers, the low one first. */
export const KEY_AT = { externalId: 0, userName: 2, manager: 4, content: 6 } as const;
export const KEYS_LENGTH = 8;

/** Grows typed arrays while a listing streams by. */
export class PersonIndexBuilder {
  #size = 0;
  #capacity: number;
  #flags: Uint8Array;
  #fault: Uint8Array;
  readonly #externalId: Keys;
  readonly #userName: Keys;
  readonly #manager: Keys;
  readonly #content: Keys;
  readonly #alias = new Keys(16);
  /** Where nobody has an e-mail of their own, it is the userName's column. */
  #email: Keys | undefined;
  /** Only where somebody has one. */
  #ref: Keys | undefined;
  #aliasOwner = new Int32Array(16);
  #aliases = 0;
  readonly #hash = new TextHash();
  readonly #userNameKey = new Uint32Array(2);

  /** `expected`: about how many people there will be, so that arrays need not grow. */
  constructor(expected = 1024) {
    this.#capacity = Math.max(16, expected);
    this.#flags = new Uint8Array(this.#capacity);
    this.#fault = new Uint8Array(this.#capacity);
    this.#externalId = new Keys(this.#capacity);
    this.#userName = new Keys(this.#capacity);
    this.#manager = new Keys(this.#capacity);
    this.#content = new Keys(this.#capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Returns the row number. */
  add(entry: PersonIndexEntry): number {
    const row = this.#nextRow(entry.flags, FAULTS.indexOf(entry.fault));
    const hash = this.#hash;
    this.#externalId.put(row, this.#keyOf(tidy(entry.externalId)));
    this.#userName.put(row, this.#keyOf(fold(entry.userName)));
    hash.putInto(this.#userNameKey, 0);
    this.#putEmail(row, this.#keyOf(fold(entry.email)));
    if (entry.ref !== '') {
      this.#ref ??= new Keys(this.#capacity);
      this.#ref.put(row, hash.of(entry.ref));
    }
    this.#manager.put(row, this.#keyOf(entry.manager));
    hash.start();
    for (const value of entry.content) hash.add(value);
    this.#content.put(row, hash.finish());
    for (const address of entry.aliases) this.#addAlias(row, address);
    return row;
  }

  /**
   * A row whose keys are hashed already: without fault, ref and aliases, its userName the e-mail too.
   * `keys` as in KEY_AT.
   */
  addKeys(keys: Uint32Array, flags: number): number {
    const row = this.#nextRow(flags, 0);
    this.#externalId.putFrom(row, keys, KEY_AT.externalId);
    this.#userName.putFrom(row, keys, KEY_AT.userName);
    this.#email?.putFrom(row, keys, KEY_AT.userName);
    this.#manager.putFrom(row, keys, KEY_AT.manager);
    this.#content.putFrom(row, keys, KEY_AT.content);
    return row;
  }

  finish(): PersonIndex {
    const size = this.#size;
    const userName = this.#userName.finish(size);
    return {
      size,
      externalId: this.#externalId.finish(size),
      userName,
      email: this.#email?.finish(size) ?? userName,
      ref: this.#ref?.finish(size) ?? { lo: new Uint32Array(0), hi: new Uint32Array(0) },
      manager: this.#manager.finish(size),
      content: this.#content.finish(size),
      flags: this.#flags.subarray(0, size),
      fault: this.#fault.subarray(0, size),
      alias: this.#alias.finish(this.#aliases),
      aliasOwner: this.#aliasOwner.slice(0, this.#aliases),
    };
  }

  #nextRow(flags: number, fault: number): number {
    const row = this.#size++;
    if (this.#size > this.#capacity) {
      this.#capacity *= 2;
      this.#flags = grown(this.#flags, this.#capacity);
      this.#fault = grown(this.#fault, this.#capacity);
    }
    this.#flags[row] = flags;
    this.#fault[row] = fault;
    return row;
  }

  #putEmail(row: number, key: TextHash): void {
    const [lo, hi] = this.#userNameKey;
    if (this.#email === undefined) {
      if (key.lo === lo && key.hi === hi) return;
      this.#email = this.#userName.copy();
    }
    this.#email.put(row, key);
  }

  #addAlias(row: number, address: string): void {
    if (this.#aliases === this.#aliasOwner.length) {
      this.#aliasOwner = grown(this.#aliasOwner, this.#aliases * 2);
    }
    this.#aliasOwner[this.#aliases] = row;
    this.#alias.put(this.#aliases++, this.#keyOf(fold(address)));
  }

  #keyOf(text: string): TextHash {
    return text === '' ? this.#hash.none() : this.#hash.of(text);
  }
}

/** A column of keys that grows; rows that are not put have none. */
class Keys {
  #lo: Uint32Array;
  #hi: Uint32Array;

  constructor(capacity: number) {
    this.#lo = new Uint32Array(capacity);
    this.#hi = new Uint32Array(capacity);
  }

  put(row: number, key: TextHash): void {
    if (row >= this.#lo.length) this.#grow(row + 1);
    this.#lo[row] = key.lo;
    this.#hi[row] = key.hi;
  }

  putFrom(row: number, keys: Uint32Array, at: number): void {
    if (row >= this.#lo.length) this.#grow(row + 1);
    this.#lo[row] = keys[at]!;
    this.#hi[row] = keys[at + 1]!;
  }

  copy(): Keys {
    const keys = new Keys(this.#lo.length);
    keys.#lo.set(this.#lo);
    keys.#hi.set(this.#hi);
    return keys;
  }

  finish(size: number): KeyColumn {
    if (size > this.#lo.length) this.#grow(size);
    return { lo: this.#lo.subarray(0, size), hi: this.#hi.subarray(0, size) };
  }

  #grow(atLeast: number): void {
    const capacity = Math.max(atLeast, this.#lo.length * 2);
    this.#lo = grown(this.#lo, capacity);
    this.#hi = grown(this.#hi, capacity);
  }
}

/** Whether a console user is known from a user export only, so that SCIM has no id for them (R22). */
export function isExportOnly(index: PersonIndex, user: number): boolean {
  return (index.flags[user]! & EXPORT_ONLY) !== 0;
}

/** The columns of keys by name, in the order in which an index is stored. */
export const KEY_COLUMNS = ['externalId', 'userName', 'email', 'ref', 'manager', 'content', 'alias'] as const;

/** The buffers of an index, each once, to hand them to another thread without a copy. */
export function buffersOf(index: PersonIndex): ArrayBufferLike[] {
  const columns = KEY_COLUMNS.map((name) => index[name]);
  return [
    ...new Set([
      ...columns.flatMap(({ lo, hi }) => [lo.buffer, hi.buffer]),
      index.flags.buffer,
      index.fault.buffer,
      index.aliasOwner.buffer,
    ]),
  ];
}
