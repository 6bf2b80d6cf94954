import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  sentence: { margin: 0 },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL },
});

/** After a save on a console without the Console API: its own sync must be told by the admin (`exclusions.upload`). */
export function UploadDialog({
  tenantId,
  onClose,
}: {
  readonly tenantId: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const [failure, setFailure] = useState<FailureView>();
  const [written, setWritten] = useState('');
  const exportCsv = async () => {
    const done = await ask('exportExclusions', { tenantId });
    setFailure(done.ok ? undefined : done.failure);
    if (!done.ok || done.value === 'cancelled') return;
    const { file, lines } = done.value;
    setWritten(`${countOf(lines, 'line', 'lines')} saved as ${file}.`);
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Upload the list to your console</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              {failure && <FailureBar failure={failure} />}
              <p className={styles.sentence}>
                Muster leaves these people alone from now on. The console's own sync does not know that yet:
                upload this CSV there.
              </p>
              <ol className={styles.steps}>
                <li>Save the CSV here.</li>
                <li>In your console, open Users, then Import Users.</li>
                <li>
                  Choose the CSV. It has two columns, Email and Provisioning Managed, and changes nothing
                  else.
                </li>
                <li>Start the import. It restores archived people who are on the list.</li>
              </ol>
              <span role="status">{written}</span>
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
            <Button appearance="primary" onClick={() => void exportCsv()}>
              Save CSV…
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
