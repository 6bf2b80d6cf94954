import type { ConsoleSyncLine, HistoryLine } from '../../src-preload/contract/history.ts';
import type { HistoryItem } from '../app/history-page.ts';
import type { ConsoleSync } from '../app/ports/console-api.ts';
import type { Run } from '../app/ports/main-store.ts';
import { isGoingOn } from '../core/report.ts';

/** A run or an act as a line of the History table (ux §9). */
export function historyLine(item: HistoryItem): HistoryLine {
  if (item.kind === 'entry') {
    const { id, atMs, who, sentence, planHash } = item.entry;
    const base = { kind: 'act' as const, id, atMs, who, topic: item.topic, sentence };
    return planHash === undefined ? base : { ...base, planHash };
  }
  const { run, outcome, outcomeText, durationMs, report } = item;
  const { applied } = run;
  return {
    kind: 'run',
    id: run.id,
    runId: run.id,
    runKind: run.kind,
    atMs: item.atMs,
    who: run.who,
    outcome: outcomeText,
    tone: toneOf(outcome),
    ...(run.causeSentence === undefined ? {} : { cause: run.causeSentence }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(report ? { report } : {}),
    ...(applied
      ? {
          applied: {
            succeeded: applied.succeeded,
            failed: applied.failed,
            moved: applied.movedSincePreview,
          },
        }
      : {}),
    canUndo: canUndo(run),
  };
}

/** What broke an interrupted run off; a process that ended is the usual cause and needs no words of its own (ux `interrupted`). */
export function stopOf({ causeCode, causeSentence }: Run): { readonly cause?: string } {
  const isMuster = causeCode === undefined || causeCode === 'interrupted';
  return isMuster || causeSentence === undefined ? {} : { cause: causeSentence };
}

type Outcome = Extract<HistoryItem, { kind: 'run' }>['outcome'];

/** Skipped is grey and no error (U7); what waits or went wrong asks for a look. */
function toneOf(outcome: Outcome): 'normal' | 'quiet' | 'attention' {
  switch (outcome) {
    case 'Skipped':
    case 'Cancelled':
      return 'quiet';
    case 'Halted by guard':
    case 'Failed':
    case 'Interrupted':
    case 'Completed, rows failed':
    case 'Completed, partial listing':
    case 'Waiting for approval':
      return 'attention';
    default:
      return 'normal';
  }
}

/** What has been decided and wrote something; whether its journal is still kept is asked when it is undone (R23). */
function canUndo({ kind, status, applied, reportId }: Run): boolean {
  const isDecided = status !== 'Interrupted' && !isGoingOn({ status });
  return kind.endsWith('live') && isDecided && reportId !== undefined && (applied?.succeeded ?? 0) > 0;
}

/** A sync of the console's list; this computer knows its own by the id that the console gave. */
export function consoleSyncLine(sync: ConsoleSync, ours: readonly Run[]): ConsoleSyncLine {
  const { id, service, testMode, status, by, cause, startedAtMs, endedAtMs } = sync;
  const own = ours.find(({ consoleSyncId }) => consoleSyncId === id);
  return {
    ...{ id, service, testMode, status, by, atMs: startedAtMs },
    ...(cause === undefined ? {} : { cause }),
    ...(endedAtMs === undefined ? {} : { durationMs: Math.max(0, endedAtMs - startedAtMs) }),
    ...(own ? { runId: own.id } : {}),
  };
}
