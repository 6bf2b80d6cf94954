import { Checkbox, Link } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { applyWords } from './apply-words.ts';
import { changesOfReport } from './report-filter.ts';

/** The last question before the console is changed (ux §6, §11 `apply.confirm`): Cancel is the default, the act has its number. */
export function ApplyDialog({
  view,
  onStarted,
  onCancel,
  onShow,
}: {
  readonly view: ReportView;
  /** With the key of the run. */
  readonly onStarted: (runKey: string) => void;
  readonly onCancel: () => void;
  readonly onShow: (filter: ReportFilter) => void;
}) {
  const { reportId, tenantId, planHash, tenantName } = view;
  const [isAgain, setAgain] = useState(
    () => useStore.getState().start?.preferences.testModeAgain.includes(tenantId) === true,
  );
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const unseen = view.facets.warnings.find(({ value }) => value === 'console.itself')?.rows ?? 0;
  const apply = async () => {
    if (isBusy) return;
    setBusy(true);
    const started = await ask('applyReport', {
      ...{ reportId, planHash },
      afterwards: isAgain ? 'test-mode-on' : 'as-it-is',
    });
    setBusy(false);
    if (started.ok) onStarted(started.value);
    else setFailure(started.failure);
  };
  return (
    <ConfirmDialog
      title={`Apply to ${tenantName}?`}
      confirm={`Apply ${countOf(changesOfReport(view), 'change', 'changes')}`}
      loses={view.counts.users.archived > 0 ? 'something' : 'nothing'}
      isBusy={isBusy}
      onConfirm={() => void apply()}
      onCancel={onCancel}
    >
      <p>{[view.sentence, ...view.more].join(' ')}</p>
      <p>{applyWords(view)}</p>
      {view.firstLive && (
        <p>
          Unchanged people are written too, so that the console knows them;{' '}
          <strong>leave Test Mode on in the console until this is done</strong>
          {unseen > 0 && (
            <>
              ; {countOf(unseen, 'person', 'people')} cannot be seen and may be archived by it{' '}
              <Link
                as="button"
                inline
                onClick={() => onShow({ object: 'user', warnings: ['console.itself'] })}
              >
                See them
              </Link>
            </>
          )}
          .
        </p>
      )}
      {failure && <FailureBar failure={failure} />}
      <Checkbox
        checked={isAgain}
        onChange={(_event, { checked }) => setAgain(checked === true)}
        label="Turn Test Mode on again when done"
      />
    </ConfirmDialog>
  );
}
