import type {
  ReportReader,
  ReportStore,
  RowFilter,
  StoredRow,
} from '../../src-main/app/ports/report-store.ts';
import { fail, type Result, succeed } from '../../src-main/core/failure.ts';
import { PHASES, type ReportHead, type ReportRow, type RowResult } from '../../src-main/core/report.ts';

export interface FakeReport {
  readonly head: ReportHead;
  readonly rows: readonly (ReportRow & { readonly result?: RowResult })[];
}

/** Reports in memory, read as the real ones are: in pages by key, filtered, in order of their rows. */
export class FakeReports implements ReportStore {
  readonly #reports: FakeReport[] = [];

  put(report: FakeReport): void {
    this.#reports.unshift(report);
  }

  list(tenantId?: string): readonly ReportHead[] {
    const heads = this.#reports.map(({ head }) => head);
    return tenantId === undefined ? heads : heads.filter((head) => head.tenantId === tenantId);
  }

  listAll(tenantId?: string): readonly ReportHead[] {
    return this.list(tenantId);
  }

  open(reportId: string) {
    const report = this.#reports.find(({ head }) => head.reportId === reportId);
    if (report) return succeed(readerOf(report));
    return fail({
      code: 'not-found',
      sentence: `There is no report ${reportId}.`,
      next: 'muster report list shows all.',
    });
  }

  findByPlanHash(tenantId: string, planHash: string): ReportHead | undefined {
    return this.list(tenantId).find((head) => head.planHash.startsWith(planHash));
  }

  buildSearch(reportId: string): Result<void> {
    const opened = this.open(reportId);
    return opened.ok ? succeed(undefined) : opened;
  }

  remove(reportId: string): void {
    const at = this.#reports.findIndex(({ head }) => head.reportId === reportId);
    if (at >= 0) this.#reports.splice(at, 1);
  }

  removeOfTenant(tenantId: string): void {
    for (const { reportId } of this.list(tenantId)) this.remove(reportId);
  }

  create(): never {
    throw new Error('reports are put here, not written');
  }
  unreadable(): readonly string[] {
    return [];
  }
  erase(): never {
    throw new Error('nobody is erased here');
  }
  sweepUnfinished(): void {}
}

function readerOf({ head, rows }: FakeReport): ReportReader {
  const stored: readonly StoredRow[] = rows.map((row, i) => ({ ...row, seq: i + 1 }));
  const matching = (filter: RowFilter) => stored.filter((row) => matches(row, filter));
  const inPhase = (phase: string, level: number) =>
    stored.filter(({ operation }) => operation?.phase === phase && operation.level === level);
  return {
    head: () => head,
    page(filter, { limit, after }) {
      const from = after === undefined ? 0 : Number(after);
      const all = matching(filter);
      const page = all.slice(from, from + limit);
      return { rows: page, ...(from + limit < all.length ? { next: String(from + limit) } : {}) };
    },
    count: (filter) => matching(filter).length,
    row: (seq) => stored[seq - 1],
    rowsOf: (key, limit) =>
      stored
        .filter((row) =>
          [row.address, row.key, row.consoleRef].some((one) => one?.toLowerCase() === key.toLowerCase()),
        )
        .slice(0, limit),
    concerning: () => stored,
    warningCounts() {
      const counts = new Map<string, number>();
      for (const { warnings } of stored) {
        for (const { code } of warnings) counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      return [...counts].map(([code, count]) => ({ code, rows: count }));
    },
    operations: (phase, level, afterSeq, limit) =>
      inPhase(phase, level)
        .filter(({ seq }) => seq > afterSeq)
        .slice(0, limit),
    highestLevel: () => 0,
    operationCount: () => PHASES.reduce((sum, phase) => sum + inPhase(phase, 0).length, 0),
    intersect: () => fail({ code: 'unsupported', sentence: 'Not here.', next: '' }),
    withResult: (statuses, afterSeq, limit) =>
      stored
        .filter(
          ({ seq, result }) => seq > afterSeq && result !== undefined && statuses.includes(result.status),
        )
        .slice(0, limit),
    countResults: (statuses) =>
      stored.filter(({ result }) => result !== undefined && statuses.includes(result.status)).length,
    setHead: () => undefined,
    setResults: () => undefined,
    close: () => undefined,
  };
}

function matches(row: StoredRow, { object, verdicts, warning, text }: RowFilter): boolean {
  if (object !== undefined && row.object !== object) return false;
  if (verdicts !== undefined && !verdicts.includes(row.verdict)) return false;
  if (warning !== undefined && !row.warnings.some(({ code }) => code === warning)) return false;
  if (text === undefined) return true;
  const values = [
    row.name,
    row.address,
    row.key,
    ...row.changes.flatMap((change) => [change.old, change.new]),
  ];
  return values.some((value) => value.toLowerCase().includes(text.toLowerCase()));
}
