/** One figure of Muster beside the same figure of something known to be fast, measured in the same minutes. */
export interface Ratio {
  readonly what: string;
  readonly ours: number;
  readonly reference: number;
  /** ours ÷ reference. */
  readonly ratio: number;
  readonly unit: 's' | 'MB' | 'ms' | 'requests/s';
  /** What the reference is, and whether a small or a large ratio is good. */
  readonly note: string;
}

/** How large the worlds are that the benches build. */
export interface Scale {
  readonly people: number;
}

/** What a `*.bench.ts` file exports as `bench`. Throws when one side gave no answer, or a wrong one. */
export interface Bench {
  readonly name: string;
  /** How large its world is where nobody says otherwise. */
  readonly people: number;
  run(scale: Scale): Promise<readonly Ratio[]>;
}

/** The middle one, so that a single disturbed run does not count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
