import { copyAnswers } from './apply-report.ts';
import type { MainStore, Run } from './ports/main-store.ts';
import type { ReportStore } from './ports/report-store.ts';

/**
 * The report of a live run whose process is gone says so, with what the journal proves of its rows: the power may
 * have gone in the middle, and "Completed" would be a lie (R7).
 */
export function markInterrupted(
  run: Run,
  { journal }: Pick<MainStore, 'journal'>,
  reports: ReportStore,
): void {
  const reader = run.reportId === undefined ? undefined : reports.open(run.reportId);
  if (!reader?.ok) return;
  const applied = copyAnswers(run.id, reader.value, journal);
  reader.value.setHead({ ...reader.value.head(), status: 'Interrupted', applied });
  reader.value.close();
}
