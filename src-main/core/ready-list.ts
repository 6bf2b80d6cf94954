import type { GuardReason } from './report.ts';

/** A line that is met, is not, or only waits for time to pass (the limit). */
export type ReadyState = 'met' | 'unmet' | 'waiting';

/**
 * A line of the ready list with the facts its sentence is made of (ux §5). The hindrances `erased` to `run` stand
 * there only while they are in the way; the others always.
 */
export type ReadyLine = { readonly state: ReadyState } & (
  | { readonly code: 'listings'; readonly incomplete: readonly ('directory' | 'console')[] }
  | {
      readonly code: 'fresh';
      readonly ageMs: number;
      readonly limitMs: number;
      readonly sourcesChanged: boolean;
    }
  | {
      readonly code: 'guard';
      readonly reasons: readonly GuardReason[];
      /** Who allowed this one plan past the guard (R4). */
      readonly overridden?: { readonly who: string; readonly atMs: number };
    }
  | {
      readonly code: 'aliases';
      readonly known: boolean;
      readonly aliases: number;
      readonly people: number;
      readonly hash: string;
    }
  | { readonly code: 'heavy'; readonly reviewed: number; readonly total: number }
  | {
      readonly code: 'approved';
      readonly approved?: { readonly who: string; readonly atMs: number; readonly lapsesAtMs: number };
      /** The approval is there, and too old. */
      readonly lapsed: boolean;
    }
  /** Somebody was erased from the report, so that its plan is never applied (R24). */
  | { readonly code: 'erased'; readonly rows: number }
  | { readonly code: 'provisioning' }
  | { readonly code: 'mode' }
  /** Another run of the tenant is alive, or Interrupted and undecided (R7). */
  | { readonly code: 'run'; readonly runId: string; readonly interrupted: boolean }
  | { readonly code: 'test-mode'; readonly on: boolean }
  /** `local`: the console does not tell of others' syncs, so this is a lower bound (ux §11, `limit.local`). */
  | { readonly code: 'limit'; readonly endsAtMs?: number; readonly local: boolean }
);

export type ReadyCode = ReadyLine['code'];

/** The ready list in the order of reading, the limit last (ux §5, §6). */
export interface ReadyList {
  readonly planHash: string;
  readonly lines: readonly ReadyLine[];
  /** All lines are met: Apply is enabled. */
  readonly ready: boolean;
  /** All lines but the limit are met: "Apply when the limit ends" is offered (ux §6). */
  readonly readyWhenLimitEnds: boolean;
  readonly firstUnmet?: ReadyLine;
}
