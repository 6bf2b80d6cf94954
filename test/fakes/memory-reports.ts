import type {
  PlanIntersection,
  ReportReader,
  ReportStore,
  StoredRow,
} from '../../src-main/app/ports/report-store.ts';
import { fail, succeed } from '../../src-main/core/failure.ts';
import { fold } from '../../src-main/core/fold.ts';
import type { ReportHead, ReportRow, RowResult } from '../../src-main/core/report.ts';
import { plainRowsOf } from './plain-rows-of.ts';

interface MemoryReport {
  head: ReportHead | undefined;
  /** By number less one; `undefined` = left to a plain row that did not come. */
  readonly rows: (ReportRow | undefined)[];
  readonly results: Map<number, RowResult>;
}

const OBJECTS = ['user', 'group', 'membership'];

/** Reports in memory, for tests that make thousands; the canonical order and the intersection are the port's. */
export function memoryReports(): ReportStore {
  const reports = new Map<string, MemoryReport>();
  const finished = () => [...reports.values()].flatMap((report) => report.head ?? []);
  const listAll = (tenantId?: string) =>
    finished()
      .filter((head) => tenantId === undefined || head.tenantId === tenantId)
      .sort((a, b) => b.startedAtMs - a.startedAtMs || (a.reportId < b.reportId ? 1 : -1));
  const list = (tenantId?: string) =>
    listAll(tenantId).filter((head) => head.draft === undefined && head.lookUp === undefined);
  return {
    create(reportId) {
      const report: MemoryReport = { head: undefined, rows: [], results: new Map() };
      reports.set(reportId, report);
      return {
        add: (row) => report.rows.push(row),
        skip: () => report.rows.push(undefined),
        addPlain(plain) {
          for (const [row, plainRow] of plainRowsOf(plain)) report.rows[row] = plainRow;
        },
        eachCanonical(onText) {
          const texts = report.rows.flatMap((row) =>
            row?.operation
              ? [{ at: OBJECTS.indexOf(row.object), key: row.key, text: row.operation.canonical }]
              : [],
          );
          texts.sort((a, b) => a.at - b.at || byText(a.key, b.key) || byText(a.text, b.text));
          for (const { text } of texts) onText(text);
        },
        finish: (head) => {
          report.head = head;
        },
        close: () => {
          if (report.head === undefined) reports.delete(reportId);
        },
        discard: () => {
          reports.delete(reportId);
        },
      };
    },
    open(reportId) {
      const report = reports.get(reportId);
      if (report?.head === undefined)
        return fail({
          code: 'not-found',
          sentence: `There is no report ${reportId}.`,
          next: 'List the reports.',
        });
      return succeed(readerOf(report, reports));
    },
    list,
    listAll,
    unreadable: () => [],
    findByPlanHash: (tenantId, planHash) => list(tenantId).find((head) => head.planHash === planHash),
    buildSearch: () => succeed(undefined),
    remove: (reportId) => {
      reports.delete(reportId);
    },
    removeOfTenant: (tenantId) => {
      for (const head of listAll(tenantId)) reports.delete(head.reportId);
    },
    erase: () => {
      throw new Error('nobody is erased here');
    },
    sweepUnfinished: () => {},
  };
}

function readerOf(report: MemoryReport, reports: ReadonlyMap<string, MemoryReport>): ReportReader {
  const stored = (row: ReportRow, index: number): StoredRow => {
    const result = report.results.get(index + 1);
    return { ...row, seq: index + 1, ...(result === undefined ? {} : { result }) };
  };
  const rows = () => report.rows.flatMap((row, index) => (row ? stored(row, index) : []));
  const levels = (phase: string) =>
    report.rows.flatMap((row) => (row?.operation?.phase === phase ? [row.operation.level] : []));
  return {
    head: () => report.head!,
    concerning: rows,
    page(filter, { limit, after }) {
      const found = rows().filter(
        (row) =>
          row.seq > Number(after ?? 0) &&
          (filter.object === undefined || row.object === filter.object) &&
          (filter.verdicts === undefined || filter.verdicts.includes(row.verdict)),
      );
      const page = found.slice(0, limit);
      return found.length > limit ? { rows: page, next: String(page.at(-1)!.seq) } : { rows: page };
    },
    count: (filter) =>
      rows().filter((row) => filter.object === undefined || row.object === filter.object).length,
    row: (seq) => rows().find((row) => row.seq === seq),
    rowsOf: (name, limit) =>
      rows()
        .filter((row) => fold(row.address) === fold(name) || row.key === name)
        .slice(0, limit),
    warningCounts: () => [],
    operations(phase, level, afterSeq, limit) {
      const wanted = rows().filter(({ seq, operation }) => {
        if (operation === undefined || seq <= afterSeq) return false;
        if (phase === 'manager') return level === 0 && operation.manager !== undefined;
        return operation.phase === phase && operation.level === level;
      });
      return wanted.slice(0, limit);
    },
    highestLevel: (phase) => (phase === 'manager' ? 0 : Math.max(0, ...levels(phase))),
    operationCount: () => report.rows.filter((row) => row?.operation).length,
    intersect(approvedReportId) {
      const approved = reports.get(approvedReportId);
      if (approved === undefined)
        return fail({
          code: 'not-found',
          sentence: `There is no report ${approvedReportId}.`,
          next: 'List them.',
        });
      return succeed(intersectionOf(rows(), readerOf(approved, reports)));
    },
    withResult: (statuses, afterSeq, limit) =>
      rows()
        .filter(
          ({ seq, result }) => seq > afterSeq && result !== undefined && statuses.includes(result.status),
        )
        .slice(0, limit),
    countResults: (statuses) =>
      rows().filter(({ result }) => result !== undefined && statuses.includes(result.status)).length,
    setHead: (head) => {
      report.head = head;
    },
    setResults: (results) => {
      for (const { seq, result } of results) report.results.set(seq, result);
    },
    close: () => {},
  };
}

function intersectionOf(rows: readonly StoredRow[], approved: ReportReader): PlanIntersection {
  const approvedRows = approved.page({}, { limit: Number.MAX_SAFE_INTEGER }).rows;
  const approvedTexts = new Set(approvedRows.flatMap((row) => row.operation?.canonical ?? []));
  const freshTexts = new Set(rows.flatMap((row) => row.operation?.canonical ?? []));
  const identical = new Set(
    rows.flatMap((row) => (row.operation && approvedTexts.has(row.operation.canonical) ? [row.seq] : [])),
  );
  const moved = approvedRows.filter((row) => row.operation && !freshTexts.has(row.operation.canonical));
  return {
    identicalCount: identical.size,
    isIdentical: (seq) => identical.has(seq),
    movedCount: moved.length,
    moved: (afterSeq, limit) =>
      moved
        .filter((row) => row.seq > afterSeq)
        .slice(0, limit)
        .map((row) => {
          const now = rows.find((other) => other.object === row.object && other.key === row.key);
          return now === undefined ? { approved: row } : { approved: row, now };
        }),
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
