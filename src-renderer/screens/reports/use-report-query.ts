import { useCallback, useMemo, useState } from 'react';
import { LineQuery, type ReportFilter, type ReportSort } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { useStore } from '../../state/store.ts';
import { asked, changesOfObject, rowsOfLimit } from './report-filter.ts';
import { halts } from './report-kind.ts';

/** More rows than this are folded into groups of equal changes from the start (ux §5). */
const FOLD_FROM = 50;
const GROUP_PAGE = 200;

export interface ReportQuery {
  readonly filter: ReportFilter;
  readonly sort: ReportSort;
  readonly fold: LineQuery['fold'];
  /** What is asked of the engine. */
  readonly query: LineQuery;
  readonly setFilter: (filter: ReportFilter) => void;
  readonly setSort: (sort: ReportSort) => void;
  readonly setFold: (fold: LineQuery['fold']) => void;
  readonly openGroup: (group: number) => void;
  readonly closeGroup: (group: number) => void;
  readonly showMore: (group: number) => void;
}

/** Filter, sort and folding of a report's table; kept for Back (ux §1). */
export function useReportQuery(view: ReportView): ReportQuery {
  const keptAs = `report query ${view.reportId}`;
  const keep = useStore((s) => s.keep);
  const [query, set] = useState<LineQuery>(() => {
    const kept = LineQuery.safeParse(useStore.getState().kept[keptAs]);
    return kept.success ? kept.data : firstQuery(view);
  });
  const change = useCallback(
    (part: (before: LineQuery) => Partial<LineQuery>) =>
      set((before) => {
        const next = { ...before, ...part(before) };
        queueMicrotask(() => keep(keptAs, next));
        return next;
      }),
    [keep, keptAs],
  );
  const { filter, sort, fold } = query;
  return {
    ...{ filter, sort, fold },
    query: useMemo(() => ({ ...query, filter: asked(query.filter) }), [query]),
    setFilter: useCallback((next) => change(() => ({ filter: next, opened: [] })), [change]),
    setSort: useCallback((next) => change(() => ({ sort: next })), [change]),
    setFold: useCallback((next) => change(() => ({ fold: next, opened: [] })), [change]),
    openGroup: useCallback(
      (group) =>
        change(({ opened }) => ({
          opened: [...opened.filter((other) => other.group !== group), { group, shown: GROUP_PAGE }],
        })),
      [change],
    ),
    closeGroup: useCallback(
      (group) => change(({ opened }) => ({ opened: opened.filter((other) => other.group !== group) })),
      [change],
    ),
    showMore: useCallback(
      (group) =>
        change(({ opened }) => ({
          opened: opened.map((other) =>
            other.group === group ? { group, shown: other.shown + GROUP_PAGE } : other,
          ),
        })),
      [change],
    ),
  };
}

/** A halted report opens with the rows that broke the limit (ux §10); any other with its people. */
function firstQuery(view: ReportView): LineQuery {
  const [reason] = view.guard.reasons;
  const filter: ReportFilter =
    halts(view) && reason ? rowsOfLimit(reason.limit) : { object: firstObject(view) };
  return {
    reportId: view.reportId,
    filter,
    sort: { by: 'harm', direction: 'ascending' },
    fold: view.rows > FOLD_FROM ? 'equal-changes' : 'nothing',
    opened: [],
  };
}

/** A report whose people agree, but whose groups do not, opens with what there is to see. */
function firstObject(view: ReportView): 'user' | 'group' | 'membership' {
  const { blocked, excluded } = view.counts.users;
  if (changesOfObject(view, 'user') + blocked + excluded > 0) return 'user';
  if (changesOfObject(view, 'group') > 0) return 'group';
  return changesOfObject(view, 'membership') > 0 ? 'membership' : 'user';
}
