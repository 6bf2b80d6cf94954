import { Button, makeStyles } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { EmptyState } from '../../design/EmptyState.tsx';
import { countOf } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { useStore } from '../../state/store.ts';
import { AddressMoved } from './AddressMoved.tsx';
import { EditTenantDialog } from './EditTenantDialog.tsx';
import { RemoveTenantDialog } from './RemoveTenantDialog.tsx';
import { TenantCard } from './TenantCard.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxWidth: '860px',
  },
});

/** The tenants of this computer: add, edit, test, switch, remove (ux §9). */
export function TenantsScreen() {
  const styles = useStyles();
  const tenants = useStore((s) => s.tenants) ?? [];
  const route = useStore((s) => s.route);
  const go = useStore((s) => s.go);
  const refine = useStore((s) => s.refine);
  const [removes, setRemoves] = useState<string>();
  const edited = tenants.find(({ id }) => route.place === 'tenants' && id === route.edit);
  const [moved, setMoved] = useState<{ readonly id: string; readonly before: string }>();
  const movedTenant = tenants.find(({ id }) => id === moved?.id);
  const removed = tenants.find(({ id }) => id === removes);
  return (
    <Page
      title="Tenants"
      sentence={`${countOf(tenants.length, 'tenant', 'tenants')} on this computer. Each has its own link, limits and history.`}
      actions={
        <Button
          appearance="primary"
          icon={<AddRegular />}
          onClick={() => go({ place: 'tenants', add: true })}
        >
          Add tenant
        </Button>
      }
    >
      {tenants.length === 0 ? (
        <EmptyState sentence="No tenant yet." />
      ) : (
        <ul className={styles.list}>
          {tenants.map((tenant) => (
            <TenantCard
              key={tenant.id}
              tenant={tenant}
              onEdit={() => refine({ place: 'tenants', edit: tenant.id })}
              onRemove={() => setRemoves(tenant.id)}
            />
          ))}
        </ul>
      )}
      {edited && (
        <EditTenantDialog
          tenant={edited}
          onClose={(before) => {
            refine({ place: 'tenants' });
            setMoved(before === undefined ? undefined : { id: edited.id, before });
          }}
        />
      )}
      {movedTenant && moved && (
        <AddressMoved tenant={movedTenant} before={moved.before} onClose={() => setMoved(undefined)} />
      )}
      {removed && <RemoveTenantDialog tenant={removed} onClose={() => setRemoves(undefined)} />}
    </Page>
  );
}
