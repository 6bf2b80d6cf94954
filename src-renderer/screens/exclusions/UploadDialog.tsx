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
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  sentence: { margin: 0 },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL },
});

/**
 * Only what the vendor's guides say (fact sheet §3, CSV-G and RELIST): they name no path of clicks to the import, so none
 * is named here.
 */
const KSAT_STEPS = [
  'Save the CSV here.',
  'In your console, import it as a CSV of users. Its guide is called “Import Users with a CSV File”.',
  'It has the columns Email and Provisioning Managed and no other, so no other field of these people is overwritten.',
  'The import restores archived people who are in the CSV, and takes only addresses of allowed domains.',
  'People who are not in the CSV stay as they are there. To give somebody back to the console’s own sync, keep them on the list with true.',
];
const OTHER_STEPS = [
  'Save the CSV here. It has the columns Email and Provisioning Managed.',
  'In your console, take the people whose line says false out of its own provisioning. Its guide says how.',
];

/** After a save on a console without the Console API: its own sync must be told by the admin (`exclusions.upload`). */
export function UploadDialog({
  tenantId,
  onClose,
}: {
  readonly tenantId: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const isKsat = useStore((s) => s.tenants?.find(({ id }) => id === tenantId)?.profile === 'ksat');
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
                {(isKsat ? KSAT_STEPS : OTHER_STEPS).map((step) => (
                  <li key={step}>{step}</li>
                ))}
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
