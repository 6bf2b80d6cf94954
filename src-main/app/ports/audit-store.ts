import type { AuditAct, TrailEnd, TrailEntry } from '../../core/audit-trail.ts';

/** The last entry as it was written down beside the database, or why nobody can say. */
export type RememberedEnd = TrailEnd | 'missing' | 'unreadable';

/** A line of the history, or an ended run, as it is shown now: to be compared with what the trail tells of it. */
export interface ShownLine {
  readonly number: number;
  readonly tenantId: string;
  /** What is hashed of it (core/audit-line.ts). */
  readonly text: string;
  /** Of a run: its id. */
  readonly runId?: string;
}

/**
 * The audit trail of this installation: one chain over all tenants. The store writes an entry itself with each change of a
 * tenant, an approval, a run or the history, in the transaction of that change, so that none is without one.
 */
export interface AuditStore {
  /** For an act that changes nothing else in the database. */
  append(act: AuditAct): void;
  /** Entries after this number, in order. */
  page(afterNumber: number, limit: number): readonly TrailEntry[];
  remembered(): RememberedEnd;
  /** Everything read in it is of one moment, whatever other processes write. */
  inSnapshot<T>(read: () => T): T;
  /** Lines of the history, or ended runs, in the order of writing. */
  shown(kind: 'history' | 'runs', afterNumber: number, limit: number): readonly ShownLine[];
}
