import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { FailureBar } from '../../design/FailureBar.tsx';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { DiagnosticsDialog } from './DiagnosticsDialog.tsx';
import { PreferenceSection } from './PreferenceSection.tsx';

const LEVELS = [
  { value: 'error', label: 'Errors only' },
  { value: 'warn', label: 'Errors and warnings' },
  { value: 'info', label: 'Usual' },
  { value: 'debug', label: 'Everything' },
] as const;

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  path: {
    flex: '1 1 260px',
    minWidth: 0,
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  level: { maxWidth: '280px' },
  given: { margin: 0 },
});

/** Where the data and the log are, how much is logged, and the text that support asks for (ux §9). */
export function DataAndLogs() {
  const styles = useStyles();
  const computer = useAnswer('readComputer', undefined);
  const level = useStore((s) => s.start?.preferences.logLevel ?? 'info');
  const savePreferences = useStore((s) => s.savePreferences);
  const showFailure = useStore((s) => s.showFailure);
  const [shows, setShows] = useState(false);

  const open = async (what: 'openDataFolder' | 'openLogs') => {
    const opened = await ask(what, undefined);
    if (!opened.ok) showFailure(opened.failure);
  };

  return (
    <>
      <PreferenceSection
        title="Data folder"
        sentence="Settings, history, reports and the log. Tokens are in the keychain of this computer."
      >
        {computer.failure && <FailureBar failure={computer.failure} onRetry={computer.reload} />}
        <div className={styles.row}>
          <span className={styles.path}>{computer.value?.dataFolder ?? ''}</span>
          <Button onClick={() => void open('openDataFolder')}>Open data folder</Button>
        </div>
      </PreferenceSection>
      <PreferenceSection title="Log" sentence="Never holds a token or a person’s data.">
        {computer.value?.logLevelIsGiven === true ? (
          <p className={styles.given}>
            Log level: {computer.value.logLevelNow}. MUSTER_LOG_LEVEL sets it; without that variable the
            choice is yours.
          </p>
        ) : (
          <Field className={styles.level} label="Log level" hint={levelHint(level, computer.value)}>
            <Select
              value={level}
              onChange={(_event, { value }) => {
                const chosen = LEVELS.find((each) => each.value === value)?.value;
                if (chosen) void savePreferences({ logLevel: chosen });
              }}
            >
              {LEVELS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <div className={styles.row}>
          <Button onClick={() => void open('openLogs')}>Open logs</Button>
          <Button onClick={() => setShows(true)}>Copy diagnostics…</Button>
        </div>
      </PreferenceSection>
      {shows && <DiagnosticsDialog onClose={() => setShows(false)} />}
    </>
  );
}

function levelHint(level: string, computer: { readonly logLevelNow: string } | undefined): string {
  if (computer && computer.logLevelNow !== level) return 'Counts from the next start of Muster.';
  return 'A change counts from the next start of Muster.';
}
