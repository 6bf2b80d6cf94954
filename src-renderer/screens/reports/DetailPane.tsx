import { Button, Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { ChangedValue } from './Pieces.tsx';
import { pastKind } from './report-kind.ts';
import { copyText } from './row-acts.ts';
import { copyOf, subjectOf } from './row-words.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    overflowY: 'auto',
    minHeight: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start' },
  title: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  heading: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground2 },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  text: { margin: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  // What can be done stays in sight, however much there is to read above it.
  acts: {
    position: 'sticky',
    bottom: `calc(-1 * ${tokens.spacingHorizontalL})`,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: `auto calc(-1 * ${tokens.spacingHorizontalL}) calc(-1 * ${tokens.spacingHorizontalL})`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

export interface RowActs {
  readonly onExclude: (row: RowDetail) => void;
  readonly onReview: (row: RowDetail) => void;
  readonly onWhy: (row: RowDetail) => void;
}

/** All of one row: what changes, why, where it comes from, what was said before, and what can be done (ux §5). */
export function DetailPane({
  view,
  seq,
  onClose,
  ...acts
}: RowActs & { readonly view: ReportView; readonly seq: number; readonly onClose: () => void }) {
  const styles = useStyles();
  const { value, failure, reload } = useAnswer(
    'readReportRow',
    { reportId: view.reportId, seq },
    { topics: ['reports'], tenantId: view.tenantId },
  );
  return (
    <aside className={styles.pane} aria-label="Row in detail">
      {failure && <FailureBar failure={failure} onRetry={reload} />}
      {!value && !failure && <Waiting words="Reading the row" lines={6} />}
      {value && <Detail row={value} view={view} onClose={onClose} {...acts} />}
    </aside>
  );
}

function Detail({
  row,
  view,
  onClose,
  onExclude,
  onReview,
  onWhy,
}: RowActs & { readonly row: RowDetail; readonly view: ReportView; readonly onClose: () => void }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const isPerson = row.object === 'user';
  return (
    <>
      <div className={styles.head}>
        <div className={styles.part}>
          <h2 className={styles.title}>
            <bdi>{subjectOf(row)}</bdi>
          </h2>
          <VerdictMark verdict={row.verdict} />
        </div>
        <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label="Close detail" onClick={onClose} />
      </div>
      {(row.address !== '' || row.externalId !== '') && (
        <p className={styles.quiet}>
          <bdi>{row.address}</bdi>
          {row.externalId !== '' && (
            <>
              {row.address !== '' && ' · '}external ID <bdi>{row.externalId}</bdi>
            </>
          )}
        </p>
      )}
      {row.result && <Part heading="Result">{row.result.sentence}</Part>}
      {row.allChanges.map((change) => (
        <div key={change.field} className={styles.part}>
          <h3 className={styles.heading}>{change.label}</h3>
          <ChangedValue change={change} />
        </div>
      ))}
      <Part heading="Why">
        <bdi>{row.reasonSentence}</bdi>
      </Part>
      {row.warnings.length > 0 && (
        <div className={styles.part}>
          <h3 className={styles.heading}>Warnings</h3>
          {row.warnings.map(({ weight, sentence }) => (
            <p key={sentence} className={styles.text}>
              <span aria-hidden>{weight === 'heavy' ? '‼ ' : '! '}</span>
              <bdi>{sentence}</bdi>
            </p>
          ))}
        </div>
      )}
      {row.matchedBy !== undefined && <Part heading="Matched by">{row.matchedBy}</Part>}
      {row.directoryRef !== undefined && (
        <Part heading="Directory">
          {view.directory.name}, {view.directory.kind === 'csv' ? 'row' : 'id'} <bdi>{row.directoryRef}</bdi>
        </Part>
      )}
      {row.consoleRef !== undefined && (
        <Part heading="Console">
          {view.console.name}, id <bdi>{row.consoleRef}</bdi>
        </Part>
      )}
      {row.also.length > 0 && <Part heading="Also known as">{row.also.join(', ')}</Part>}
      {row.others.length > 0 && (
        <div className={styles.part}>
          <h3 className={styles.heading}>Same person elsewhere in this report</h3>
          {row.others.map((other) => (
            <p key={other.seq} className={styles.text}>
              <VerdictMark verdict={other.verdict} />{' '}
              <bdi>{other.object === 'user' ? 'the person' : `group ${other.groupName || other.name}`}</bdi>
            </p>
          ))}
        </div>
      )}
      {isPerson && row.address !== '' && <PastVerdicts row={row} tenantId={view.tenantId} />}
      {row.marked && (
        <p className={styles.quiet}>
          Reviewed by {row.marked.by}, <TimeText ms={row.marked.atMs} />
        </p>
      )}
      <div className={styles.acts}>
        {row.object !== 'group' && (
          <Button size="small" onClick={() => onExclude(row)}>
            Exclude
          </Button>
        )}
        <Button size="small" onClick={() => onReview(row)}>
          {row.review === 'reviewed' ? 'Take mark back' : 'Mark reviewed'}
        </Button>
        <Button size="small" onClick={() => void copyText(copyOf(row), 'The row is copied')}>
          Copy
        </Button>
        {isPerson && (
          <Button size="small" onClick={() => onWhy(row)}>
            Why this user?
          </Button>
        )}
        {isPerson && row.address !== '' && (
          <Button size="small" onClick={() => go({ place: 'people', find: row.address })}>
            Sync only this person
          </Button>
        )}
      </div>
    </>
  );
}

function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{heading}</h3>
      <p className={styles.text}>{children}</p>
    </div>
  );
}

/** What earlier reports said of the same person; each opens that report at that row. */
function PastVerdicts({ row, tenantId }: { readonly row: RowDetail; readonly tenantId: string }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const { value } = useAnswer('readPastVerdicts', { tenantId, address: row.address, key: row.key });
  const past = value?.filter(({ reportId }) => reportId !== row.reportId) ?? [];
  if (past.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Other reports</h3>
      {past.map((verdict) => (
        <p key={verdict.reportId} className={styles.text}>
          <VerdictMark verdict={verdict.verdict} />{' '}
          <Link
            as="button"
            inline
            onClick={() => go({ place: 'reports', reportId: verdict.reportId, seq: verdict.seq })}
          >
            <TimeText ms={verdict.startedAtMs} />
            {` · ${pastKind(verdict)}`}
          </Link>{' '}
          {verdict.result?.sentence ?? ''}
        </p>
      ))}
    </div>
  );
}
