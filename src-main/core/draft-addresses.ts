import { type EditedLine, foldedOf, type LineWatcher, protects } from './draft-lines.ts';

/** Told of each address that becomes protected or loses its protection. */
export type OnProtection = (folded: string, isProtected: boolean) => void;

interface Standing {
  /** Ids of the lines with this address; mostly one. */
  readonly ids: Set<number>;
  protecting: number;
}

/** Which lines name an address, and which addresses the document protects: `false` wins (R5). */
export class DraftAddresses implements LineWatcher {
  readonly #standing = new Map<string, Standing>();
  /** Addresses that stand in several lines; few, in most lists. */
  readonly #repeated = new Set<string>();
  readonly #listeners = new Set<OnProtection>();
  #protected = 0;

  /** How many addresses are protected. */
  get protects(): number {
    return this.#protected;
  }

  isProtected(folded: string): boolean {
    return (this.#standing.get(folded)?.protecting ?? 0) > 0;
  }

  /** Ids of the lines with this address; the smallest is the one that the others repeat. */
  linesOf(folded: string): ReadonlySet<number> | undefined {
    return this.#standing.get(folded)?.ids;
  }

  /** Each line that repeats another, once. */
  *repeats(): Generator<{ readonly id: number; readonly kind: 'duplicate' | 'conflict' }, void, void> {
    for (const folded of this.#repeated) {
      const standing = this.#standing.get(folded);
      if (!standing) continue;
      const first = firstOf(standing);
      const kind = isMixed(standing) ? 'conflict' : 'duplicate';
      for (const id of standing.ids) if (id !== first) yield { id, kind };
    }
  }

  /** The listener hears of the addresses that are protected already, too. */
  listen(listener: OnProtection): void {
    for (const [folded, { protecting }] of this.#standing) if (protecting > 0) listener(folded, true);
    this.#listeners.add(listener);
  }

  unlisten(listener: OnProtection): void {
    this.#listeners.delete(listener);
  }

  /** Says of a line that repeats another how it stands to it. */
  repeatOf(
    line: EditedLine,
  ): { readonly kind: 'duplicate' | 'conflict'; readonly first: number } | undefined {
    const standing = this.#standing.get(foldedOf(line));
    if (!standing || standing.ids.size < 2) return undefined;
    const first = firstOf(standing);
    if (first === line.id) return undefined;
    return { kind: isMixed(standing) ? 'conflict' : 'duplicate', first };
  }

  added(line: EditedLine): void {
    const folded = foldedOf(line);
    if (folded === '') return;
    let standing = this.#standing.get(folded);
    if (!standing) {
      standing = { ids: new Set(), protecting: 0 };
      this.#standing.set(folded, standing);
    }
    standing.ids.add(line.id);
    if (standing.ids.size === 2) this.#repeated.add(folded);
    if (protects(line)) standing.protecting++;
    if (protects(line) && standing.protecting === 1) this.#tell(folded, true);
  }

  removed(line: EditedLine): void {
    const folded = foldedOf(line);
    const standing = this.#standing.get(folded);
    if (!standing) return;
    standing.ids.delete(line.id);
    if (standing.ids.size === 1) this.#repeated.delete(folded);
    if (protects(line)) standing.protecting--;
    if (protects(line) && standing.protecting === 0) this.#tell(folded, false);
    if (standing.ids.size === 0) this.#standing.delete(folded);
  }

  #tell(folded: string, isProtected: boolean): void {
    this.#protected += isProtected ? 1 : -1;
    for (const listener of this.#listeners) listener(folded, isProtected);
  }
}

/** The line that was there before the others. */
function firstOf({ ids }: Standing): number {
  let first = Number.POSITIVE_INFINITY;
  for (const id of ids) first = Math.min(first, id);
  return first;
}

function isMixed({ ids, protecting }: Standing): boolean {
  return protecting > 0 && protecting < ids.size;
}
