import type { OnProtection } from './draft-addresses.ts';
import { countOf, joinWithAnd } from './number-words.ts';
import type { Verdict } from './report.ts';

/** A person's row of the report, or somebody who is listed without a row of their own. */
export interface MeasuredRow {
  readonly seq: number;
  readonly verdict: Verdict;
  /** For Excluded rows: what it would be (core/would-be.ts); `undefined` where the report does not tell. */
  readonly wouldBe: Verdict | undefined;
  /**
   * Protected by something that no list lifts (R5): `flag` is the console's flag beside an entry of a list, which on a
   * console that has a list is the same statement; a column, or a flag alone, is `always`.
   */
  readonly flagged: 'no' | 'flag' | 'always';
  /** Membership rows of this person with an operation. */
  readonly memberships: number;
}

/** Who else protects, beside the draft. */
export interface OtherProtection {
  /** Folded addresses of the tenant's other list. */
  readonly addresses: Iterable<string>;
  /** `follow`: the draft is the console's own list, and its flags go with it. */
  readonly flags: 'follow' | 'stay';
}

export interface EffectTotals {
  readonly fewer: Readonly<Partial<Record<Verdict, number>>>;
  readonly more: Readonly<Partial<Record<Verdict, number>>>;
  readonly membershipsFewer: number;
  /** People whose protection is lost, and the report does not tell what they would be. */
  readonly lostUntold: number;
}

/**
 * What a draft of the exclusions changes in a report (ux §7), kept up to date address by address: an edit costs its
 * own line and nothing else. A row is reached by all addresses that R5 goes by: those of its directory row and of the
 * console user that it matches.
 */
export class ExclusionEffect {
  readonly #rows: readonly MeasuredRow[];
  readonly #rowsOf: ReadonlyMap<string, readonly number[]>;
  /** How many of the row's addresses the draft protects. */
  readonly #byDraft: Uint16Array;
  /** How many of them another list protects, which the draft does not touch. */
  readonly #byOthers: Uint16Array;
  readonly #flags: OtherProtection['flags'];
  readonly #fewer = new Map<Verdict, number>();
  readonly #more = new Map<Verdict, number>();
  #membershipsFewer = 0;
  #lostUntold = 0;

  constructor(
    rows: readonly MeasuredRow[],
    rowsOf: ReadonlyMap<string, readonly number[]>,
    others: OtherProtection,
  ) {
    this.#rows = rows;
    this.#rowsOf = rowsOf;
    this.#byDraft = new Uint16Array(rows.length);
    this.#byOthers = new Uint16Array(rows.length);
    this.#flags = others.flags;
    for (const folded of others.addresses) for (const at of rowsOf.get(folded) ?? []) this.#byOthers[at]!++;
    for (let at = 0; at < rows.length; at++) this.#count(at, 1);
  }

  /** To be told of each address whose protection in the draft changes. */
  readonly onProtection: OnProtection = (folded, isProtected) => {
    for (const at of this.#rowsOf.get(folded) ?? []) {
      this.#count(at, -1);
      this.#byDraft[at] = this.#byDraft[at]! + (isProtected ? 1 : -1);
      this.#count(at, 1);
    }
  };

  totals(): EffectTotals {
    return {
      fewer: Object.fromEntries([...this.#fewer].filter(([, n]) => n > 0)),
      more: Object.fromEntries([...this.#more].filter(([, n]) => n > 0)),
      membershipsFewer: this.#membershipsFewer,
      lostUntold: this.#lostUntold,
    };
  }

  /** The row that an address names first, with what it was and what it becomes. */
  rowOf(folded: string): { readonly row: MeasuredRow; readonly becomes: Verdict | undefined } | undefined {
    const at = this.#rowsOf.get(folded)?.[0];
    if (at === undefined) return undefined;
    return { row: this.#rows[at]!, becomes: this.#becomes(at) };
  }

  #becomes(at: number): Verdict | undefined {
    const row = this.#rows[at]!;
    const flagged = row.flagged === 'always' || (row.flagged === 'flag' && this.#flags === 'stay');
    if (flagged || this.#byDraft[at]! > 0 || this.#byOthers[at]! > 0) return 'Excluded';
    return row.verdict === 'Excluded' ? row.wouldBe : row.verdict;
  }

  #count(at: number, by: 1 | -1): void {
    const row = this.#rows[at]!;
    const becomes = this.#becomes(at);
    if (becomes === row.verdict) return;
    if (becomes === undefined) {
      this.#lostUntold += by;
      return;
    }
    if (row.verdict === 'Excluded') add(this.#more, becomes, by);
    else {
      add(this.#fewer, row.verdict, by);
      this.#membershipsFewer += row.memberships * by;
    }
  }
}

function add(counts: Map<Verdict, number>, verdict: Verdict, by: number): void {
  counts.set(verdict, (counts.get(verdict) ?? 0) + by);
}

/** What is done to people, in the order in which the report names it (ux §5). Nothing is done to the others. */
const ACTS: readonly {
  readonly verdict: Verdict;
  readonly one: string;
  readonly many: string;
  readonly done: string;
}[] = [
  { verdict: 'Archived', one: 'archive', many: 'archives', done: 'archived' },
  { verdict: 'Created', one: 'create', many: 'creates', done: 'created' },
  { verdict: 'Restored', one: 'restore', many: 'restores', done: 'restored' },
  { verdict: 'Changed', one: 'change', many: 'changes', done: 'changed' },
  { verdict: 'Blocked', one: 'blocked row', many: 'blocked rows', done: 'blocked' },
];

/** "2 archives fewer, 1 change fewer" (ux §7); '' where nothing changes. */
export function effectSentence({ fewer, membershipsFewer }: EffectTotals): string {
  const parts = ACTS.flatMap(({ verdict, one, many }) => {
    const n = fewer[verdict] ?? 0;
    return n === 0 ? [] : [`${countOf(n, one, many)} fewer`];
  });
  if (membershipsFewer > 0) {
    parts.push(`${countOf(membershipsFewer, 'membership change', 'membership changes')} fewer`);
  }
  return parts.join(', ');
}

/** "1 person would be archived" (ux §7), shown in red; '' where no protection is lost. */
export function lostSentence({ more, lostUntold }: EffectTotals): string {
  const parts = ACTS.flatMap(({ verdict, done }) => {
    const n = more[verdict] ?? 0;
    return n === 0 ? [] : [`${countOf(n, 'person', 'people')} would be ${done}`];
  });
  const unchanged = more.Unchanged ?? 0;
  if (unchanged > 0) parts.push(`${countOf(unchanged, 'person', 'people')} would no longer be protected`);
  if (lostUntold > 0) parts.push(`${countOf(lostUntold, 'person', 'people')} would lose the protection`);
  return joinWithAnd(parts);
}
