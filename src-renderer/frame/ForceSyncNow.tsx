import { Button } from '@fluentui/react-components';
import { ask } from '../muster/bridge.ts';
import { useStore } from '../state/store.ts';

/** Starts a sync of the shown tenant. */
export function ForceSyncNow() {
  const tenantId = useStore((s) => s.tenantId);
  const showFailure = useStore((s) => s.showFailure);
  const start = async () => {
    if (tenantId === undefined) return;
    const started = await ask('startTestSync', { tenantId });
    if (!started.ok) showFailure(started.failure);
  };
  return (
    <Button appearance="primary" onClick={() => void start()}>
      Force Sync Now
    </Button>
  );
}
