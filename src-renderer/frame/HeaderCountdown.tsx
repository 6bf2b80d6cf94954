import { makeStyles, tokens } from '@fluentui/react-components';
import { formatCountdown } from '../design/formats.ts';
import { useCountdown } from './use-countdown.ts';

const useStyles = makeStyles({
  text: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

/** The countdown as text, while the one Force Sync Now stands on the screen itself (ux §1). */
export function HeaderCountdown({ tenantId }: { readonly tenantId: string }) {
  const styles = useStyles();
  const { leftMs } = useCountdown(tenantId);
  if (leftMs <= 0) return null;
  return (
    <span className={styles.text} aria-hidden="true">
      Next sync in {formatCountdown(leftMs)}
    </span>
  );
}
