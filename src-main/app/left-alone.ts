import { PHASES, type ReportRow, type RowResult } from '../core/report.ts';
import type { PlanIntersection, ReportReader, StoredRow } from './ports/report-store.ts';

const PAGE = 500;

/**
 * Names each row that is not what was approved (R3): approved rows as they stand now, and rows that nobody had
 * seen. A row that is gone on both sides stands in no listing any more, so it is named in the approved report.
 */
export function nameMovedRows(
  fresh: ReportReader,
  approved: ReportReader,
  intersection: PlanIntersection,
): void {
  const named = new Set<number>();
  for (let after = 0; ; ) {
    const page = intersection.moved(after, PAGE);
    const last = page.at(-1);
    if (!last) break;
    after = last.approved.seq;
    const here: { seq: number; result: RowResult }[] = [];
    const there: { seq: number; result: RowResult }[] = [];
    for (const { approved: seen, now } of page) {
      const result = movedResult(seen, now);
      if (now && !intersection.isIdentical(now.seq)) {
        here.push({ seq: now.seq, result });
        named.add(now.seq);
      } else there.push({ seq: seen.seq, result });
    }
    fresh.setResults(here);
    approved.setResults(there);
  }
  eachOperation(fresh, ({ seq }) =>
    intersection.isIdentical(seq) || named.has(seq) ? undefined : { status: 'moved', where: 'directory' },
  );
}

/** After a run that ended early: what was approved and never sent. */
export function nameNotReached(reader: ReportReader, isApproved: (seq: number) => boolean): void {
  eachOperation(reader, ({ seq, result }) =>
    result === undefined && isApproved(seq) ? { status: 'not-reached' } : undefined,
  );
}

function eachOperation(reader: ReportReader, resultOf: (row: StoredRow) => RowResult | undefined): void {
  for (const phase of PHASES) {
    for (let level = 0; level <= reader.highestLevel(phase); level++) {
      for (let after = 0; ; ) {
        const page = reader.operations(phase, level, after, PAGE);
        const last = page.at(-1);
        if (!last) break;
        after = last.seq;
        reader.setResults(
          page.flatMap((row) => {
            const result = resultOf(row);
            return result ? [{ seq: row.seq, result }] : [];
          }),
        );
      }
    }
  }
}

/** Where a row moved, as far as two plans tell: what stood on the console then differs from what stands there now. */
function movedResult(seen: ReportRow, now: ReportRow | undefined): RowResult {
  if (now?.verdict === 'Excluded') return { status: 'moved', where: 'exclusions', now: now.verdict };
  const word = now && now.verdict !== seen.verdict ? { now: now.verdict } : {};
  return { status: 'moved', where: movedOnConsole(seen, now) ? 'console' : 'directory', ...word };
}

function movedOnConsole(seen: ReportRow, now: ReportRow | undefined): boolean {
  if (!now) return seen.consoleRef !== undefined;
  if (seen.consoleRef !== now.consoleRef) return true;
  const olds = new Map(now.changes.map((change) => [change.field, change.old]));
  return seen.changes.some(({ field, old }) => (olds.get(field) ?? old) !== old);
}
