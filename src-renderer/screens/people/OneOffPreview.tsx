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
import { useEffect, useRef } from 'react';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { useFocusBack } from '../../design/use-focus-back.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { OneOffRows } from './OneOffRows.tsx';
import type { Listed } from './one-off-list.ts';
import { namesOf, whyNot } from './one-off-words.ts';
import { useOneOff } from './use-one-off.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  text: { margin: 0 },
});

/** In Test Mode: what would happen to these people, and nothing to order (ux §8, `oneoff.test`). */
export function OneOffPreview({
  people,
  tenant,
  onClose,
}: {
  readonly people: readonly Listed[];
  readonly tenant: TenantView;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { plan, failure, retry, giveUp } = useOneOff(tenant.id, people);
  const closeButton = useRef<HTMLElement>(null);
  useFocusBack();
  useEffect(() => {
    closeButton.current?.focus();
  }, []);
  const close = () => {
    giveUp();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Preview: sync only {namesOf(people)}</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              {failure && <FailureBar failure={failure} onRetry={retry} />}
              {!plan && !failure && <Waiting words="Reading the directory and the console" lines={4} />}
              {plan && <OneOffRows people={plan.people} />}
              {plan && (
                <p role="status" className={styles.text}>
                  {whyNot(plan, tenant)}
                </p>
              )}
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button
              ref={(button: HTMLElement | null) => {
                closeButton.current = button;
              }}
              appearance="primary"
              onClick={close}
            >
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
