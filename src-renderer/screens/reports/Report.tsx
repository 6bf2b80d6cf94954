import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf, formatNumber } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { Charts } from './Charts.tsx';
import { shownColumns } from './columns.ts';
import { DetailPane } from './DetailPane.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterRow, WarningRow } from './FilterRow.tsx';
import { GroupQuestion } from './GroupQuestion.tsx';
import { Pointers } from './Pointers.tsx';
import { ReadyDialog } from './ReadyDialog.tsx';
import { ReportBars } from './ReportBars.tsx';
import { ReportFacts } from './ReportFacts.tsx';
import { ReportGrid } from './ReportGrid.tsx';
import { rowsOfTab, tokensOf } from './report-filter.ts';
import { placeWords } from './report-kind.ts';
import { TableTools } from './TableTools.tsx';
import { useActiveRow } from './use-grid.ts';
import { useLines } from './use-lines.ts';
import { useMedia } from './use-media.ts';
import { useReportActs } from './use-report-acts.ts';
import { type ReportQuery, useReportQuery } from './use-report-query.ts';
import { WhyDialog } from './WhyDialog.tsx';

const useStyles = makeStyles({
  above: { marginBottom: `calc(-1 * ${tokens.spacingVerticalM})` },
  top: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, flexShrink: 0 },
  folded: { maxHeight: '40vh', overflowY: 'auto' },
  table: {
    display: 'flex',
    flex: '1 1 0',
    minHeight: 0,
    gap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalM,
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
  beside: { display: 'grid', width: '360px', flexShrink: 0, minHeight: 0 },
  under: { display: 'grid', maxHeight: '45%', flexShrink: 0 },
  selected: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** One report: sentence, completeness and guard, warnings, chips, charts, table, and a row in detail (ux §5). */
export function Report({ view }: { readonly view: ReportView }) {
  const styles = useStyles();
  const query = useReportQuery(view);
  const facets = useFacets(view, query);
  const [dialog, setDialog] = useState<'ready' | 'apply' | 'why'>();
  const [who, setWho] = useState('');
  const isTall = useMedia('(min-height: 700px)');
  const [isUnfolded, setUnfolded] = useState(false);
  const ask = useStore((s) => (s.route.place === 'reports' ? s.route.ask : undefined));
  useEffect(() => {
    if (ask !== undefined) setDialog(ask === 'apply' ? 'apply' : 'ready');
  }, [ask]);
  const canApprove = view.applied === undefined;
  const showWhy = (asked: string) => {
    setWho(asked);
    setDialog('why');
  };
  const showsAll = isTall || isUnfolded;
  return (
    <Page
      scroll="content"
      title={view.sentence}
      {...(view.more.length > 0 && { sentence: view.more.join(' ') })}
      above={<Place view={view} />}
      actions={
        <>
          <Button onClick={() => showWhy('')}>Why this user?</Button>
          <ExportMenu
            reportId={view.reportId}
            filter={query.query.filter}
            shown={tokensOf(query.filter, view.facets).length > 0 ? facets.rows : undefined}
          />
          {canApprove && (
            <Button appearance="primary" onClick={() => setDialog('ready')}>
              Approve…
            </Button>
          )}
        </>
      }
    >
      <div className={styles.top}>
        <ReportBars view={view} onFilter={query.setFilter} onApprove={() => setDialog('ready')} />
        <Pointers />
        {!isTall && (
          <div>
            <Button size="small" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
              {isUnfolded ? 'Fold listings, warnings and charts' : 'Listings, warnings and charts'}
            </Button>
          </div>
        )}
        {showsAll && (
          <div className={mergeClasses(styles.top, !isTall && styles.folded)}>
            <ReportFacts view={view} />
            <WarningRow view={view} filter={query.filter} onFilter={query.setFilter} />
            <Charts facets={facets} filter={query.filter} onFilter={query.setFilter} />
          </div>
        )}
        <FilterRow view={view} facets={facets} filter={query.filter} onFilter={query.setFilter} />
      </div>
      <Rows view={view} query={query} onWhy={showWhy} />
      {(dialog === 'ready' || dialog === 'apply') && (
        <ReadyDialog
          view={view}
          first={dialog === 'apply' ? 'apply' : 'list'}
          onFilter={query.setFilter}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'why' && (
        <WhyDialog
          reportId={view.reportId}
          who={who}
          onShow={(row) => {
            setDialog(undefined);
            query.setFilter({ object: 'user', verdicts: [row.verdict], text: row.address || row.name });
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Page>
  );
}

function Place({ view }: { readonly view: ReportView }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  return (
    <Breadcrumb size="small" className={styles.above} aria-label="Where you are">
      <BreadcrumbItem>
        <BreadcrumbButton onClick={() => go({ place: 'reports' })}>Reports</BreadcrumbButton>
      </BreadcrumbItem>
      <BreadcrumbDivider />
      <BreadcrumbItem>
        <span>
          <TimeText ms={view.startedAtMs} age="beside" /> · {placeWords(view)}
        </span>
      </BreadcrumbItem>
    </Breadcrumb>
  );
}

/** The table with its tools, and the row in detail beside or below it. */
function Rows({
  view,
  query,
  onWhy,
}: {
  readonly view: ReportView;
  readonly query: ReportQuery;
  readonly onWhy: (who: string) => void;
}) {
  const styles = useStyles();
  const isWide = useMedia('(min-width: 1200px)');
  const firstSeq = useStore((s) => (s.route.place === 'reports' ? s.route.seq : undefined));
  const [detail, setDetail] = useState(firstSeq);
  const { lines, want, refresh } = useLines(query.query);
  const row = useActiveRow(lines, query.query, firstSeq);
  const acts = useReportActs({ view, query, lines, row, refresh, onDetail: setDetail, onWhy });
  const chosen = useStore((s) => s.start?.preferences.reportColumns);
  const savePreferences = useStore((s) => s.savePreferences);
  const isLive = view.applied !== undefined;
  const columns = useMemo(() => shownColumns(chosen, isLive), [chosen, isLive]);
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
    <div className={mergeClasses(styles.table, !isWide && styles.below)}>
      <div className={styles.main}>
        <TableTools
          query={query}
          facets={view.facets}
          shown={lines?.rows}
          of={of}
          columns={columns}
          onColumns={(reportColumns) => void savePreferences({ reportColumns: [...reportColumns] })}
          onSort={query.setSort}
        />
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
        {lines && lines.total === 0 && !lines.failure && <NoRows view={view} query={query} />}
        {lines && lines.total > 0 && (
          <ReportGrid
            label={`Rows of the report, ${formatNumber(lines.rows)} shown`}
            {...{ lines, want, columns }}
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
        <div className={isWide ? styles.beside : styles.under}>
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
      {acts.asksFirst && <GroupQuestion asked={acts.asksFirst} onAnswer={acts.answer} />}
    </div>
  );
}

/** Nothing to show: because of the filter, or because there is nothing to do (ux §10). */
function NoRows({ view, query }: { readonly view: ReportView; readonly query: ReportQuery }) {
  const { filter, setFilter } = query;
  const object: Pick<ReportFilter, 'object'> = filter.object === undefined ? {} : { object: filter.object };
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

/** The numbers under the filter; those before stay until the new ones are there, so that no chip flickers. */
function useFacets(view: ReportView, query: ReportQuery): ReportFacets {
  const { value } = useAnswer(
    'readReportFacets',
    { reportId: view.reportId, filter: query.query.filter },
    { topics: ['reports'], tenantId: view.tenantId },
  );
  const last = useRef(view.facets);
  if (value) last.current = value;
  return last.current;
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
