import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ClockAlarmRegular } from '@fluentui/react-icons';
import { formatCountdown, formatTime } from '../design/formats.ts';
import { ask } from '../muster/bridge.ts';
import { useStore } from '../state/store.ts';
import { useCountdown } from './use-countdown.ts';

const useStyles = makeStyles({
  mark: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** "Applies at 14:52 (11:02) [Disarm]", while something is armed (ux §6). */
export function ArmedMark({ tenantId }: { readonly tenantId: string }) {
  const styles = useStyles();
  const { leftMs, countdown } = useCountdown(tenantId);
  const armed = countdown?.armed;
  if (!armed) return null;
  const disarm = async () => {
    const done = await ask('disarm', { tenantId });
    const { say, showFailure } = useStore.getState();
    if (done.ok) say('Disarmed.');
    else showFailure(done.failure);
  };
  return (
    <span className={styles.mark}>
      <ClockAlarmRegular aria-hidden="true" />
      {armed.what === 'apply' ? 'Applies' : 'Syncs'} at {formatTime(armed.atMs)}{' '}
      <span aria-hidden="true">({formatCountdown(leftMs)})</span>
      <Button size="small" appearance="subtle" onClick={() => void disarm()}>
        Disarm
      </Button>
    </span>
  );
}
