import { Button, makeStyles, mergeClasses, Toaster, tokens, useId } from '@fluentui/react-components';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf, formatNumber } from '../../design/formats.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { useStore } from '../../state/store.ts';
import { shownColumns } from './columns.ts';
import { DetailPane } from './DetailPane.tsx';
import { useExcludedToast } from './ExcludedToast.tsx';
import { ObjectTabs, VerdictChips } from './FilterRow.tsx';
import { GroupQuestion } from './GroupQuestion.tsx';
import { ReportGrid } from './ReportGrid.tsx';
import { rowsOfTab, tokensOf } from './report-filter.ts';
import { approveWords } from './report-kind.ts';
import { FilterTokens, TableTools } from './TableTools.tsx';
import { useActiveRow } from './use-grid.ts';
import { useLines } from './use-lines.ts';
import { useMedia } from './use-media.ts';
import { useReportActs } from './use-report-acts.ts';
import type { ReportQuery } from './use-report-query.ts';

const useStyles = makeStyles({
  top: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    ':empty': { display: 'none' },
  },
  table: {
    display: 'flex',
    flex: '1 1 0',
    position: 'relative',
    minHeight: '240px',
    gap: tokens.spacingHorizontalM,
  },
  below: { flexDirection: 'column' },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    minHeight: 0,
  },
  beside: { display: 'grid', width: 'clamp(260px, 32%, 380px)', flexShrink: 0, minHeight: 0 },
  under: { display: 'grid', maxHeight: '45%', flexShrink: 0 },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  selected: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** The table with its tools, and the row in detail beside or below it. */
