import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';
import { ForceSyncNow } from './ForceSyncNow.tsx';
import { TenantSwitcher } from './TenantSwitcher.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
});

/** Tenant, person search and Force Sync Now (ux §1). */
export function Header() {
  const styles = useStyles();
  const tenant = useStore(selectTenant);
  const slot = useStore((s) => s.forceSyncSlot);
  const go = useStore((s) => s.go);
  return (
    <header className={styles.header}>
      {tenant ? <TenantSwitcher /> : <span className={styles.name}>Muster</span>}
      {tenant && (
        <Button appearance="subtle" onClick={() => go({ place: 'people' })}>
          Find a person
        </Button>
      )}
      {tenant && slot === 'header' && <ForceSyncNow />}
    </header>
  );
}
