import type { ReportRow } from './report.ts';

/**
 * Plans an excluded person a second time as if nothing protected this one, so that the report can tell at once
 * what lifting the protection would do (ux §7). `marks` are the rows' or users' exclusions; everybody else's stand.
 */
export function withWouldBe(marks: Uint8Array, at: number, plan: () => ReportRow): ReportRow {
  const row = plan();
  if (marks[at] === 0) return row;
  marks[at] = 0;
  const { verdict, changes } = plan();
  marks[at] = 1;
  return { ...row, wouldBe: { verdict, changes } };
}
