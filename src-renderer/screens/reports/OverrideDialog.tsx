import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatNumber } from '../../design/formats.ts';
import { ask, type ValueOf } from '../../muster/bridge.ts';

/** Allows one plan past the guard, by number and reason (ux §11, `guard.override`; R4). */
export function OverrideDialog({
  view,
  onDone,
  onCancel,
}: {
  readonly view: ReportView;
  readonly onDone: (done: ValueOf<'overrideGuard'>) => void;
  readonly onCancel: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const number = view.guard.countToType ?? 0;
  const isTyped = typed.trim() === String(number);
  const allow = async () => {
    if (!isTyped || reason.trim() === '') return;
    setBusy(true);
    const done = await ask('overrideGuard', { reportId: view.reportId, typedCount: number, reason });
    setBusy(false);
    if (done.ok) onDone(done.value);
    else setFailure(done.failure);
  };
  return (
    <ConfirmDialog
      title="Allow this one plan past the guard?"
      confirm={`Allow ${formatNumber(number)}`}
      loses="something"
      isBusy={isBusy}
      canConfirm={
        isTyped && reason.trim() !== ''
          ? { can: true }
          : { can: false, why: isTyped ? 'A reason is required.' : `Type ${number} and give a reason.` }
      }
      onConfirm={() => void allow()}
      onCancel={onCancel}
    >
      {view.guard.reasons.map(({ limit, sentence }) => (
        <p key={limit}>{sentence}</p>
      ))}
      <p>
        This allows plan {shortHash(view.planHash)} and no other, and is written to the history with your
        name.
      </p>
      {failure && <FailureBar failure={failure} />}
      <Field label={`Type ${number} to allow it`} required>
        <Input value={typed} inputMode="numeric" onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      <Field label="Reason" required>
        <Textarea value={reason} maxLength={500} onChange={(_event, { value }) => setReason(value)} />
      </Field>
    </ConfirmDialog>
  );
}

function shortHash(planHash: string): string {
  return planHash.replace('sha256:', '').slice(0, 8);
}
