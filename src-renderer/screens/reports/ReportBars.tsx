import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { countOf, formatNumber } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { causeWords, rowsOfCause } from './guard-cause.ts';
import { OvertakenBar } from './OvertakenBar.tsx';
import { seeWords } from './ready-words.ts';
import { rowsOfLimit } from './report-filter.ts';
import { halts } from './report-kind.ts';
import { UndoBar } from './UndoBar.tsx';

/** What must be read before the numbers: partial, halted, erased, out of date, received (ux §10, §11). */
export function ReportBars({
  view,
  onFilter,
  onApprove,
}: {
  readonly view: ReportView;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onApprove: () => void;
}) {
  const [lead, ...more] = view.lead;
  const { newer } = view;
  return (
    <>
      {lead !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{lead}</MessageBarTitle> {more.join(' ')}
          </MessageBarBody>
        </MessageBar>
      )}
      <UndoBar view={view} onFilter={onFilter} />
      {halts(view) && <GuardBar view={view} onFilter={onFilter} onApprove={onApprove} />}
      {view.erased !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              Somebody was erased from {countOf(view.erased, 'row', 'rows')} of this report.
            </MessageBarTitle>{' '}
            Its plan is not whole any more, so it can be read, not applied.
          </MessageBarBody>
        </MessageBar>
      )}
      {view.received !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{view.received}</MessageBarBody>
        </MessageBar>
      )}
      {view.changedSince !== undefined && newer === undefined && view.overtaken === undefined && (
        <ChangedSinceBar view={view} />
      )}
      <OvertakenBar view={view} />
    </>
  );
}

function GuardBar({
  view,
  onFilter,
  onApprove,
}: {
  readonly view: ReportView;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onApprove: () => void;
}) {
  const { reasons, mostly } = view.guard;
  const [first] = reasons;
  if (!first) return null;
  const isLive = view.status === 'Halted';
  const archives = first.limit === 'archived' || first.limit === 'half';
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {isLive ? 'Halted before the first change.' : 'A live sync of this report would halt.'}
        </MessageBarTitle>{' '}
        {reasons.map(({ sentence }) => sentence).join(' ')}{' '}
        {archives
          ? `Look at the ${formatNumber(first.count)} first. If they are right, you can allow this one plan.`
          : 'Look at these rows first. If they are right, you can allow this one plan.'}
        {mostly && (
          <>
            {reasons.length > 1 ? ` Most of the ${formatNumber(first.count)}: ` : ' Most of them: '}
            <Link as="button" inline onClick={() => onFilter(rowsOfCause(first.limit, mostly))}>
              {causeWords(mostly)}
            </Link>
            .
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => onFilter(rowsOfLimit(first.limit))}>{seeWords(reasons)}</Button>
        {!view.partial && <Button onClick={onApprove}>Ready list…</Button>}
      </MessageBarActions>
    </MessageBar>
  );
}

/** The approval belongs to a plan; other exclusions make another plan, and a new report beside this one (ux `approval.void`). */
function ChangedSinceBar({ view }: { readonly view: ReportView }) {
  const [isBusy, setBusy] = useState(false);
  const { go, showFailure, say } = useStore.getState();
  const evaluate = async () => {
    setBusy(true);
    say('Evaluating the same listings anew.');
    const made = await ask('reEvaluateReport', { reportId: view.reportId });
    setBusy(false);
    if (made.ok) go({ place: 'reports', reportId: made.value });
    else showFailure(made.failure);
  };
  const what = view.changedSince === 'exclusions' ? 'The exclusions changed' : 'The limits changed';
  const approved = view.approval === 'approved' || view.approval === 'lapsed';
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{what} since this report.</MessageBarTitle>{' '}
        {approved
          ? 'Evaluated anew its plan changes, so the approval no longer fits: approve again. Equal rows keep their reviewed mark.'
          : 'The same listings can be evaluated anew: no sync, no waiting. Equal rows keep their reviewed mark.'}
      </MessageBarBody>
      <MessageBarActions>
        <Button disabledFocusable={isBusy} onClick={() => void evaluate()}>
          {isBusy ? 'Evaluating anew…' : 'Evaluate anew'}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
