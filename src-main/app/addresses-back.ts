import { NONE } from '../core/match.ts';
import type { AddressBack } from '../core/undo-person.ts';
import type { ConsoleLookup } from './console-lookup.ts';

/**
 * People who go back to another address, by console user. An address may be had where nobody holds it, or where its
 * holder goes back to another one too and does so first (R8, R10).
 */
export class AddressesBack {
  readonly #lookup: ConsoleLookup;
  readonly #leaves: Uint8Array;
  /** Whose address a person waits for; most wait for nobody. */
  readonly #waitsFor = new Map<number, number>();
  readonly #settled = new Map<number, AddressBack>();

  constructor(lookup: ConsoleLookup, people: number) {
    this.#lookup = lookup;
    this.#leaves = new Uint8Array(people);
  }

  add(user: number, address: string): void {
    this.#leaves[user] = 1;
    const holder = this.#lookup.holderOf(address, user);
    if (holder !== NONE) this.#waitsFor.set(user, holder);
  }

  /** Asked once everybody is added. */
  of(user: number): AddressBack {
    const way: number[] = [];
    const seen = new Set<number>();
    let at = user;
    let end: AddressBack | undefined;
    while (end === undefined) {
      const known = this.#settled.get(at);
      const holder = this.#waitsFor.get(at);
      if (known) end = known;
      else if (seen.has(at)) end = { status: 'swap', with: this.#lookup.person(at).held.address };
      else if (holder === undefined) end = { status: 'free', level: 0 };
      else if (this.#leaves[holder] === 0) end = { status: 'held', by: this.#lookup.person(holder).name };
      else {
        way.push(at);
        seen.add(at);
        at = holder;
        continue;
      }
      this.#settled.set(at, end);
    }
    for (const waiting of way.reverse()) {
      end = behind(end, this.#lookup.person(this.#waitsFor.get(waiting)!).name);
      this.#settled.set(waiting, end);
    }
    return end;
  }
}

/** Whoever waits for somebody who cannot go waits in vain; else comes a level after. */
function behind(first: AddressBack, holder: string): AddressBack {
  if (first.status === 'free') return { status: 'free', level: first.level + 1 };
  return first.status === 'swap' ? first : { status: 'held', by: holder };
}
