/** Time and chance, handed in (style, habit 14). */
export interface Clock {
  /** Wall clock, ms since 1970. May jump; for display and for what must survive a restart. */
  now(): number;
  /** Monotonic ms; for durations and countdowns within one process. */
  monotonic(): number;
  /** Resolves early, without rejecting, when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new unique text id, sortable by time. */
  next(): string;
}

/** Incremental SHA-256, so that a plan of any size is hashed while it streams. */
export interface Sha256 {
  update(text: string): void;
  /** Lower-case hex. */
  digest(): string;
}

export type NewSha256 = () => Sha256;
