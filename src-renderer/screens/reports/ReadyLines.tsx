import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Regular, Clock20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ReadyLine, ReadyList } from '../../../src-preload/contract/report-approval.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import type { Route } from '../../state/place-slice.ts';
import { useStore } from '../../state/store.ts';
import { forceTestSync, type ReadyStep } from './ReadyDialog.tsx';
import { readyWords, seeWords } from './ready-words.ts';
import { changesOfReport, rowsOfLimit } from './report-filter.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { flex: '1 1 220px', fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  met: { flexShrink: 0, color: tokens.colorPaletteGreenForeground1 },
  unmet: { flexShrink: 0, color: tokens.colorPaletteMarigoldForeground2 },
  waiting: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
});

interface LineProps {
  readonly view: ReportView;
  readonly list: ReadyList;
  readonly nowMs: number;
  readonly onStep: (step: ReadyStep) => void;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onReload: () => void;
  /** Leaves the dialog for another place. */
  readonly onGo: (route: Route) => void;
}

/** Each line with its state in a shape and a word, and its own act (ux §5). */
export function ReadyLines(props: LineProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {props.list.lines.map((line) => (
        <li key={line.code} className={styles.line}>
          <StateMark state={line.state} />
          <span className={styles.words}>{readyWords(line, props.nowMs)}</span>
          <span className={styles.acts}>
            <LineActs line={line} {...props} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function StateMark({ state }: { readonly state: ReadyLine['state'] }) {
  const styles = useStyles();
  if (state === 'met') return <CheckmarkCircle20Regular className={styles.met} aria-label="Met" role="img" />;
  if (state === 'waiting')
    return <Clock20Regular className={styles.waiting} aria-label="Waiting" role="img" />;
  return <Warning20Regular className={styles.unmet} aria-label="Not met" role="img" />;
}

function LineActs({
  line,
  view,
  list,
  nowMs,
  onStep,
  onFilter,
  onReload,
  onGo,
}: LineProps & { readonly line: ReadyLine }): ReactNode {
  const { reportId, tenantId } = view;
  const change = async (act: 'approveReport' | 'revokeApproval') => {
    const done = await ask(act, { reportId });
    if (!done.ok) useStore.getState().showFailure(done.failure);
    onReload();
  };
  if (line.code === 'approved') {
    if (line.state === 'met')
      return <Button onClick={() => void change('revokeApproval')}>Take approval back</Button>;
    const changes = countOf(changesOfReport(view), 'change', 'changes');
    return (
      <Button onClick={() => void change('approveReport')}>
        {line.lapsed ? 'Approve again' : `Approve ${changes}`}
      </Button>
    );
  }
  if (line.state === 'met') return null;
  switch (line.code) {
    case 'listings':
    case 'fresh':
    case 'erased':
      return (
        <Button onClick={() => void forceTestSync(tenantId, () => onGo({ place: 'overview' }))}>
          Force Sync Now
        </Button>
      );
    case 'guard': {
      const [first] = line.reasons;
      return (
        <>
          {first && (
            <Button onClick={() => onFilter(rowsOfLimit(first.limit))}>{seeWords(line.reasons)}</Button>
          )}
          {!view.partial && <Button onClick={() => onStep('override')}>Override for this plan…</Button>}
        </>
      );
    }
    case 'aliases':
      return <Button onClick={() => onStep('aliases')}>Review aliases</Button>;
    case 'heavy':
      return (
        <Button onClick={() => onFilter({ weight: 'heavy', review: 'open' })}>Show those not reviewed</Button>
      );
    case 'provisioning':
    case 'mode':
      return (
        <Button onClick={() => onGo({ place: 'provisioning', show: 'settings' })}>Open Provisioning</Button>
      );
    case 'test-mode':
      return (
        <Button onClick={() => onGo({ place: 'provisioning', show: 'settings', forReport: reportId })}>
          Turn Test Mode off…
        </Button>
      );
    case 'run':
      return line.interrupted ? (
        <Button onClick={() => onGo({ place: 'history' })}>Open History</Button>
      ) : null;
    case 'limit':
      return <ArmAct view={view} list={list} nowMs={nowMs} onArmed={() => onGo({ place: 'overview' })} />;
    default:
      return line satisfies never;
  }
}

/** Offered once every other line is met; until then it names what is missing (ux §6). */
function ArmAct({
  view: { reportId, tenantId, planHash },
  list,
  nowMs,
  onArmed,
}: Pick<LineProps, 'view' | 'list' | 'nowMs'> & { readonly onArmed: () => void }) {
  const { readyWhenLimitEnds, firstUnmet } = list;
  const arm = async () => {
    const armed = await ask('arm', { what: 'apply', tenantId, planHash, reportId });
    if (armed.ok) onArmed();
    else useStore.getState().showFailure(armed.failure);
  };
  if (readyWhenLimitEnds) return <Button onClick={() => void arm()}>Apply when the limit ends</Button>;
  return (
    <Button
      disabledFocusable
      {...(firstUnmet && {
        'aria-label': `Apply when the limit ends: waits for: ${readyWords(firstUnmet, nowMs)}`,
      })}
    >
      Apply when the limit ends
    </Button>
  );
}
