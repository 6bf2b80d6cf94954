import { fold } from '../core/fold.ts';
import { KeyTable } from '../core/key-table.ts';
import { NONE } from '../core/match.ts';
import type { FieldChange } from '../core/report.ts';
import { TextHash } from '../core/text-hash.ts';

/** Addresses that people had before the run, hashed, by console user. */
export class FormerAddresses {
  readonly #columns;
  readonly #size: number;
  readonly #hash = new TextHash();
  #tables: readonly KeyTable[] | undefined;

  constructor(size: number) {
    this.#size = size;
    const column = () => ({ lo: new Uint32Array(size), hi: new Uint32Array(size) });
    this.#columns = { userName: column(), email: column() };
  }

  add(user: number, changes: readonly FieldChange[]): void {
    for (const { field, old, new: written } of changes) {
      if ((field !== 'userName' && field !== 'email') || old === '' || old === written) continue;
      const { lo, hi } = this.#hash.of(fold(old));
      this.#columns[field].lo[user] = lo;
      this.#columns[field].hi[user] = hi;
    }
  }

  find(address: string): number {
    const { userName, email } = this.#columns;
    this.#tables ??= [userName, email].map((column) => new KeyTable(column, this.#size));
    for (const table of this.#tables) {
      const { lo, hi } = this.#hash.of(fold(address));
      const user = table.first(lo, hi);
      if (user !== NONE) return user;
    }
    return NONE;
  }
}
