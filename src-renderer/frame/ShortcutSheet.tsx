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
  typographyStyles,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useFocusBack } from '../design/use-focus-back.ts';
import { useCommand } from '../muster/use-command.ts';
import { useStore } from '../state/store.ts';
import { keysFor, SHORTCUTS } from './shortcut-list.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '760px' },
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    alignItems: 'start',
  },
  title: { ...typographyStyles.subtitle2, margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  keys: { margin: 0, textAlign: 'end', whiteSpace: 'nowrap' },
  key: {
    display: 'inline-block',
    minWidth: '20px',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    ...typographyStyles.caption1,
    textAlign: 'center',
  },
  note: { gridColumn: '1 / -1', margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The shortcut sheet: every key of the window, for this platform (ux §14). */
export function ShortcutSheet() {
  const [isOpen, setOpen] = useState(false);
  useCommand('shortcuts', () => setOpen(true));
  return isOpen ? <Sheet onClose={() => setOpen(false)} /> : null;
}

function Sheet({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const isMac = useStore((s) => s.start?.platform === 'mac');
  useFocusBack();
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogContent>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a low window the sheet scrolls, and must by keyboard. */}
            <section className={styles.groups} aria-label="Shortcuts" tabIndex={0}>
              {SHORTCUTS.map(({ title, shortcuts }) => (
                <section key={title}>
                  <h3 className={styles.title}>{title}</h3>
                  <dl className={styles.list}>
                    {shortcuts.map(({ act, keys }) => (
                      <Row key={act} act={act} choices={keysFor(keys, isMac)} />
                    ))}
                  </dl>
                </section>
              ))}
              <p className={styles.note}>No shortcut approves, applies, overrides or revokes.</p>
            </section>
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

function Row({ act, choices }: { readonly act: string; readonly choices: readonly (readonly string[])[] }) {
  const styles = useStyles();
  return (
    <>
      <dt>{act}</dt>
      <dd className={styles.keys}>
        {choices.map((keys, choice) => (
          <span key={keys.join(' ')}>
            {choice > 0 && ' or '}
            {keys.map((key, place) => (
              <span key={key}>
                {place > 0 && ' '}
                <kbd className={styles.key}>{key}</kbd>
              </span>
            ))}
          </span>
        ))}
      </dd>
    </>
  );
}
