import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { give } from '../state/commands.ts';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';
import { ArmedMark } from './ArmedMark.tsx';
import { ForceSyncNow } from './ForceSyncNow.tsx';
import { HeaderCountdown } from './HeaderCountdown.tsx';
import { TenantSwitcher } from './TenantSwitcher.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  find: {
    flex: '0 1 300px',
    justifyContent: 'flex-start',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
  },
  keys: {
    marginInlineStart: 'auto',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  // The two sides share the room evenly, so that a countdown that comes and goes does not move the search.
  tenant: { display: 'flex', flex: '1 1 0' },
  sync: {
    display: 'flex',
    flex: '1 1 0',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
});

/** Tenant, person search and Force Sync Now (ux §1). */
export function Header() {
  const styles = useStyles();
  const tenant = useStore(selectTenant);
  const isMac = useStore((s) => s.start?.platform === 'mac');
  const slot = useStore((s) => s.forceSyncSlot);
  return (
    <header className={styles.header}>
      {tenant ? (
        <div className={styles.tenant}>
          <TenantSwitcher />
        </div>
      ) : (
        <span className={styles.name}>Muster</span>
      )}
      {tenant && (
        <Button
          className={styles.find}
          appearance="outline"
          icon={<SearchRegular aria-hidden="true" />}
          onClick={() => give({ name: 'find-person' })}
        >
          Find a person
          <span className={styles.keys} aria-hidden="true">
            {isMac ? '⌘K' : 'Ctrl+K'}
          </span>
        </Button>
      )}
      {tenant && (
        <div className={styles.sync}>
          <ArmedMark tenantId={tenant.id} />
          {slot === 'header' ? <ForceSyncNow /> : <HeaderCountdown tenantId={tenant.id} />}
        </div>
      )}
    </header>
  );
}
