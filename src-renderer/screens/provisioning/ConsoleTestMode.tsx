import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { OwnSettingsView } from '../../../src-preload/contract/provisioning.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: 0,
  },
  hint: { margin: 0, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
});

/** The second Test Mode, which Muster cannot read: as the admin told it, and when (design §5, `testmode.two`). */
export function ConsoleTestMode({
  tenantId,
  own,
}: {
  readonly tenantId: string;
  readonly own: OwnSettingsView;
}) {
  const styles = useStyles();
  const [isChanging, setChanging] = useState(false);
  const told = own.consoleTestMode;
  // The pressed button goes with its answer; the focus moves on to what takes its place.
  const wanted = useRef<'change' | 'choice'>(undefined);
  const focusIf = (part: 'change' | 'choice') => (button: HTMLElement | null) => {
    if (!button || wanted.current !== part) return;
    wanted.current = undefined;
    button.focus();
  };
  const tell = async (on: boolean) => {
    const done = await ask('tellConsoleTestMode', { tenantId, on });
    if (!done.ok) return useStore.getState().showFailure(done.failure);
    wanted.current = 'change';
    setChanging(false);
  };
  return (
    <div className={styles.part}>
      <div className={styles.line}>
        <span>
          Test Mode in the console:{' '}
          {told ? (
            <>
              <strong>{told.on ? 'On' : 'Off'}</strong>, as you told us on <TimeText ms={told.toldAtMs} />
            </>
          ) : (
            'not known. Which is it?'
          )}
        </span>
        {told && !isChanging ? (
          <Button
            size="small"
            aria-label="Change what Muster knows of Test Mode in the console"
            ref={focusIf('change')}
            onClick={() => {
              wanted.current = 'choice';
              setChanging(true);
            }}
          >
            Change
          </Button>
        ) : (
          <>
            <Button size="small" ref={focusIf('choice')} onClick={() => void tell(true)}>
              It is on there
            </Button>
            <Button size="small" onClick={() => void tell(false)}>
              It is off there
            </Button>
          </>
        )}
      </div>
      <p className={styles.hint}>
        Muster cannot read your console’s own Test Mode. While it is on, the console accepts what Muster sends
        and only reports it.{' '}
        <strong>When you turn it off there, what was sent takes effect, without Muster.</strong>
      </p>
      {own.archivesTheUntold && (
        <p className={styles.hint}>
          This console archives whoever it was not told about. The first live sync tells it about everybody:{' '}
          <strong>leave Test Mode on there until this is done.</strong>
        </p>
      )}
    </div>
  );
}
