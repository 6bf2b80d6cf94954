import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  text: { margin: 0 },
});

/** Lists what is forgotten and what stays; the name is typed only if unsent work would be lost (ux §9). */
export function RemoveTenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const told = useAnswer('tellForgetting', { tenantId: tenant.id });
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const unsent = told.value?.unsent ?? [];
  const isAlive = useStore((s) => Object.values(s.running).some(({ tenantId }) => tenantId === tenant.id));

  const remove = async () => {
    if (isBusy || !canConfirm.can) return;
    setBusy(true);
    const removed = await ask('removeTenant', { tenantId: tenant.id });
    setBusy(false);
    if (!removed.ok) return setFailure(removed.failure);
    useStore.getState().say(`${tenant.name} was removed from this computer.`);
    await useStore.getState().readTenants();
    onClose();
  };
  const keepReports = () => {
    const { switchTenant, go } = useStore.getState();
    onClose();
    switchTenant(tenant.id);
    go({ place: 'reports' });
  };

  const canConfirm = whetherRemovable(
    isAlive,
    told.value !== undefined,
    unsent.length > 0 && typed.trim() !== tenant.name,
  );
  return (
    <ConfirmDialog
      title={`Remove ${tenant.name}?`}
      confirm={`Remove ${tenant.name}`}
      cancel="Keep it"
      loses="something"
      canConfirm={canConfirm}
      isBusy={isBusy}
      onConfirm={() => void remove()}
      onCancel={onClose}
      extra={
        (told.value?.reports ?? 0) > 0 && (
          <Button onClick={keepReports}>Keep the reports as files first</Button>
        )
      }
    >
      {told.failure && <FailureBar failure={told.failure} onRetry={told.reload} />}
      {!told.value && !told.failure && <Waiting words="Counting what is kept" lines={3} />}
      {told.value && (
        <>
          <p className={styles.text}>Forgotten on this computer:</p>
          <ul className={styles.list}>
            <li>the token and the admin key</li>
            <li>the settings of this tenant</li>
            <li>the history, with {countOf(told.value.runs, 'run', 'runs')}</li>
            <li>{countOf(told.value.reports, 'report', 'reports')}</li>
          </ul>
          <p className={styles.text}>
            Everything on the console stays: people, groups, settings and its token. Files that you exported
            stay too, and so do this tenant’s entries in the audit trail, which name no person of it.
          </p>
          {unsent.length > 0 && (
            <>
              <p className={styles.text}>Not sent yet, and lost with it:</p>
              <ul className={styles.list}>
                {unsent.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <Field label={`Type ${tenant.name} to remove it`}>
                <Input value={typed} onChange={(_event, { value }) => setTyped(value)} />
              </Field>
            </>
          )}
        </>
      )}
      {failure && <FailureBar failure={failure} />}
    </ConfirmDialog>
  );
}

function whetherRemovable(isAlive: boolean, isTold: boolean, mustType: boolean) {
  if (isAlive)
    return { can: false as const, why: 'A sync of this tenant is going on. Cancel it or wait for its end.' };
  if (!isTold) return { can: false as const, why: 'It is not counted yet what would be forgotten.' };
  return mustType ? { can: false as const, why: 'Type the name first.' } : { can: true as const };
}
