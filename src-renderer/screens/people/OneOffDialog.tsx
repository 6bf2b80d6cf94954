import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { nameOf, whoOf } from './answer-words.ts';
import { OneOffRows } from './OneOffRows.tsx';
import type { Listed } from './one-off-list.ts';
import { archivesOf, confirmWords, namesOf, slotSentence, whyNot } from './one-off-words.ts';
import { SlotText } from './SlotText.tsx';
import { useOneOff } from './use-one-off.ts';

/**
 * Reads both sides for these people, shows their rows, and asks once (ux §8). What is ordered is exactly what is shown:
 * the plan's hash goes with the order, and where it comes out otherwise nothing is applied (U3).
 */
export function OneOffDialog({
  people,
  tenant,
  onStarted,
  onClose,
}: {
  readonly people: readonly Listed[];
  readonly tenant: TenantView;
  readonly onStarted: (runKey: string) => void;
  readonly onClose: () => void;
}) {
  const { plan, failure, retry, giveUp } = useOneOff(tenant.id, people);
  const [named, setNamed] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<FailureView>();
  const [isStarting, setStarting] = useState(false);
  const archives = plan ? archivesOf(plan) : [];
  // One person's archive is asked for by the button itself; nobody is asked twice (U12).
  const asksEach = archives.length > 0 && (plan?.people.length ?? 0) > 1;
  const unnamed = asksEach ? archives.filter((one) => !named.includes(whoOf(one))) : [];
  const why = plan ? whyNot(plan, tenant) : failure ? failure.sentence : 'Reading both sides.';

  const start = async () => {
    if (!plan) return;
    setStarting(true);
    const { reportId } = plan.report;
    const started = await ask('syncOnly', {
      reportId,
      planHash: plan.planHash,
      archive: archives.map(whoOf),
    });
    setStarting(false);
    if (started.ok) onStarted(started.value);
    else setRefusal(started.failure);
  };
  const close = () => {
    giveUp();
    onClose();
  };

  return (
    <ConfirmDialog
      title={`Sync only ${namesOf(people)}?`}
      confirm={plan ? confirmWords(plan) : 'Sync'}
      loses={archives.length > 0 ? 'something' : 'nothing'}
      canConfirm={
        why !== undefined
          ? { can: false, why }
          : unnamed.length > 0
            ? { can: false, why: 'Say first who is to be archived.' }
            : { can: true }
      }
      isBusy={isStarting}
      onConfirm={() => void start()}
      onCancel={close}
    >
      {failure && <FailureBar failure={failure} onRetry={retry} />}
      {refusal && <FailureBar failure={refusal} />}
      {!plan && !failure && <Waiting words="Reading the directory and the console" lines={4} />}
      {plan && <OneOffRows people={plan.people} />}
      {plan && asksEach && why === undefined && (
        <div>
          {archives.map((one) => (
            <Checkbox
              key={one.seq}
              label={`Archive ${nameOf(one)}`}
              checked={named.includes(whoOf(one))}
              onChange={(_event, { checked }) =>
                setNamed(
                  checked === true ? [...named, whoOf(one)] : named.filter((who) => who !== whoOf(one)),
                )
              }
            />
          ))}
        </div>
      )}
      {plan && why === undefined && (
        <p>
          <SlotText tenant={tenant} free={slotSentence(tenant)} /> Nobody else is changed by it.
        </p>
      )}
    </ConfirmDialog>
  );
}
