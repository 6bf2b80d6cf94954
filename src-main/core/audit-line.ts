/** A line of the history. */
export interface HistoryEntry {
  readonly id: string;
  readonly atMs: number;
  readonly tenantId: string;
  readonly who: string;
  /** e.g. `settings-saved`, `token-generated`, `guard-overridden`, `plan-approved`, `tenant-added`. */
  readonly what: string;
  /** A sentence; no token and no person's data. */
  readonly sentence: string;
  readonly planHash?: string;
  readonly runId?: string;
}

interface RunLine {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  readonly status: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly reportId?: string;
  readonly planHash?: string;
  readonly who: string;
  readonly causeCode?: string;
  readonly causeSentence?: string;
  readonly applied?: {
    readonly succeeded: number;
    readonly failed: number;
    readonly movedSincePreview: number;
  };
}

/** The fact under which an entry of the trail has the hash of the line that is shown of it. */
export const LINE = 'line';

/**
 * What of a line of the history is hashed into the trail. The sentence itself stays out of it, since it may hold words of
 * an admin and goes with its tenant (R24); its id is chance, so that nobody guesses the sentence from the hash.
 */
export function historyLineText(line: HistoryEntry): string {
  const { id, atMs, tenantId, who, what, sentence, planHash = '', runId = '' } = line;
  return JSON.stringify([id, atMs, tenantId, who, what, sentence, planHash, runId]);
}

/** What of an ended run is hashed into the trail: all that the history shows of it. */
export function runLineText(run: RunLine): string {
  const { id, tenantId, kind, status, startedAtMs, endedAtMs, who } = run;
  const { reportId = '', planHash = '', causeCode = '', causeSentence = '', applied } = run;
  const counts = applied === undefined ? [] : [applied.succeeded, applied.failed, applied.movedSincePreview];
  return JSON.stringify([
    ...[id, tenantId, kind, status, startedAtMs, endedAtMs ?? null, who],
    ...[reportId, planHash, causeCode, causeSentence, counts],
  ]);
}
