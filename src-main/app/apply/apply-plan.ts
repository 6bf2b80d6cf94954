import type { Failure } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { PHASES, type Phase, type RowResult } from '../../core/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConsoleWriter } from '../ports/console-writer.ts';
import type {
  JournalAnswer,
  JournalEntry,
  JournaledEntry,
  JournalStep,
  JournalStore,
} from '../ports/main-store.ts';
import type { ReportReader, StoredRow } from '../ports/report-store.ts';
import type { RunPhase } from '../run-progress.ts';
import { sendThroughJournal, type WindowSize, type Work } from './journal-window.ts';
import { memberWork } from './member-work.ts';
import { groupWork, managerWork, personWork, type SendContext } from './row-work.ts';

export interface ApplyInput {
  readonly runId: string;
  readonly report: ReportReader;
  /** R3: only rows that came out identical to the approved plan. */
  readonly isApproved: (seq: number) => boolean;
  readonly approvedCount: number;
  readonly profile: ConsoleProfile;
  /**
   * `resumed` goes on with what the journal holds; `settled` sends nothing at all and only looks up what became of
   * requests whose answers were lost (R7).
   */
  readonly how: ApplyMode;
}

export type ApplyMode = 'anew' | 'resumed' | 'settled';

export interface ApplyTools {
  /** Only a live run has one (R2). */
  readonly writer: ConsoleWriter;
  readonly journal: JournalStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly isCancelled: () => boolean;
  readonly onProgress: (phase: RunPhase, done: number, total: number) => void;
}

export type ApplyEnd =
  | { readonly status: 'finished' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'stopped'; readonly failure: Failure };

const PAGE = 512;
const FIRST_PAUSE_MS = 500;
/** Under way beyond what the console bears at once, so that it never waits for us. */
const AT_ONCE_OF_CONCURRENCY = 4;
/** Journaled ahead of them at a quick console, so that one disk write serves many requests. */
const JOURNALED_OF_AT_ONCE = 16;

const SHOWN_AS: Readonly<Record<Phase, RunPhase>> = {
  rename: 'apply-restores-and-creates',
  restore: 'apply-restores-and-creates',
  create: 'apply-restores-and-creates',
  change: 'apply-changes',
  adopt: 'apply-changes',
  group: 'apply-groups',
  member: 'apply-memberships',
  manager: 'apply-manager-links',
  archive: 'apply-archives',
};

/**
 * Applies the operations of a report, and only those, in R8's order. Each is journaled before it is sent
 * and after its answer (R7). Decides nothing: what a row says is what is sent (R3).
 */
export async function applyPlan(input: ApplyInput, tools: ApplyTools): Promise<ApplyEnd> {
  const created = new Map(input.how === 'anew' ? [] : tools.journal.createdIds(input.runId));
  const context: SendContext = {
    runId: input.runId,
    writer: tools.writer,
    signal: tools.signal,
    created,
    success: input.profile.success === 'done' ? { status: 'applied' } : { status: 'received' },
    managerReference: input.profile.managerReference,
    isUnanswered: (seq, step) =>
      input.how !== 'anew' && tools.journal.find(input.runId, seq, step)?.state === 'intended',
    sends: input.how !== 'settled',
    pause: (attempt) => tools.clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1), tools.signal),
    strain: { brokenInARow: 0 },
  };
  const failed = new FailedMainParts(input, tools.journal);
  let done = 0;
  for (const phase of PHASES) {
    for (let level = 0; level <= input.report.highestLevel(phase); level++) {
      const rows = heard(openRows(input, tools, failed, phase, level), () =>
        tools.onProgress(SHOWN_AS[phase], done, input.approvedCount),
      );
      const failure = await sendThroughJournal(
        phase === 'member'
          ? memberWork(rows, context, input.profile.membersPerRequest)
          : rowWork(rows, phase, context),
        failed,
        windowOf(input),
        tools.isCancelled,
        (count) => {
          done += count;
          tools.onProgress(SHOWN_AS[phase], done, input.approvedCount);
        },
        () => tools.clock.monotonic(),
      );
      if (tools.isCancelled()) return { status: 'cancelled' };
      if (failure) return { status: 'stopped', failure };
    }
  }
  return { status: 'finished' };
}

/** A resumed run takes up rows that may have been sent: of none whose turn does not come is it known. */
function windowOf({ how, profile }: ApplyInput): WindowSize {
  const atOnce = profile.concurrency.most * AT_ONCE_OF_CONCURRENCY;
  return { atOnce, journaled: how === 'anew' ? atOnce * JOURNALED_OF_AT_ONCE : atOnce };
}

/** Tells that a phase begins with its first row, before anything of it is answered. */
function* heard(rows: Iterable<StoredRow>, onFirst: () => void): Generator<StoredRow> {
  let isFirst = true;
  for (const row of rows) {
    if (isFirst) onFirst();
    isFirst = false;
    yield row;
  }
}

function* rowWork(rows: Iterable<StoredRow>, phase: Phase, context: SendContext): Generator<Work> {
  for (const row of rows) {
    const operation = row.operation;
    if (!operation) continue;
    if (phase === 'manager') yield managerWork(row, operation, context);
    else if (phase === 'group') yield groupWork(row, operation, context);
    else yield personWork(row, operation, context);
  }
}

/** The approved rows of a phase that the journal has no answer for. */
function* openRows(
  input: ApplyInput,
  tools: ApplyTools,
  failed: FailedMainParts,
  phase: Phase,
  level: number,
): Generator<StoredRow> {
  const step: JournalStep = phase === 'manager' ? 'manager' : 'main';
  for (let after = 0; ; ) {
    const page = input.report.operations(phase, level, after, PAGE);
    if (page.length === 0) return;
    for (const row of page) {
      after = row.seq;
      if (!input.isApproved(row.seq)) continue;
      if (input.how !== 'anew' && isDone(tools.journal.find(input.runId, row.seq, step))) continue;
      if (input.how === 'settled' && !tools.journal.find(input.runId, row.seq, step)) continue;
      if (step === 'manager' && failed.has(row)) continue;
      yield row;
    }
  }
}

/** Answered for good; what was turned away with the run is open still. */
function isDone(entry: JournaledEntry | undefined): boolean {
  return entry?.state === 'answered' && entry.result?.status !== 'not-reached';
}

/**
 * A row that moved, was refused or is unknown is left alone as a whole: no manager link after it (R3). The journal
 * knows them all; of a run that has just begun the few that failed are noted as they are written there.
 */
class FailedMainParts implements Pick<JournalStore, 'write'> {
  readonly #input: ApplyInput;
  readonly #journal: JournalStore;
  readonly #noted = new Set<number>();

  constructor(input: ApplyInput, journal: JournalStore) {
    this.#input = input;
    this.#journal = journal;
  }

  write(answers: readonly JournalAnswer[], intents: readonly JournalEntry[]): void {
    this.#journal.write(answers, intents);
    for (const { seq, step, result } of answers) {
      if (step === 'main' && isFailed(result)) this.#noted.add(seq);
    }
  }

  has(row: StoredRow): boolean {
    if (row.operation?.phase === 'manager') return false;
    const { how, runId } = this.#input;
    if (how === 'anew') return this.#noted.has(row.seq);
    return isFailed(this.#journal.find(runId, row.seq, 'main')?.result);
  }
}

function isFailed(result: RowResult | undefined): boolean {
  return result !== undefined && result.status !== 'applied' && result.status !== 'received';
}
