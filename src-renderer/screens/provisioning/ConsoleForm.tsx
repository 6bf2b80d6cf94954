import { Button, Checkbox, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type {
  ConsoleSettings,
  OwnSettingsView,
  ProvisioningView,
} from '../../../src-preload/contract/provisioning.ts';
import { ChangedField } from './ChangedField.tsx';
import { draftSettings, type Edits, settingWord } from './draft.ts';
import { ScimSettings } from './ScimSettings.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  indented: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginInlineStart: tokens.spacingHorizontalXXXL,
  },
  folded: { margin: 0, color: tokens.colorNeutralForeground2 },
  opener: { alignSelf: 'flex-start' },
});

/** The console's own page, in its order and with its labels (ux §4). What follows the first box is shown when it is on. */
export function ConsoleForm({
  tenantId,
  view,
  own,
  edits,
  onEdit,
}: {
  readonly tenantId: string;
  readonly view: ProvisioningView;
  readonly own: OwnSettingsView;
  readonly edits: Edits;
  readonly onEdit: (settings: Partial<ConsoleSettings>) => void;
}) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(true);
  const saved = view.settings;
  const draft = draftSettings(saved, edits);
  const was = (name: keyof ConsoleSettings) =>
    draft[name] === saved[name] ? undefined : settingWord(name, saved);

  return (
    <div className={styles.form}>
      <ChangedField was={was('provisioningEnabled')}>
        <Checkbox
          label="Enable User Provisioning (User Syncing)"
          checked={draft.provisioningEnabled}
          onChange={(_event, { checked }) => onEdit({ provisioningEnabled: checked === true })}
        />
      </ChangedField>
      {draft.provisioningEnabled && (
        <div className={styles.indented}>
          <ChangedField was={was('mode')}>
            <RadioGroup
              layout="horizontal"
              aria-label="How people are provisioned"
              value={draft.mode}
              onChange={(_event, { value }) => onEdit({ mode: value === 'adi' ? 'adi' : 'scim' })}
            >
              <Radio value="scim" label="SCIM" />
              <Radio value="adi" label="ADI" />
            </RadioGroup>
          </ChangedField>
          {draft.mode === 'adi' ? (
            <p className={styles.folded}>
              ADI is selected. SCIM syncs are skipped until you choose SCIM and save.
            </p>
          ) : (
            <>
              <Button
                className={styles.opener}
                appearance="subtle"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                + SCIM Settings
              </Button>
              {isOpen && (
                <div className={styles.indented}>
                  <ScimSettings tenantId={tenantId} view={view} own={own} draft={draft} onEdit={onEdit} />
                </div>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}
