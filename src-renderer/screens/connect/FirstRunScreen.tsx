import { Button } from '@fluentui/react-components';
import { Page } from '../../design/Page.tsx';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

export function FirstRunScreen() {
  const readTenants = useStore((s) => s.readTenants);
  return (
    <Page title="See what a sync would do, before it does it.">
      <Button onClick={() => void ask('startDemo', undefined).then(readTenants)}>
        Try it with the demo console
      </Button>
    </Page>
  );
}
