import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { reasonSentence } from '../core/reasons.ts';
import type { ReportHead } from '../core/report.ts';
import { type ExportTools, exportTable } from './export-report.ts';
import { peopleOfGroup } from './people-of-group.ts';
import type { Clock } from './ports/clock.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { ReportTables } from './ports/report-table.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';
import { detailOf } from './read-report-row.ts';
import type {
  ExportedReport,
  ExportRequest,
  LineQuery,
  LinesPage,
  MarkedRows,
  NamedPerson,
  PastVerdict,
  PeopleFound,
  PersonKeys,
  ReportFacets,
  ReportFilter,
  ReportOverview,
  ReviewedCount,
  ReviewState,
  RowDetail,
  RowSelection,
  RowsPage,
  WhyAnswer,
} from './report-desk.ts';
import {
  findPeople,
  newestWhole,
  nobodySentence,
  rowsOfPerson,
  severalSentence,
  verdictsBefore,
  whoIsMeant,
} from './report-people.ts';
import { ReportView } from './report-view.ts';

export interface DeskTools extends ExportTools {
  readonly tables: ReportTables;
  readonly clock: Clock;
  readonly snapshots: Pick<SnapshotStore, 'has' | 'open'>;
  /** Who marks rows: the operating-system account and the computer (ux §5). */
  readonly who: string;
}

type CheckCancelled = () => void;

/** Reports that stay open: the one on the screen, and those that it is compared with. */
const OPEN_AT_MOST = 3;
/** How many earlier reports are asked for marks of review. */
const LOOKED_BACK = 20;
const ROWS_A_BATCH = 500;
const PEOPLE_AT_MOST = 100;

/**
 * Answers the questions of ReportDesk, one after the other, on the reader's thread. `checkCancelled` throws a
 * RunStopped once nobody waits for the answer any more; what the disk does not do is thrown as a StoreError.
 */
