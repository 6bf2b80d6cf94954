import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { formatTime, plural } from '../design/formats.ts';
import { ask } from '../muster/bridge.ts';
import type { HeardCountdown } from '../state/run-slice.ts';
import { useStore } from '../state/store.ts';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '380px' },
  text: { margin: 0 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Force Sync Now was pressed early: what the limit is, and the three ways on (ux §1, `limit.running`). */
export function LimitPanel({
  tenant,
  leftMs,
  countdown,
  onRequestAnyway,
  onClose,
}: {
  readonly tenant: TenantView;
  readonly leftMs: number;
  readonly countdown: HeardCountdown | undefined;
  readonly onRequestAnyway: () => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const armed = countdown?.armed;
  const arm = async () => {
    const { hearCountdown, showFailure, say } = useStore.getState();
    const done = await ask('arm', { tenantId: tenant.id, what: 'test' });
    if (!done.ok) showFailure(done.failure);
    else {
      hearCountdown(done.value);
      say('The sync starts when the limit ends.');
    }
    onClose();
  };
  const disarm = async () => {
    const done = await ask('disarm', { tenantId: tenant.id });
    if (!done.ok) useStore.getState().showFailure(done.failure);
    onClose();
  };
  return (
    <div className={styles.panel}>
      <p className={styles.text}>{limitSentence(tenant, leftMs, countdown)}</p>
      {tenant.isDemo && <p className={styles.text}>Demo: the sync limit is one minute instead of 15.</p>}
      <div className={styles.acts}>
        {armed ? (
          <Button appearance="primary" onClick={() => void disarm()}>
            Disarm
          </Button>
        ) : (
          <Button appearance="primary" onClick={() => void arm()}>
            Sync when the limit ends
          </Button>
        )}
        <Button onClick={onRequestAnyway}>Request anyway</Button>
        <Button appearance="subtle" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

function limitSentence(tenant: TenantView, leftMs: number, countdown: HeardCountdown | undefined): string {
  if (leftMs <= 0) return 'A sync can start now.';
  const at = formatTime(countdown?.nextAllowedAtMs ?? Date.now() + leftMs);
  if (countdown?.knownFrom === 'computer')
    return `At ${at} at the earliest. This console does not tell Muster about syncs that others start.`;
  const minutes = Math.max(0, Math.floor((tenant.syncLimitMs - leftMs) / 60_000));
  const began = minutes === 0 ? 'less than a minute' : `${minutes} ${plural(minutes, 'minute', 'minutes')}`;
  return `Another sync began ${began} ago. The console accepts the next one at ${at}; an earlier request would be skipped, not queued.`;
}
