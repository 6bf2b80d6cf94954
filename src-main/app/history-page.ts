import type { HistoryEntry } from '../core/audit-line.ts';
import type { Run } from './ports/main-store.ts';

/** The filters of the History screen (ux §9). */
export type HistoryTopic = 'runs' | 'settings' | 'tokens' | 'approvals' | 'tenants';

export interface HistoryRequest {
  /** A name or id; absent = all tenants. */
  readonly tenant?: string;
  /** Absent = everything. */
  readonly topics?: readonly HistoryTopic[];
  readonly limit: number;
  /** The `next` of the page before. */
  readonly before?: string;
}

/** Settings acts are `settings`, pasted and generated secrets `tokens`, the rest `tenants`. */
const TOPICS: Readonly<Record<string, Exclude<HistoryTopic, 'runs'>>> = {
  'settings-saved': 'settings',
  'sources-set': 'settings',
  'exclusions-saved': 'settings',
  'limits-set': 'settings',
  'token-generated': 'tokens',
  'token-regenerated': 'tokens',
  'token-revoked': 'tokens',
  'token-kept': 'tokens',
  'directory-token-set': 'tokens',
  'secrets-set': 'tokens',
  'plan-approved': 'approvals',
  'approval-revoked': 'approvals',
  'guard-overridden': 'approvals',
};

export function topicOf(what: string): Exclude<HistoryTopic, 'runs'> {
  return TOPICS[what] ?? 'tenants';
}

/** The outcome of a run in the words of ux §9; Skipped is grey, never red. */
export type RunOutcomeWord =
  | 'Going on'
  | 'Completed'
  | 'Completed, partial listing'
  | 'Completed, rows failed'
  | 'Received, not confirmed'
  | 'Skipped'
  | 'Halted by guard'
  | 'Waiting for approval'
  | 'Failed'
  | 'Cancelled'
  | 'Interrupted';

export type HistoryItem =
  | {
      readonly kind: 'run';
      readonly tenantId: string;
      readonly tenantName: string;
      readonly atMs: number;
      readonly run: Run;
      readonly testMode: boolean;
      readonly outcome: RunOutcomeWord;
      /** "Completed, 3 rows failed", "Skipped (limit)": the word with its number or cause. */
      readonly outcomeText: string;
      readonly durationMs?: number;
      /** Absent where there is no report, or it was removed. */
      readonly report?: {
        readonly reportId: string;
        readonly created: number;
        readonly changed: number;
        readonly archived: number;
        readonly restored: number;
      };
    }
  | {
      readonly kind: 'entry';
      readonly tenantId: string;
      readonly tenantName: string;
      readonly atMs: number;
      readonly topic: Exclude<HistoryTopic, 'runs'>;
      readonly entry: HistoryEntry;
    };

export interface HistoryPage {
  /** Newest first. */
  readonly items: readonly HistoryItem[];
  /** Give it as `before`; absent on the last page. */
  readonly next?: string;
}
