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
import { FailureBar } from '../../design/FailureBar.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  note: { margin: 0 },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '46vh',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Copy diagnostics: the text is shown before it is copied (ux §9). */
export function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const text = useAnswer('readDiagnostics', undefined);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const copied = await ask('copyDiagnostics', undefined);
    if (copied.ok) setCopied(true);
    else useStore.getState().showFailure(copied.failure);
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Diagnostics</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.note}>
              No token, no name of a tenant or person, no address is in this text.
            </p>
            {text.failure && <FailureBar failure={text.failure} onRetry={text.reload} />}
            {text.value === undefined && !text.failure && (
              <Waiting words="Checking this computer and the links" />
            )}
            {text.value !== undefined && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
              <section className={styles.text} aria-label="The text to copy" tabIndex={0}>
                {text.value}
              </section>
            )}
          </DialogContent>
          <DialogActions>
            <span role="status">{isCopied ? 'Copied.' : ''}</span>
            <Button onClick={onClose}>Close</Button>
            <Button
              appearance="primary"
              disabledFocusable={text.value === undefined}
              onClick={() => void copy()}
            >
              Copy
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
