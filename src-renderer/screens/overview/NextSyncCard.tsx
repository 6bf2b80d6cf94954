import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { FactCard } from '../../design/FactCard.tsx';
import { formatCountdown, formatTime } from '../../design/formats.ts';
import { useCountdown } from '../../frame/use-countdown.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  digits: { fontVariantNumeric: 'tabular-nums' },
  note: { color: tokens.colorNeutralForeground2 },
  act: { alignSelf: 'flex-start' },
});

/** When the next sync may start, and what is armed for then (ux §3). */
export function NextSyncCard({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const { leftMs, countdown } = useCountdown(tenant.id);
  const armed = countdown?.armed;
  const disarm = async () => {
    const done = await ask('disarm', { tenantId: tenant.id });
    if (!done.ok) useStore.getState().showFailure(done.failure);
  };
  return (
    <FactCard title="Next sync">
      {leftMs <= 0 ? (
        <span>Can start now</span>
      ) : (
        <span className={styles.digits}>
          from {formatTime(countdown?.nextAllowedAtMs ?? Date.now() + leftMs)}{' '}
          <span aria-hidden="true">({formatCountdown(leftMs)})</span>
        </span>
      )}
      {armed && (
        <>
          <span>
            {armed.what === 'apply' ? 'Applies' : 'Syncs'} at {formatTime(armed.atMs)}
          </span>
          <Button size="small" className={styles.act} onClick={() => void disarm()}>
            Disarm
          </Button>
        </>
      )}
      {tenant.isDemo && (
        <span className={styles.note}>Demo: the sync limit is one minute instead of 15.</span>
      )}
      {countdown?.knownFrom === 'computer' && leftMs > 0 && (
        <span className={styles.note}>
          At the earliest: this console does not tell Muster about syncs that others start.
        </span>
      )}
    </FactCard>
  );
}
