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
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { TenantSecrets } from './TenantSecrets.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0, overflowWrap: 'anywhere' },
});

/** After a tenant's address was changed: its token is still the one of the old address (ux §9). */
export function AddressMoved({
  tenant,
  before,
  onClose,
}: {
  readonly tenant: TenantView;
  /** The Tenant URL that the token was entered for. */
  readonly before: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            <bdi>{tenant.name}</bdi> has another address now
          </DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>
              The SCIM token on this computer belongs to the old address, <bdi>{before}</bdi>.
            </p>
            <p className={styles.text}>
              If <bdi>{tenant.tenantUrl}</bdi> is another console, it refuses that token: enter the one that
              it gave you. If the same console has only moved, the token stays as it is.
            </p>
            <TenantSecrets tenant={tenant} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
