import {
  type AuditEntry,
  chainHash,
  NO_HASH,
  readEntry,
  type Sha256,
  type TrailEnd,
  type TrailEntry,
} from './audit-trail.ts';

/** The first place at which a trail is not what was written. */
export interface TrailFault {
  /** The number of the entry; of the first one that is missing, where the end was cut off. */
  readonly entry: number;
  readonly kind:
    | 'altered'
    | 'removed'
    /** The trail ends before an entry that was written down. */
    | 'cut'
    /** Another entry stands where one was written down: the trail was written anew from somewhere before. */
    | 'rewritten'
    /** A line of the history or a run is not what this entry tells, or is gone. */
    | 'line'
    /** A line of the history or a run of which no entry tells; `entry` is the last one. */
    | 'added-line';
}

export interface ChainCheck {
  /** Takes the next entry; what it tells, or where the trail is broken. After a fault nothing more is taken. */
  take(entry: TrailEntry): { readonly told: AuditEntry } | { readonly fault: TrailFault };
  /** Where the trail ends too early: before an end that was written down elsewhere, or before its beginning. */
  end(): TrailFault | undefined;
  last(): TrailEnd | undefined;
}

/** Follows a trail entry by entry, from the first, with ends of it that were written down elsewhere. */
export function checkChain(sha256: Sha256, known: readonly TrailEnd[]): ChainCheck {
  let last: TrailEnd | undefined;
  return {
    take({ number, text, hash }) {
      const expected = (last?.number ?? 0) + 1;
      const told = readEntry(text);
      if (number > expected) return { fault: { entry: expected, kind: 'removed' } };
      const isWhole =
        number === expected &&
        told?.number === expected &&
        hash === chainHash(last?.hash ?? NO_HASH, text, sha256);
      if (!told || !isWhole) return { fault: { entry: expected, kind: 'altered' } };
      if (known.some((end) => end.number === number && end.hash !== hash)) {
        return { fault: { entry: number, kind: 'rewritten' } };
      }
      last = { number, hash };
      return { told };
    },
    end() {
      const length = last?.number ?? 0;
      const isCut = known.some(({ number }) => number > length);
      // Without its first entry there is no trail: one is written as soon as there is a database.
      return isCut || length === 0 ? { entry: length + 1, kind: 'cut' } : undefined;
    },
    last: () => last,
  };
}
