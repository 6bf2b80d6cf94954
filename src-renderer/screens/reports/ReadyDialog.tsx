import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReadyList } from '../../../src-preload/contract/report-approval.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { useFocusBack } from '../../design/use-focus-back.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { AliasDialog } from './AliasDialog.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { OverrideDialog } from './OverrideDialog.tsx';
import { ReadyLines } from './ReadyLines.tsx';
import { readyWords } from './ready-words.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '720px' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  sentence: { margin: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export type ReadyStep = 'list' | 'override' | 'aliases' | 'apply';

/**
 * The ready list (ux §5): what is in the way of applying this plan, each unmet line with its own act. Apply is never
 * dead: until all are met it says which line is first.
 */
export function ReadyDialog({
  view,
  first = 'list',
  onFilter,
  onStarted,
  onClose,
}: {
  readonly view: ReportView;
  readonly first?: ReadyStep;
  readonly onFilter: (filter: ReportFilter) => void;
  /** With the key of the run that applies the plan. */
  readonly onStarted: (runKey: string) => void;
  readonly onClose: () => void;
}) {
  useFocusBack();
  const [step, setStep] = useState<ReadyStep>(first);
  const { reportId, tenantId } = view;
  const { value, failure, reload } = useAnswer(
    'readReadyList',
    { reportId },
    { topics: ['reports', 'settings', 'runs', 'history', 'armed'], tenantId },
  );
  const back = () => {
    setStep('list');
    reload();
  };
  const leaveTo = (filter: ReportFilter) => {
    onFilter(filter);
    onClose();
  };
  const aliases = value?.lines.find((line) => line.code === 'aliases');
  if (step === 'override') return <OverrideDialog view={view} onDone={back} onCancel={back} />;
  if (step === 'aliases' && aliases)
    return (
      <AliasDialog
        view={view}
        line={aliases}
        onShow={() => leaveTo({ object: 'user', warnings: ['alias'] })}
        onDone={back}
        onCancel={back}
      />
    );
  const started = (runKey: string) => {
    onStarted(runKey);
    onClose();
  };
  if (step === 'apply' && value?.ready === true)
    return <ApplyDialog view={view} onStarted={started} onCancel={back} onShow={leaveTo} />;
  return (
    <ListDialog
      view={view}
      list={value}
      failure={failure && <FailureBar failure={failure} onRetry={reload} />}
      onReload={reload}
      onStep={setStep}
      onFilter={leaveTo}
      onClose={onClose}
    />
  );
}

function ListDialog({
  view,
  list,
  failure,
  onReload,
  onStep,
  onFilter,
  onClose,
}: {
  readonly view: ReportView;
  readonly list: ReadyList | undefined;
  readonly failure: React.ReactNode;
  readonly onReload: () => void;
  readonly onStep: (step: ReadyStep) => void;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const nowMs = useNow();
  const whyNot = useId();
  const title = useRef<HTMLElement>(null);
  useEffect(() => title.current?.focus(), []);
  useReloadAtLimit(list, nowMs, onReload);
  const go = useStore((s) => s.go);
  const unmet = list?.firstUnmet;
  const leave = (route: Parameters<typeof go>[0]) => {
    onClose();
    go(route);
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            ref={(heading: HTMLElement | null) => {
              title.current = heading;
            }}
            tabIndex={-1}
          >
            Before these changes are made
          </DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              <p className={styles.sentence}>{view.sentence}</p>
              {failure}
              {!list && !failure && <Waiting words="Asking the console for its settings" lines={6} />}
              {list && (
                <ReadyLines
                  view={view}
                  list={list}
                  nowMs={nowMs}
                  onStep={onStep}
                  onFilter={onFilter}
                  onReload={onReload}
                  onGo={leave}
                />
              )}
              {unmet && (
                <p id={whyNot} className={styles.hint}>
                  Apply to console waits for: {readyWords(unmet, nowMs)}
                </p>
              )}
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onClose}>
              Close
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={list?.ready !== true}
              {...(unmet && { 'aria-describedby': whyNot })}
              onClick={() => list?.ready === true && onStep('apply')}
            >
              Apply to console…
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The time, by second: the limit's line counts down. */
function useNow(): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** When the limit has ended, all lines are looked at again. */
function useReloadAtLimit(list: ReadyList | undefined, nowMs: number, onReload: () => void): void {
  const reloaded = useRef<ReadyList>(undefined);
  useEffect(() => {
    const limit = list?.lines.find((line) => line.code === 'limit');
    if (!list || limit?.state !== 'waiting' || reloaded.current === list) return;
    if (limit.endsAtMs !== undefined && limit.endsAtMs > nowMs) return;
    reloaded.current = list;
    onReload();
  }, [list, nowMs, onReload]);
}

/** Force Sync Now from a line that only a new report can meet; it stays a test whatever the settings say. */
export async function forceTestSync(tenantId: string, onStarted: () => void): Promise<void> {
  const started = await ask('forceSync', { tenantId, seen: 'test' });
  if (started.ok) onStarted();
  else useStore.getState().showFailure(started.failure);
}
