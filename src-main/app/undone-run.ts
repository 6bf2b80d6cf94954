import type { DoneRow, Proof } from '../core/done-row.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ReportRow } from '../core/report.ts';
import type { CreatedIds } from './apply/send-person.ts';
import type { JournaledEntry, JournalStore, Run } from './ports/main-store.ts';
import type { ReportReader } from './ports/report-store.ts';
import type { SyncParts } from './sync-parts.ts';

/** A live run that is to be undone: what the journal proves of it, row by row (R23). */
export interface UndoneRun {
  readonly runId: string;
  /** The rows that were sent, in the order of the run's report. */
  readonly rows: () => Iterable<DoneRow>;
  /** Groups whose archiving or restoring was the sum of their memberships, and nothing of its own. */
  readonly summedGroups: () => Iterable<ReportRow>;
  /** Ids that creates of the run gave. */
  readonly createdIds: CreatedIds;
  readonly close: () => void;
}

/** Opens a live run to undo it. Asked before a slot is claimed: what cannot be undone costs none (design §6). */
export function openUndoneRun(
  runId: string,
  { store, reports, tenant }: Pick<SyncParts, 'store' | 'reports' | 'tenant'>,
): Result<UndoneRun> {
  const run = store.runs.find(runId);
  if (run === undefined || run.tenantId !== tenant.id) return fail(noSuchRun());
  const refused = refuse(run);
  if (refused) return fail(refused);
  const known = store.journal.counts(runId).answered > 0;
  const changed = known || (run.applied?.succeeded ?? 0) > 0;
  if (run.reportId === undefined || !changed) return fail(wroteNothing());
  const opened = known ? reports.open(run.reportId) : undefined;
  // Journal and report are kept for a set time only (R24).
  if (!opened?.ok) return fail(isForgotten());
  const reader = opened.value;
  return succeed({
    runId,
    rows: () => doneRows(runId, store.journal, reader),
    summedGroups: () => summedGroups(reader),
    createdIds: new Map(store.journal.createdIds(runId)),
    close: () => reader.close(),
  });
}

const PAGE = 500;

function* doneRows(runId: string, journal: JournalStore, reader: ReportReader): Generator<DoneRow> {
  for (let after = 0; ; ) {
    const page = journal.answered(runId, after, PAGE);
    if (page.length === 0) return;
    for (let at = 0; at < page.length; ) {
      const { seq } = page[at]!;
      const steps = page.slice(at, at + 2).filter((entry) => entry.seq === seq);
      at += steps.length;
      after = seq;
      const row = reader.row(seq);
      // Erased on request (R24): nobody can say any more what stood there before.
      if (row) yield doneRow(row, steps);
    }
  }
}

function doneRow(row: ReportRow, steps: readonly JournaledEntry[]): DoneRow {
  const main = steps.find(({ step }) => step === 'main');
  const manager = steps.find(({ step }) => step === 'manager');
  return { row, main: proofOf(main), manager: proofOf(manager), createdId: main?.createdId };
}

function proofOf(entry: JournaledEntry | undefined): Proof {
  const status = entry?.result?.status;
  if (status === 'applied' || status === 'received') return 'done';
  return status === 'unknown' ? 'unknown' : 'not done';
}

function* summedGroups(reader: ReportReader): Generator<ReportRow> {
  for (let after: string | undefined; ; ) {
    const page = reader.page(
      { object: 'group', verdicts: ['Archived', 'Restored'] },
      { limit: PAGE, ...(after === undefined ? {} : { after }) },
    );
    for (const row of page.rows) if (row.operation === undefined) yield row;
    if (page.next === undefined) return;
    after = page.next;
  }
}

function refuse(run: Run): Failure | undefined {
  if (!run.kind.endsWith('live')) {
    return {
      code: 'bad-input',
      sentence: 'This was a test-mode sync: it changed nothing, so there is nothing to undo.',
      next: 'See the live runs with: muster run list',
      inWindow: 'See the live runs under History.',
    };
  }
  if (run.status === 'Interrupted') {
    return {
      code: 'settings-refused',
      sentence:
        'This sync was interrupted, and whether it goes on is not decided yet. Nothing was read or changed.',
      next: `Close it first, then undo it: muster run close ${run.id}`,
      inWindow: 'Close it first under History, then undo it.',
    };
  }
  if (run.status === 'Processing') {
    return {
      code: 'run-alive',
      sentence: 'This sync is still going on. Nothing was read or changed.',
      next: 'Wait until it has ended, or cancel it.',
    };
  }
  return undefined;
}

function noSuchRun(): Failure {
  return {
    code: 'not-found',
    sentence: 'There is no such run of this tenant.',
    next: 'See the runs with: muster run list',
    inWindow: 'See the runs under History.',
  };
}

function wroteNothing(): Failure {
  return {
    code: 'bad-input',
    sentence: 'This sync changed nothing on the console, so there is nothing to undo.',
    next: 'See the runs with: muster run list',
    inWindow: 'See the runs under History.',
  };
}

function isForgotten(): Failure {
  return {
    code: 'not-found',
    sentence:
      'Report and journal of this sync are not kept any more, so nobody can say what stood on the console before it.',
    next: 'Put the directory right and run a test-mode sync.',
  };
}
