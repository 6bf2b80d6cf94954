import { expect } from 'vitest';
import { openReportStore } from '../../../src-main/adapters/store/report-files.ts';
import type { Clock } from '../../../src-main/app/ports/clock.ts';
import type {
  ReportReader,
  ReportStore,
  RowFilter,
  StoredRow,
} from '../../../src-main/app/ports/report-store.ts';
import type { Failure } from '../../../src-main/core/failure.ts';
import type { ReportHead, ReportRow } from '../../../src-main/core/report.ts';
import { exampleHead } from '../../fakes/example-report.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { temporaryFolder } from './example-store.ts';

export function reportStoreIn(folder = temporaryFolder(), clock: Clock = fakeClock()) {
  const damaged: Failure[] = [];
  const store = openReportStore({ folder, clock, onDamaged: (failure) => damaged.push(failure) });
  return { folder, store, damaged };
}

/** Writes a finished report; its search index too, where it is asked for. */
export function writeReport(
  store: ReportStore,
  rows: readonly ReportRow[],
  options: { readonly head?: Partial<ReportHead>; readonly search?: 'built' | 'missing' } = {},
): ReportReader {
  const head = exampleHead({ reportId: 'rep1', ...options.head });
  const writer = store.create(head.reportId);
  for (const row of rows) writer.add(row);
  writer.finish(head);
  writer.close();
  if (options.search === 'built') expect(store.buildSearch(head.reportId).ok).toBe(true);
  return opened(store, head.reportId);
}

export function opened(store: ReportStore, reportId: string): ReportReader {
  const report = store.open(reportId);
  if (!report.ok) throw new Error(report.failure.sentence);
  return report.value;
}

/** Every page of a filter, one after the other. */
export function allPages(report: ReportReader, filter: RowFilter, limit: number): readonly StoredRow[] {
  const rows: StoredRow[] = [];
  let after: string | undefined;
  do {
    const page = report.page(filter, { limit, ...(after !== undefined && { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}
