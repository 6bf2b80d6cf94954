import { Button, Checkbox, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type {
  ConsoleSettings,
  OwnSettingsView,
  ProvisioningView,
} from '../../../src-preload/contract/provisioning.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { ChangedField } from './ChangedField.tsx';
import { ConsoleTestMode } from './ConsoleTestMode.tsx';
import { movesToScim, settingWord } from './draft.ts';
import { TokenActs } from './TokenActs.tsx';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    marginTop: tokens.spacingVerticalM,
  },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  label: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  url: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  urlField: { flex: '1 1 320px', maxWidth: '560px' },
  hint: { margin: 0, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  copied: { color: tokens.colorNeutralForeground2, alignSelf: 'center' },
  indented: { marginInlineStart: '36px' },
});

/** What "+ SCIM Settings" opens: the token, Tenant URL, Test Mode, in the console's order (design §5). */
export function ScimSettings({
  tenantId,
  view,
  own,
  draft,
  onEdit,
}: {
  readonly tenantId: string;
  readonly view: ProvisioningView;
  readonly own: OwnSettingsView;
  readonly draft: ConsoleSettings;
  readonly onEdit: (settings: Partial<ConsoleSettings>) => void;
}) {
  const styles = useStyles();
  const [copied, setCopied] = useState('');
  const { settings } = view;
  const turnsOnByItself = movesToScim(settings, draft);
  const testMode = useRef<HTMLElement>(null);
  // A report's ready list leads here for this box alone.
  const isForReport = useStore((s) => s.route.place === 'provisioning' && s.route.forReport !== undefined);
  useEffect(() => {
    if (isForReport) testMode.current?.focus();
  }, [isForReport]);

  const copy = async () => {
    const done = await ask('copyTenantUrl', { tenantId });
    const { say, showFailure } = useStore.getState();
    if (!done.ok) return showFailure(done.failure);
    setCopied('Copied.');
    say('Tenant URL copied.');
  };

  return (
    <div className={styles.section}>
      <div className={styles.part}>
        <h3 className={styles.label}>SCIM Token</h3>
        <TokenActs
          tenantId={tenantId}
          view={view}
          isEnabledSaved={settings.provisioningEnabled ? 'yes' : 'no'}
        />
      </div>
      <div className={styles.url}>
        <Field label="Tenant URL" className={styles.urlField}>
          <Input value={view.tenantUrl} readOnly onFocus={(event) => event.target.select()} />
        </Field>
        <Button icon={<CopyRegular />} aria-label="Copy Tenant URL" onClick={() => void copy()}>
          Copy
        </Button>
        <span className={styles.copied}>{copied}</span>
      </div>
      <div className={styles.part}>
        <ChangedField
          was={draft.testMode === settings.testMode ? undefined : settingWord('testMode', settings)}
        >
          <Checkbox
            ref={(box: HTMLElement | null) => {
              testMode.current = box;
            }}
            label="Test Mode"
            checked={draft.testMode}
            aria-describedby="test-mode-words"
            onChange={(_event, { checked }) => !turnsOnByItself && onEdit({ testMode: checked === true })}
          />
        </ChangedField>
        <p id="test-mode-words" className={mergeClasses(styles.hint, styles.indented)}>
          {turnsOnByItself
            ? 'Test Mode turns on by itself when you save the switch from ADI to SCIM.'
            : draft.testMode
              ? 'Test Mode is on. A sync ends with a report; nothing on the console is changed. Keep it on until a test sync shows what you expect.'
              : settings.testMode
                ? 'From the next sync on, approved changes are made on the console. Save Changes asks once more.'
                : 'Test Mode is off. Approved changes are made on the console.'}
        </p>
        {view.keptOn === 'computer' && (
          <div className={styles.indented}>
            <ConsoleTestMode tenantId={tenantId} own={own} />
          </div>
        )}
      </div>
    </div>
  );
}
