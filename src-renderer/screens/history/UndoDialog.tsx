import type { HistoryLine } from '../../../src-preload/contract/history.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { formatTime } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { countsOf } from './history-words.ts';

/** What undoing means, before its reverse plan is made (ux §9, R23): it reads both sides and may claim a slot. */
export function UndoDialog({
  line,
  tenant,
  onStarted,
  onClose,
}: {
  readonly line: Extract<HistoryLine, { kind: 'run' }>;
  readonly tenant: TenantView;
  readonly onStarted: (runKey: string) => void;
  readonly onClose: () => void;
}) {
  const start = async () => {
    onClose();
    const started = await ask('undoRun', { tenantId: tenant.id, runId: line.runId });
    if (started.ok) onStarted(started.value);
    else useStore.getState().showFailure(started.failure);
  };
  return (
    <ConfirmDialog
      title={`Undo the sync of ${formatTime(line.atMs)}?`}
      confirm="Show what it would take"
      onConfirm={() => void start()}
      onCancel={onClose}
    >
      <p>
        That sync: {countsOf(line)}. Muster reads the console as it is now and makes the reverse plan as a
        report. Nothing is changed by that; what cannot be taken back stands first in it.
      </p>
      <p>The reverse plan is checked against the limits, approved and applied like any other.</p>
    </ConfirmDialog>
  );
}
