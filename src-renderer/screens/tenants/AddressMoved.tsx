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

/** After a tenant's address was changed: the token of the old one is gone, and another is wanted (ux §9). */
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
              The SCIM token of the old address, <bdi>{before}</bdi>, was removed from this computer, so that
              it is never sent to another place.
            </p>
            <p className={styles.text}>
              Enter the token for <bdi>{tenant.tenantUrl}</bdi>. If the same console has only moved, that is
              the same token.
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
