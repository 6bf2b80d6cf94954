import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../src-main/adapters/csv-files/replace-file.ts';
import { csvLine } from '../../src-main/adapters/csv-files/write-csv.ts';
import { openReportStore } from '../../src-main/adapters/store/report-files.ts';
import type { LineQuery, ReportFilter, ReportSort } from '../../src-main/app/report-desk.ts';
import { type DeskTools, ReportDeskWork } from '../../src-main/app/report-desk-work.ts';
import { canonicalOperation } from '../../src-main/core/canonical.ts';
import type { Result } from '../../src-main/core/failure.ts';
import type { FieldChange, ReportHead, ReportRow, Verdict } from '../../src-main/core/report.ts';
import { temporaryFolder } from '../adapters/store/example-store.ts';
import { exampleHead, exampleRow } from '../fakes/example-report.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { memorySnapshots } from '../fakes/memory-snapshots.ts';

export const goOn = () => undefined;

/** The desk over real report files, as its thread has it. */
export function openDesk(home = temporaryFolder()) {
  const clock = fakeClock();
  const folder = join(home, 'reports');
  const reports = openReportStore({ folder, clock });
  const tools: DeskTools = {
    tables: reports,
    clock,
    snapshots: memorySnapshots(),
    who: 'kim on desk',
    csvLine: (cells) => csvLine(cells, 'guarded'),
    replaceFile: (file, write) =>
      replaceFile(file, (handle) => write(async (text) => void (await handle.writeFile(text)))),
  };
  const put = (
    rows: readonly ReportRow[],
    head: Partial<ReportHead> = {},
    search: 'built' | 'missing' = 'built',
  ): string => {
    const whole = exampleHead({ reportId: 'rep1', ...head });
    const writer = reports.create(whole.reportId);
    for (const row of rows) writer.add(row);
    writer.finish(whole);
    writer.close();
    if (search === 'built') reports.buildSearch(whole.reportId);
    return whole.reportId;
  };
  return { home, folder, clock, reports, tools, desk: new ReportDeskWork(tools), put };
}

export function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.sentence);
  return result.value;
}

export function query(
  reportId: string,
  filter: ReportFilter = {},
  sort: ReportSort = { by: 'harm', direction: 'ascending' },
  rest: Partial<LineQuery> = {},
): LineQuery {
  return { reportId, filter, sort, fold: 'nothing', opened: [], ...rest };
}

/** A person whose values change. */
export function changedRow(
  name: string,
  changes: readonly FieldChange[],
  more: Partial<ReportRow> = {},
): ReportRow {
  const key = `id-${name}`;
  return exampleRow({
    verdict: 'Changed',
    reason: 'changed.attrs',
    key,
    name,
    address: `${name.toLowerCase().replaceAll(' ', '.')}@contoso.example`,
    facts: { n: changes.length },
    changes,
    consoleRef: key,
    operation: {
      phase: 'change',
      level: 0,
      canonical: canonicalOperation('user', key, changes),
      act: { kind: 'update-user', id: key },
    },
    ...more,
  });
}

export function department(from: string, to: string): FieldChange {
  return { field: 'department', old: from, new: to };
}

const VERDICTS: readonly Verdict[] = ['Unchanged', 'Changed', 'Created', 'Archived', 'Blocked', 'Restored'];
const DEPARTMENTS = ['Sales', 'Legal', 'Ops', 'HR', ''];

/** So many people, the same ones each time: of every verdict, some with warnings, most without a change. */
export function manyRows(count: number): ReportRow[] {
  let state = 42;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, index) => {
    const name = `Person ${String.fromCharCode(65 + next(26))}${next(count)}`;
    const verdict = next(10) < 5 ? 'Unchanged' : (VERDICTS[next(VERDICTS.length)] ?? 'Unchanged');
    const home = DEPARTMENTS[next(DEPARTMENTS.length)] ?? '';
    const changes = verdict === 'Changed' ? [department(home, DEPARTMENTS[next(4)] ?? '')] : [];
    const warnings =
      next(20) === 0
        ? [{ code: next(2) === 0 ? ('clears' as const) : ('lookalike' as const), facts: { label: 'x' } }]
        : [];
    return exampleRow({
      verdict,
      key: `id-${index}`,
      name,
      address: `p${index}@contoso.example`,
      reason: verdict === 'Changed' ? 'changed.attrs' : 'unchanged.same',
      changes,
      warnings,
      ...(home === '' ? {} : { department: home }),
    });
  });
}

export function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}
