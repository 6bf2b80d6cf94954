import { EmptyState } from '../../design/EmptyState.tsx';
import { Page } from '../../design/Page.tsx';
import { useStore } from '../../state/store.ts';
import { ExclusionsEditor } from './ExclusionsEditor.tsx';

/** Exclusions (ux §7) of the shown tenant. */
export function ExclusionsScreen() {
  const tenantId = useStore((s) => s.tenantId);
  if (tenantId !== undefined) return <ExclusionsEditor tenantId={tenantId} />;
  return (
    <Page title="Exclusions">
      <EmptyState sentence="No tenant is chosen." />
    </Page>
  );
}