export class ReportDeskWork {
  readonly #tools: DeskTools;
  readonly #views = new Map<string, ReportView>();
  readonly #stamps = new Map<string, string>();

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  list(tenantId?: string): Result<readonly ReportHead[]> {
    return succeed(this.#tools.tables.list(tenantId));
  }

  open(reportId: string, checkCancelled: CheckCancelled): Result<ReportOverview> {
    return this.#in(reportId, (view) => ({
      head: view.table.head(),
      facets: view.facets({}, checkCancelled),
      heavy: view.heavyReviewed(checkCancelled),
      rows: view.columns(checkCancelled).size,
    }));
  }

  facets(reportId: string, filter: ReportFilter, checkCancelled: CheckCancelled): Result<ReportFacets> {
    return this.#in(reportId, (view) => view.facets(filter, checkCancelled));
  }

  linesAt(
    query: LineQuery,
    offset: number,
    limit: number,
    checkCancelled: CheckCancelled,
  ): Result<LinesPage> {
    return this.#in(query.reportId, (view) => view.linesAt(query, offset, limit, checkCancelled));
  }

  lineOf(query: LineQuery, seq: number, checkCancelled: CheckCancelled): Result<number> {
    return this.#in(query.reportId, (view) => view.lineOf(query, seq, checkCancelled));
  }

  groupMembers(
    query: LineQuery,
    group: number,
    offset: number,
    limit: number,
    checkCancelled: CheckCancelled,
  ): Result<RowsPage> {
    return this.#in(query.reportId, (view) => view.groupMembers(query, group, offset, limit, checkCancelled));
  }

  detail(reportId: string, seq: number, checkCancelled: CheckCancelled): Result<RowDetail> {
    const found = this.#in(reportId, (view) => {
      const rows = rowsOfPerson(view.table, seq);
      return rows.length === 0 ? undefined : this.#detail(view, reportId, rows, checkCancelled);
    });
    if (!found.ok) return found;
    return found.value === undefined ? fail(noSuchRow()) : succeed(found.value);
  }

  peopleOf(
    reportId: string,
    selection: RowSelection,
    checkCancelled: CheckCancelled,
  ): Result<readonly NamedPerson[]> {
    return this.#in(reportId, (view) => {
      const people = new Map<string, string>();
      const seqs = view.selected(selection, checkCancelled);
      for (let at = 0; at < seqs.length; at += ROWS_A_BATCH) {
        checkCancelled();
        for (const row of view.table.rows(seqs.subarray(at, at + ROWS_A_BATCH))) {
          if (row.object !== 'group' && row.address.includes('@')) people.set(row.address, row.name);
        }
      }
      return [...people].map(([address, name]) => ({ address, name }));
    });
  }

  peopleOfGroup(
    reportId: string,
    group: string,
    checkCancelled: CheckCancelled,
  ): Result<readonly NamedPerson[]> {
    return peopleOfGroup(reportId, group, this.#tools.snapshots, checkCancelled);
  }

  mark(
    reportId: string,
    selection: RowSelection,
    as: ReviewState,
    checkCancelled: CheckCancelled,
  ): Result<MarkedRows> {
    return this.#in(reportId, (view) => {
      const { marked, placeOf } = view.columns(checkCancelled);
      const wanted = as === 'reviewed' ? 0 : 1;
      const seqs = view
        .selected(selection, checkCancelled)
        .filter((seq) => marked[placeOf[seq] ?? -1] === wanted);
      if (as === 'open') view.table.unmark(seqs);
      else view.table.mark(seqs, { by: this.#tools.who, atMs: this.#tools.clock.now() });
      return { rows: seqs.length, heavy: view.heavyReviewed(checkCancelled) };
    });
  }

  heavyReviewed(reportId: string, checkCancelled: CheckCancelled): Result<ReviewedCount> {
    return this.#in(reportId, (view) => view.heavyReviewed(checkCancelled));
  }

  why(reportId: string, who: string, checkCancelled: CheckCancelled): Result<WhyAnswer> {
    return this.#in(reportId, (view) => {
      const head = view.table.head();
      const asked = who.trim();
      const { rows, several } = whoIsMeant(view, asked, checkCancelled);
      const [first] = rows;
      if (first === undefined) {
        const sentence = several.length === 0 ? nobodySentence(head, asked) : severalSentence(asked);
        return { head, person: undefined, several: view.briefs(several, checkCancelled), sentence };
      }
      return {
        head,
        person: this.#detail(view, reportId, rows, checkCancelled),
        several: [],
        sentence: reasonSentence(first),
      };
    });
  }

  searchPeople(
    tenantId: string,
    text: string,
    limit: number,
    checkCancelled: CheckCancelled,
  ): Result<PeopleFound> {
    const head = newestWhole(this.#tools.tables, tenantId);
    if (head === undefined) {
      return succeed({
        head,
        people: [],
        more: 'all',
        sentence: 'No report yet. A test-mode sync changes nothing.',
      });
    }
    return this.#in(head.reportId, (view) => {
      const found = findPeople(view, text, Math.min(limit, PEOPLE_AT_MOST), checkCancelled);
      const nobody = found.seqs.length === 0 && text.trim() !== '';
      return {
        head,
        people: view.briefs(found.seqs, checkCancelled),
        more: found.more,
        sentence: nobody ? nobodySentence(head, text.trim()) : undefined,
      };
    });
  }

  pastVerdicts(
    tenantId: string,
    person: PersonKeys,
    limit: number,
    checkCancelled: CheckCancelled,
  ): Result<readonly PastVerdict[]> {
    return succeed(verdictsBefore(this.#tools.tables, tenantId, person, limit, checkCancelled));
  }

  /** On a report file of its own: a large export goes on while other questions are answered between its batches. */
  async exportReport(
    request: ExportRequest,
    checkCancelled: CheckCancelled,
  ): Promise<Result<ExportedReport>> {
    const opened = this.#tools.tables.openTable(request.reportId);
    if (!opened.ok) return opened;
    try {
      return await exportTable(new ReportView(opened.value), request, this.#tools, checkCancelled);
    } finally {
      opened.value.close();
    }
  }

  release(): Result<void> {
    for (const view of this.#views.values()) view.table.close();
    this.#views.clear();
    this.#stamps.clear();
    return succeed(undefined);
  }

  #in<T>(reportId: string, read: (view: ReportView) => T): Result<T> {
    const view = this.#view(reportId);
    return view.ok ? succeed(read(view.value)) : view;
  }

  /** A report that was removed, or that somebody was erased from, is not answered from what is still open (R24). */
  #view(reportId: string): Result<ReportView> {
    const known = this.#views.get(reportId);
    if (known && this.#tools.tables.has(reportId) && known.table.stamp() === this.#stamps.get(reportId)) {
      this.#views.delete(reportId);
      this.#views.set(reportId, known);
      return succeed(known);
    }
    this.#close(reportId);
    const opened = this.#tools.tables.openTable(reportId);
    if (!opened.ok) return opened;
    const view = new ReportView(opened.value);
    this.#views.set(reportId, view);
    this.#stamps.set(reportId, opened.value.stamp());
    for (const oldest of [...this.#views.keys()].slice(0, -OPEN_AT_MOST)) this.#close(oldest);
    const inherited = this.#inheritMarks(view);
    return inherited.ok ? succeed(view) : inherited;
  }

  #close(reportId: string): void {
    this.#views.get(reportId)?.table.close();
    this.#views.delete(reportId);
    this.#stamps.delete(reportId);
  }

  /** "Reviewed marks stay on rows that are equal" (ux §5): from the newest earlier report that has its own. */
  #inheritMarks({ table }: ReportView): Result<void> {
    if (table.marksState() === 'own') return succeed(undefined);
    const { reportId, tenantId, startedAtMs, reEvaluates } = table.head();
    const earlier = this.#tools.tables
      .list(tenantId)
      .filter((head) => head.reportId !== reportId && head.startedAtMs <= startedAtMs)
      .map((head) => head.reportId)
      .slice(0, LOOKED_BACK);
    // A report that evaluates another anew has the same listings, so that one knows best.
    for (const id of reEvaluates === undefined ? earlier : [reEvaluates, ...earlier]) {
      const opened = this.#tools.tables.openTable(id);
      // Removed or damaged meanwhile: it has nothing to take over.
      if (!opened.ok) continue;
      const state = opened.value.marksState();
      opened.value.close();
      if (state === 'own') return table.inheritMarks(id);
    }
    return table.inheritMarks(undefined);
  }

  #detail(
    view: ReportView,
    reportId: string,
    [row, ...others]: readonly StoredRow[],
    checkCancelled: CheckCancelled,
  ): RowDetail {
    if (row === undefined) throw new Error('a detail is of a row');
    return detailOf(row, {
      reportId,
      mark: view.table.markOf(row.seq),
      others: view.briefs(
        others.map(({ seq }) => seq),
        checkCancelled,
      ),
    });
  }
}

/** A row that was erased, or is of another report. */
export function noSuchRow(): Failure {
  return {
    code: 'not-found',
    sentence: 'This row is not in the report any more; its person may have been erased on request.',
    next: 'Open the report anew.',
  };
}
