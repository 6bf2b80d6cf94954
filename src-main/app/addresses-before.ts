import { fold } from '../core/fold.ts';
import { type KeyColumn, KeyTable } from '../core/key-table.ts';
import { NONE } from '../core/match.ts';
import type { PersonIndex } from '../core/person-index.ts';
import type { FieldChange } from '../core/report.ts';
import { TextHash } from '../core/text-hash.ts';

/**
 * Whom an address meant before a run: the console's addresses of now, with those that the run wrote taken back.
 * Hashed, by console user.
 */
export class AddressesBefore {
  readonly #userName: KeyColumn;
  readonly #email: KeyColumn;
  readonly #size: number;
  readonly #hash = new TextHash();
  #tables: readonly KeyTable[] | undefined;

  constructor(people: PersonIndex) {
    this.#size = people.size;
    this.#userName = copyOf(people.userName);
    this.#email = copyOf(people.email);
  }

  addCreated(user: number): void {
    for (const column of [this.#userName, this.#email]) set(column, user, NOTHING);
  }

  addChanged(user: number, changes: readonly FieldChange[], emailNow: string): void {
    const before = (name: 'userName' | 'email') =>
      changes.find(({ field, old, new: now }) => field === name && old !== now)?.old;
    const userName = before('userName');
    const email = before('email') ?? emailNow;
    if (userName) set(this.#userName, user, this.#hash.of(fold(userName)));
    // Whoever has no e-mail is known by the userName, before as now.
    if (email === '') set(this.#email, user, keyAt(this.#userName, user));
    else set(this.#email, user, this.#hash.of(fold(email)));
  }

  /** The one person whom the address meant; NONE where it was nobody, or more than one. */
  meant(address: string): number {
    this.#tables ??= [this.#userName, this.#email].map((column) => new KeyTable(column, this.#size));
    const { lo, hi } = this.#hash.of(fold(address));
    let found = NONE;
    for (const table of this.#tables) {
      for (let user = table.first(lo, hi); user >= 0; user = table.next(user)) {
        if (found !== NONE && found !== user) return NONE;
        found = user;
      }
    }
    return found;
  }
}

const NOTHING = { lo: 0, hi: 0 };

function copyOf({ lo, hi }: KeyColumn): KeyColumn {
  return { lo: lo.slice(), hi: hi.slice() };
}

function keyAt({ lo, hi }: KeyColumn, row: number) {
  return { lo: lo[row]!, hi: hi[row]! };
}

function set(column: KeyColumn, row: number, key: { readonly lo: number; readonly hi: number }): void {
  column.lo[row] = key.lo;
  column.hi[row] = key.hi;
}
