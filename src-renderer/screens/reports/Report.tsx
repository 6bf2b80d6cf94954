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
import { useEffect, useRef, useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { Page } from '../../design/Page.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { Charts } from './Charts.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { WarningRow } from './FilterRow.tsx';
import { Pointers } from './Pointers.tsx';
import { ReadyDialog } from './ReadyDialog.tsx';
import { ReportBars } from './ReportBars.tsx';
import { ReportFacts } from './ReportFacts.tsx';
import { ReportRows } from './ReportRows.tsx';
import { tokensOf } from './report-filter.ts';
import { approveWords, placeWords } from './report-kind.ts';
import { useMedia } from './use-media.ts';
import { type ReportQuery, useReportQuery } from './use-report-query.ts';
import { WhyDialog } from './WhyDialog.tsx';

const useStyles = makeStyles({
  above: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
    marginTop: `calc(-1 * ${tokens.spacingVerticalS})`,
    marginBottom: `calc(-1 * ${tokens.spacingVerticalS})`,
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  place: { paddingInlineStart: tokens.spacingHorizontalXS },
  top: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    ':empty': { display: 'none' },
  },
  folded: { maxHeight: '40vh', overflowY: 'auto' },
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
  const canApprove = view.applied === undefined && view.approval !== 'applied';
  const isOvertaken = view.overtaken !== undefined || view.newer !== undefined;
  const [applying, setApplying] = useState<string>();
  useResultShown(view, dialog === undefined ? applying : undefined);
  const approve = () => setDialog('ready');
  const showWhy = (asked: string) => {
    setWho(asked);
    setDialog('why');
  };
  const showsAll = isTall || isUnfolded;
  const showsCharts = useMedia('(min-height: 900px)');
  return (
    <Page
      title={view.sentence}
      {...(view.more.length > 0 && showsAll && { sentence: view.more.join(' ') })}
      above={
        <div className={styles.above}>
          <Place view={view} />
          <div className={styles.acts}>
            <Button onClick={() => showWhy('')}>Why this user?</Button>
            <ExportMenu
              reportId={view.reportId}
              filter={query.query.filter}
              shown={tokensOf(query.filter, view.facets).length > 0 ? facets.rows : undefined}
            />
            {canApprove && (
              <Button appearance={isOvertaken ? 'secondary' : 'primary'} onClick={approve}>
                {approveWords(view)}
              </Button>
            )}
          </div>
        </div>
      }
    >
      <div className={styles.top}>
        <ReportBars view={view} onFilter={query.setFilter} onApprove={approve} />
        {isTall && <Pointers />}
        {showsAll && (
          <div className={mergeClasses(styles.top, !isTall && styles.folded)}>
            <ReportFacts view={view} />
            <WarningRow view={view} filter={query.filter} onFilter={query.setFilter} />
            {(showsCharts || isUnfolded) && (
              <Charts facets={facets} filter={query.filter} onFilter={query.setFilter} />
            )}
          </div>
        )}
      </div>
      <ReportRows
        view={view}
        facets={facets}
        query={query}
        onWhy={showWhy}
        onApprove={canApprove ? approve : undefined}
      >
        {!showsCharts && (
          <Button appearance="subtle" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
            {isTall ? 'Charts' : 'Facts and charts'}
          </Button>
        )}
      </ReportRows>
      {(dialog === 'ready' || dialog === 'apply') && (
        <ReadyDialog
          view={view}
          first={dialog === 'apply' ? 'apply' : 'list'}
          onFilter={query.setFilter}
          onStarted={setApplying}
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
    <Breadcrumb size="small" aria-label="Where you are">
      <BreadcrumbItem>
        <BreadcrumbButton onClick={() => go({ place: 'reports' })}>Reports</BreadcrumbButton>
      </BreadcrumbItem>
      <BreadcrumbDivider />
      <BreadcrumbItem>
        <span className={styles.place}>
          <TimeText ms={view.startedAtMs} age="beside" /> · {placeWords(view)}
        </span>
      </BreadcrumbItem>
    </Breadcrumb>
  );
}

/** Whoever stays on a report that is being applied is shown what came of it, when that has ended. */
function useResultShown({ reportId, tenantId }: ReportView, runKey: string | undefined): void {
  const ended = useStore((s) => s.ended[tenantId]);
  const result = runKey !== undefined && ended?.runKey === runKey ? ended.reportId : undefined;
  useEffect(() => {
    if (result === undefined || result === reportId) return;
    useStore.getState().go({ place: 'reports', reportId: result });
  }, [result, reportId]);
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
