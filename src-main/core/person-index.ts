import { fold, tidy } from './fold.ts';
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

/** Grows typed arrays while a listing streams by. */
export class PersonIndexBuilder {
  #size = 0;
  #capacity = 1024;
  #flags = new Uint8Array(this.#capacity);
  #fault = new Uint8Array(this.#capacity);
  readonly #columns = {
    externalId: new GrowingKeys(),
    userName: new GrowingKeys(),
    email: new GrowingKeys(),
    ref: new GrowingKeys(),
    manager: new GrowingKeys(),
    content: new GrowingKeys(),
    alias: new GrowingKeys(),
  };
  #aliasOwner: number[] = [];
  readonly #hash = new TextHash();

  /** Returns the row number. */
  add(entry: PersonIndexEntry): number {
    const row = this.#size++;
    if (this.#size > this.#capacity) {
      this.#capacity *= 2;
      this.#flags = grown(this.#flags, this.#capacity);
      this.#fault = grown(this.#fault, this.#capacity);
    }
    this.#flags[row] = entry.flags;
    this.#fault[row] = FAULTS.indexOf(entry.fault);
    const { externalId, userName, email, ref, manager, content, alias } = this.#columns;
    externalId.add(this.#keyOf(tidy(entry.externalId)));
    userName.add(this.#keyOf(fold(entry.userName)));
    email.add(this.#keyOf(fold(entry.email)));
    ref.add(this.#keyOf(entry.ref));
    manager.add(this.#keyOf(entry.manager));
    this.#hash.start();
    for (const value of entry.content) this.#hash.add(value);
    content.add(this.#hash.finish());
    for (const address of entry.aliases) {
      alias.add(this.#keyOf(fold(address)));
      this.#aliasOwner.push(row);
    }
    return row;
  }

  finish(): PersonIndex {
    const { externalId, userName, email, ref, manager, content, alias } = this.#columns;
    return {
      size: this.#size,
      externalId: externalId.finish(),
      userName: userName.finish(),
      email: email.finish(),
      ref: ref.finish(),
      manager: manager.finish(),
      content: content.finish(),
      flags: this.#flags.slice(0, this.#size),
      fault: this.#fault.slice(0, this.#size),
      alias: alias.finish(),
      aliasOwner: Int32Array.from(this.#aliasOwner),
    };
  }

  #keyOf(text: string): TextHash {
    if (text !== '') return this.#hash.of(text);
    this.#hash.lo = 0;
    this.#hash.hi = 0;
    return this.#hash;
  }
}

class GrowingKeys {
  #size = 0;
  #lo = new Uint32Array(1024);
  #hi = new Uint32Array(1024);

  add(key: { readonly lo: number; readonly hi: number }): void {
    if (this.#size === this.#lo.length) {
      this.#lo = grown(this.#lo, this.#size * 2);
      this.#hi = grown(this.#hi, this.#size * 2);
    }
    this.#lo[this.#size] = key.lo;
    this.#hi[this.#size] = key.hi;
    this.#size++;
  }

  finish(): KeyColumn {
    return { lo: this.#lo.slice(0, this.#size), hi: this.#hi.slice(0, this.#size) };
  }
}

function grown<T extends Uint8Array | Uint32Array>(array: T, length: number): T {
  const bigger = new (array.constructor as new (length: number) => T)(length);
  bigger.set(array);
  return bigger;
}

/** Whether a console user is known from a user export only, so that SCIM has no id for them (R22). */
export function isExportOnly(index: PersonIndex, user: number): boolean {
  return (index.flags[user]! & EXPORT_ONLY) !== 0;
}

/** The buffers of an index, to hand them to another thread without a copy. */
export function buffersOf(index: PersonIndex): ArrayBufferLike[] {
  const columns = [
    index.externalId,
    index.userName,
    index.email,
    index.ref,
    index.manager,
    index.content,
    index.alias,
  ];
  return [
    ...columns.flatMap((column) => [column.lo.buffer, column.hi.buffer]),
    index.flags.buffer,
    index.fault.buffer,
    index.aliasOwner.buffer,
  ];
}
