import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Another token or key for this tenant; both are pasted in the token window and nowhere else (R18). */
export function TenantSecrets({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const [told, setTold] = useState('');
  const enter = async (which: 'scim-token' | 'admin-key') => {
    const closed = await ask('openTokenWindow', { tenantId: tenant.id, act: 'enter', which });
    if (!closed.ok) return useStore.getState().showFailure(closed.failure);
    setTold(closed.value.kept ? 'Kept on this computer.' : 'Nothing was changed.');
  };
  return (
    <div className={styles.row}>
      <Button onClick={() => void enter('scim-token')}>Enter SCIM Token</Button>
      <Button onClick={() => void enter('admin-key')}>Enter admin key</Button>
      <span role="status">{told}</span>
    </div>
  );
}
