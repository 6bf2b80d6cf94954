import { Button, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { Page } from '../../design/Page.tsx';
import { give } from '../../state/commands.ts';
import { useStore } from '../../state/store.ts';
import { DataAndLogs } from './DataAndLogs.tsx';
import { ErasePerson } from './ErasePerson.tsx';
import { PreferenceSection } from './PreferenceSection.tsx';
import { ReportsKept } from './ReportsKept.tsx';

const useStyles = makeStyles({
  sections: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '860px' },
  text: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const THEMES = [
  { value: 'system', label: 'As the system has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Preferences of this user on this computer (ux §9). */
export function PreferencesScreen() {
  const styles = useStyles();
  const theme = useStore((s) => s.start?.preferences.theme ?? 'system');
  const version = useStore((s) => s.start?.version ?? '');
  const savePreferences = useStore((s) => s.savePreferences);
  return (
    <Page title="Preferences" sentence="How Muster looks, what it keeps and what it logs on this computer.">
      <div className={styles.sections}>
        <PreferenceSection title="Theme">
          <RadioGroup
            aria-label="Theme"
            layout="horizontal"
            value={theme}
            onChange={(_event, { value }) => {
              const chosen = THEMES.find((each) => each.value === value)?.value;
              if (chosen) void savePreferences({ theme: chosen });
            }}
          >
            {THEMES.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </RadioGroup>
        </PreferenceSection>
        <ReportsKept />
        <ErasePerson />
        <DataAndLogs />
        <PreferenceSection title="About">
          <p className={styles.text}>Muster {version}</p>
          <p className={styles.quiet}>
            Preview, approve and apply user provisioning. Everything stays on this computer and on your
            console.
          </p>
          <div>
            <Button onClick={() => give({ name: 'shortcuts' })}>Keyboard shortcuts</Button>
          </div>
        </PreferenceSection>
      </div>
    </Page>
  );
}
