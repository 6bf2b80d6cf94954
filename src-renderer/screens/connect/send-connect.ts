import type { DirectoryForm } from '../../../src-preload/contract/connect.ts';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import { ask } from '../../muster/bridge.ts';
import type { ConnectDraft } from '../../state/connect-draft.ts';
import { useStore } from '../../state/store.ts';
import { addressesIn } from './check-steps.ts';
import { consoleFormOf } from './console-form.ts';

/**
 * Adds what was filled in and shows its Overview; `test-sync` starts the first sync too. What was kept before a part
 * was refused stays, and the next try goes on from there. Answers with what went wrong.
 */
export async function sendConnect(start: 'test-sync' | 'nothing'): Promise<FailureView | undefined> {
  const { connect, changeConnect, clearConnect, readTenants } = useStore.getState();
  const { draftId, tenantId, addresses, protectFile } = connect;
  const directory = directoryOf(connect);
  const connected = await ask('connectConsole', {
    draftId,
    console: consoleFormOf(connect),
    protect: { addresses: [...addressesIn(addresses)], ...(protectFile && { file: protectFile.file }) },
    ...(directory && { directory }),
    ...(tenantId === undefined ? {} : { tenantId }),
    start,
  });
  if (!connected.ok) return connected.failure;
  await readTenants();
  const { tenantId: added, failure, stoppedAt } = connected.value;
  if (failure && stoppedAt !== 'preview') {
    changeConnect({ tenantId: added });
    return {
      ...failure,
      next: `${failure.next} The console itself was added already; what was missing can be sent again.`,
    };
  }
  clearConnect();
  const { switchTenant, go, showFailure } = useStore.getState();
  switchTenant(added);
  go({ place: 'overview' });
  if (failure) showFailure(failure);
  return undefined;
}

/** Step 2 as it is sent; `undefined` while there is no directory. */
export function directoryOf({
  directoryKind,
  directory,
  directoryUrl,
}: ConnectDraft): DirectoryForm | undefined {
  if (directoryKind === 'scim') {
    return directoryUrl.trim() === '' ? undefined : { kind: 'scim' as const, url: directoryUrl.trim() };
  }
  return directory && { kind: 'csv' as const, file: directory.file };
}
