import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { FailureBar } from '../design/FailureBar.tsx';
import { countOf, formatTime } from '../design/formats.ts';
import { Waiting } from '../design/Waiting.tsx';
import { ask } from '../muster/bridge.ts';
import { useAnswer } from '../muster/use-answer.ts';
import { useStore } from '../state/store.ts';

/** Test Mode is off: what this press would change, before it changes anything (ux §6). */
export function LiveSyncDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView;
  readonly onClose: () => void;
}) {
  const { value: preview, failure, reload } = useAnswer('previewLiveSync', { tenantId: tenant.id });
  const start = async () => {
    onClose();
    const started = await ask('forceSync', { tenantId: tenant.id, seen: 'live' });
    const { say, showFailure } = useStore.getState();
    if (started.ok) say('Live sync started.');
    else showFailure(started.failure);
  };
  const approved = preview?.approved;
  return (
    <ConfirmDialog
      title={approved ? `Apply the approved report to ${tenant.name}?` : `Sync ${tenant.name} live?`}
      confirm={
        approved ? `Apply ${countOf(approved.changes, 'change', 'changes')}` : 'List anew and show the report'
      }
      canConfirm={preview ? { can: true } : { can: false, why: 'Looking what is approved.' }}
      onConfirm={() => void start()}
      onCancel={onClose}
    >
      {failure && <FailureBar failure={failure} onRetry={reload} />}
      {!preview && !failure && <Waiting words="Looking what is approved" lines={2} />}
      {approved && (
        <>
          <p>{approved.sentence}</p>
          <p>
            Approved by {approved.who}, {formatTime(approved.atMs)}. Both sides are listed anew, and only rows
            that come out exactly as in this report are written; rows that changed since are left alone.
            Archived people keep their history and can be restored.
          </p>
          <p>
            The console may do more by itself: enrol new and restored people in campaigns, use licence seats,
            refuse domains that are not allowed.
          </p>
        </>
      )}
      {preview && !approved && (
        <p>
          No report is approved. Both sides are listed anew; the sync stops before its first change, gives its
          slot back, and the report waits for your approval.
        </p>
      )}
      {preview?.isFirstLive && (
        <p>
          This is the first live sync of this console. Unchanged people are written too, so that the console
          knows them; <strong>leave Test Mode on in the console until this is done</strong>.
        </p>
      )}
      {preview?.received && (
        <p>
          This console only receives the changes and processes them later; Muster cannot see the result here.
        </p>
      )}
    </ConfirmDialog>
  );
}