export function ReportRows({
  view,
  facets,
  query,
  onWhy,
  onApprove,
  children,
}: {
  readonly view: ReportView;
  /** More tools. */
  readonly children: ReactNode;
  /** Under the filter. */
  readonly facets: ReportFacets;
  readonly query: ReportQuery;
  readonly onWhy: (who: string) => void;
  /** Where there is something to approve. */
  readonly onApprove: (() => void) | undefined;
}) {
  const styles = useStyles();
  // Below the table there must be height for both.
  const isBeside = useMedia('(min-width: 1200px), (max-height: 700px)');
  const firstSeq = useStore((s) => (s.route.place === 'reports' ? s.route.seq : undefined));
  const [detail, setDetail] = useState(firstSeq);
  const { lines, isLate, want, refresh } = useLines(query.query);
  const row = useActiveRow(lines, query.query, firstSeq);
  const toasterId = useId('report-toasts');
  const onExcluded = useExcludedToast(toasterId, view.tenantId);
  const acts = useReportActs({ view, query, lines, row, refresh, onDetail: setDetail, onWhy, onExcluded });
  const chosen = useStore((s) => s.start?.preferences.reportColumns);
  const savePreferences = useStore((s) => s.savePreferences);
  const isLive = view.applied !== undefined;
  const isNarrow = detail !== undefined && isBeside;
  const columns = useMemo(() => shownColumns(chosen, { isLive, isNarrow }), [chosen, isLive, isNarrow]);
  const { selection } = acts;
  const { clear } = selection;
  const filterKey = JSON.stringify(query.filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was selected belongs to the filter that showed it.
  useEffect(clear, [filterKey, clear]);
  useFilterSaid(lines?.rows, filterKey);
  // While a row is shown in detail, the active row is.
  const activeSeq = row.line?.kind === 'row' ? row.line.row.seq : undefined;
  const shownSeq = detail === undefined ? undefined : (activeSeq ?? detail);
  const of = rowsOfTab(view.facets, query.filter.object, query.filter);
  return (
    <>
      <div className={styles.top}>
        <div className={styles.tools}>
          <ObjectTabs view={view} filter={query.filter} onFilter={query.setFilter} />
          <TableTools
            query={query}
            columns={columns}
            onColumns={(reportColumns) => void savePreferences({ reportColumns: [...reportColumns] })}
            onSort={query.setSort}
          />
          {children}
        </div>
        <div className={styles.tools}>
          <VerdictChips view={view} facets={facets} filter={query.filter} onFilter={query.setFilter} />
          <FilterTokens query={query} facets={view.facets} shown={lines?.rows} of={of} />
        </div>
      </div>
      <div className={mergeClasses(styles.table, !isBeside && styles.below)}>
        <div className={styles.main}>
          {selection.rows > 0 && (
            <section className={styles.selected} aria-label="Selected rows">
              <strong>{countOf(selection.rows, 'row', 'rows')} selected</strong>
              <Button size="small" onClick={() => acts.onAct({ do: 'exclude' })}>
                Exclude
              </Button>
              <Button size="small" onClick={() => acts.onAct({ do: 'review' })}>
                Mark reviewed
              </Button>
              <Button size="small" appearance="transparent" onClick={selection.clear}>
                Clear selection
              </Button>
            </section>
          )}
          {lines?.failure && <FailureBar failure={lines.failure} onRetry={refresh} />}
          {!lines && <Waiting words="Reading the rows" lines={8} />}
          {lines && lines.total === 0 && !lines.failure && (
            <NoRows view={view} query={query} onApprove={onApprove} />
          )}
          {lines && lines.total > 0 && (
            <ReportGrid
              label={`Rows of the report, ${formatNumber(lines.rows)} shown`}
              {...{ lines, isLate, want, columns }}
              sort={query.sort}
              onSort={(by) =>
                query.setSort({
                  by,
                  direction:
                    query.sort.by === by && query.sort.direction === 'ascending' ? 'descending' : 'ascending',
                })
              }
              active={row.active}
              reveal={row.reveal}
              isSelected={selection.has}
              onAct={acts.onAct}
              onPress={acts.onPress}
              keptAs={`report scroll ${view.reportId}`}
            />
          )}
        </div>
        {shownSeq !== undefined && (
          <div className={isBeside ? styles.beside : styles.under}>
            <DetailPane
              view={view}
              seq={shownSeq}
              onClose={() => setDetail(undefined)}
              onExclude={acts.excludeRow}
              onReview={acts.reviewRow}
              onWhy={(of) => onWhy(of.address || of.name)}
            />
          </div>
        )}
        <Toaster announce={saidElsewhere} inline toasterId={toasterId} position="bottom-start" />
        {acts.asksFirst && <GroupQuestion asked={acts.asksFirst} onAnswer={acts.answer} />}
      </div>
    </>
  );
}

/** The window has one live region, and it has said so already (ux §14). */
const saidElsewhere = () => undefined;

/** Nothing to show: because of the filter, or because there is nothing to do (ux §10). */
function NoRows({
  view,
  query,
  onApprove,
}: {
  readonly view: ReportView;
  readonly query: ReportQuery;
  readonly onApprove: (() => void) | undefined;
}) {
  const { filter, setFilter } = query;
  const object: Pick<ReportFilter, 'object'> = filter.object === undefined ? {} : { object: filter.object };
  if (isAllReviewed(view, filter))
    return (
      <EmptyState sentence="All heavy warnings are reviewed.">
        {onApprove && <Button onClick={onApprove}>{approveWords(view)}</Button>}
        <Button onClick={() => setFilter(object)}>Clear filters</Button>
      </EmptyState>
    );
  if (tokensOf(filter, view.facets).length > 0)
    return (
      <EmptyState sentence="No row matches.">
        <Button onClick={() => setFilter(object)}>Clear filters</Button>
      </EmptyState>
    );
  return (
    <EmptyState sentence="Nothing to do here: both sides are the same.">
      <Button onClick={() => setFilter({ ...object, verdicts: ['Unchanged'] })}>Show unchanged</Button>
    </EmptyState>
  );
}

/** Nothing is left of what "Show those not reviewed" shows. */
function isAllReviewed({ heavy }: ReportView, { weight, review }: ReportFilter): boolean {
  return weight === 'heavy' && review === 'open' && heavy.rows > 0 && heavy.reviewed === heavy.rows;
}

/** The number of rows is said when the filter has rested for half a second (ux §14). */
function useFilterSaid(rows: number | undefined, filterKey: string): void {
  const first = useRef(filterKey);
  useEffect(() => {
    if (rows === undefined || filterKey === first.current) return undefined;
    first.current = '';
    const timer = setTimeout(() => useStore.getState().say(`${countOf(rows, 'row', 'rows')} shown.`), 500);
    return () => clearTimeout(timer);
  }, [rows, filterKey]);
}
