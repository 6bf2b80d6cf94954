import { expect, it } from 'vitest';
import type { ReportFacets } from '../../src-main/app/report-desk.ts';
import type { GuardReason, ReportHead } from '../../src-main/core/report.ts';
import { commonCause, rowsWithCause } from '../../src-main/ipc/common-cause.ts';
import { reportView } from '../../src-main/ipc/report-view.ts';
import { exampleHead, exampleReadAtMs } from '../fakes/example-report.ts';

const facets: ReportFacets = {
  rows: 10,
  objects: [],
  verdicts: [],
  warnings: [],
  reasons: [],
  fields: [],
  departments: { top: [], otherValues: 0, otherRows: 0 },
  results: [],
  reviewed: 0,
};
const later = exampleReadAtMs + 60_000;
const done = { succeeded: 3, failed: 0, movedSincePreview: 0 };

function viewOf(head: ReportHead, ...others: readonly ReportHead[]) {
  const around = { reports: [...others, head], approvalOf: () => undefined, nowMs: later };
  const report = { head, facets, heavy: { reviewed: 0, rows: 0 }, rows: 10 };
  return reportView(report, { ...around, tenant: undefined, history: [] });
}

it('a live sync or an undo that came later overtakes a report, a test sync and one of single people do not', () => {
  const head = exampleHead();
  const live = exampleHead({ reportId: 'live', testMode: false, startedAtMs: later, applied: done });
  const overtaken = { reportId: 'live', startedAtMs: later };
  expect(viewOf(head, live).overtaken).toEqual(overtaken);
  expect(viewOf(head, { ...live, undoes: 'run-1' }).overtaken).toEqual(overtaken);
  expect(viewOf(head, { ...live, only: ['ana@x.example'] }).overtaken).toBeUndefined();
  expect(viewOf(head, { ...live, testMode: true, applied: null }).overtaken).toBeUndefined();
  expect(viewOf(head, { ...live, startedAtMs: exampleReadAtMs - 1 }).overtaken).toBeUndefined();
  expect(viewOf({ ...head, applied: done }, live).overtaken).toBeUndefined();
});

it('a cause is named where more than half of the rows over the limit share it', () => {
  const guard = (limit: GuardReason['limit']) => ({
    ...exampleHead().guard,
    halted: true,
    reasons: [{ limit, count: 10, of: 20, allowed: 4 }],
  });
  const field = (rows: number) => ({
    ...facets,
    fields: [{ value: 'language' as const, label: 'Language', rows }],
  });
  expect(commonCause(guard('changed'), field(6))).toMatchObject({ of: 'field', value: 'language', rows: 6 });
  expect(commonCause(guard('changed'), field(5))).toBeUndefined();
  const top = [
    { value: '', rows: 8 },
    { value: 'Sales', rows: 7 },
  ];
  const inSales = { ...facets, departments: { top, otherValues: 0, otherRows: 0 } };
  expect(commonCause(guard('created'), inSales)).toEqual({ of: 'department', value: 'Sales', rows: 7 });
  expect(rowsWithCause(guard('created'))?.verdicts).toEqual(['Created', 'Restored']);
  expect(rowsWithCause(guard('archived'))).toBeUndefined();
  expect(rowsWithCause(exampleHead().guard)).toBeUndefined();
});
