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
import { type ReactNode, useEffect, useRef } from 'react';
import { useFocusBack } from './use-focus-back.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  loss: {
    backgroundColor: tokens.colorPaletteRedBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': {
      backgroundColor: tokens.colorPaletteRedForeground1,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ':hover:active': {
      backgroundColor: tokens.colorPaletteRedForeground1,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    // Not an outline: that is how the focus looks.
    '@media (forced-colors: active)': {
      borderTopStyle: 'double',
      borderRightStyle: 'double',
      borderBottomStyle: 'double',
      borderLeftStyle: 'double',
      borderTopWidth: '3px',
      borderRightWidth: '3px',
      borderBottomWidth: '3px',
      borderLeftWidth: '3px',
    },
  },
});

/**
 * A question about an act that writes. Cancel is the default button and has the first focus; the act's button says the
 * act and the number, never "OK" or "Yes" (U4, ux §14).
 */
export function ConfirmDialog({
  title,
  children,
  confirm,
  cancel = 'Cancel',
  loses = 'nothing',
  canConfirm = { can: true },
  isBusy = false,
  onConfirm,
  onCancel,
  extra,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly cancel?: string;
  /** `something`: the act archives or loses something, and its button is red. */
  readonly loses?: 'nothing' | 'something';
  /** Why the act cannot be done yet, in words (U2). */
  readonly canConfirm?: { readonly can: true } | { readonly can: false; readonly why: string };
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly extra?: ReactNode;
}) {
  const styles = useStyles();
  const cancelButton = useRef<HTMLElement>(null);
  useFocusBack();
  useEffect(() => {
    cancelButton.current?.focus();
  }, []);
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => !open && onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              {children}
              {!canConfirm.can && <p role="status">{canConfirm.why}</p>}
            </div>
          </DialogContent>
          <DialogActions fluid>
            {extra}
            <Button
              ref={(button: HTMLElement | null) => {
                cancelButton.current = button;
              }}
              appearance="primary"
              onClick={onCancel}
            >
              {cancel}
            </Button>
            <Button
              appearance="secondary"
              {...(loses === 'something' && canConfirm.can && { className: styles.loss })}
              disabledFocusable={!canConfirm.can || isBusy}
              onClick={onConfirm}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
