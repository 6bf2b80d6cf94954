import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { useStore } from '../state/store.ts';
import { selectIsOffline, selectTenant } from '../state/tenant-slice.ts';
import { useLinkAgain } from './use-link-again.ts';

const useStyles = makeStyles({
  bar: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0` },
});

/** On every screen of a tenant whose console does not answer, until it does (ux §10, `offline.bar`). */
export function OfflineBar() {
  const tenant = useStore(selectTenant);
  const isOffline = useStore(selectIsOffline);
  return tenant && isOffline ? <Offline key={tenant.id} tenant={tenant} /> : null;
}

function Offline({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const { isAsking, askAgain } = useLinkAgain(tenant.id);
  const host = hostOf(tenant.tenantUrl);
  useEffect(() => {
    const { say } = useStore.getState();
    say(`No connection to ${host}.`);
    return () => {
      if (!selectIsOffline(useStore.getState())) say(`Connected to ${host} again.`);
    };
  }, [host]);
  const tryAgain = async () => {
    await askAgain();
    if (selectIsOffline(useStore.getState())) useStore.getState().say(`Still no connection to ${host}.`);
  };
  return (
    <div className={styles.bar}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>No connection to {host}.</MessageBarTitle> Reports, exclusions and comparing work;
          syncs wait for you, nothing is queued.
        </MessageBarBody>
        <MessageBarActions>
          <Button disabledFocusable={isAsking} onClick={() => void tryAgain()}>
            {isAsking ? 'Asking…' : 'Try again'}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
