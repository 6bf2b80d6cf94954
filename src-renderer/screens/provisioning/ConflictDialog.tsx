import { makeStyles, Radio, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ProvisioningView } from '../../../src-preload/contract/provisioning.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import type { ConflictRow, SettingName } from './draft.ts';

const useStyles = makeStyles({
  line: { margin: 0 },
  table: { width: '100%', borderCollapse: 'collapse', textAlign: 'start' },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { fontWeight: tokens.fontWeightSemibold },
});

type Choice = 'yours' | 'theirs';

/**
 * Somebody else changed the settings meanwhile: one choice a setting, theirs unless chosen otherwise; nothing is merged
 * silently. Where Test Mode differs there is no default, so that it is never off without a choice (ux §4).
 */
export function ConflictDialog({
  rows,
  theirs,
  onSave,
  onCancel,
}: {
  readonly rows: readonly ConflictRow[];
  readonly theirs: ProvisioningView;
  readonly onSave: (mine: ReadonlySet<SettingName>) => void;
  readonly onCancel: () => void;
}) {
  const styles = useStyles();
  const [choices, setChoices] = useState<Partial<Record<SettingName, Choice>>>({});
  const choiceOf = (name: SettingName): Choice | undefined =>
    choices[name] ?? (name === 'testMode' ? undefined : 'theirs');
  const isOpen = rows.some(({ name }) => choiceOf(name) === undefined);
  const { changedBy, changedAtMs, keptOn } = theirs;
  return (
    <ConfirmDialog
      title="Somebody else changed these settings"
      confirm="Save with these choices"
      canConfirm={isOpen ? { can: false, why: 'Choose for Test Mode first.' } : { can: true }}
      onConfirm={() =>
        onSave(new Set(rows.map(({ name }) => name).filter((name) => choiceOf(name) === 'yours')))
      }
      onCancel={onCancel}
    >
      <p className={styles.line}>
        They were changed since you read them. Nothing was saved. Choose for each setting; Cancel keeps your
        draft.
      </p>
      {rows.length === 0 ? (
        <p className={styles.line}>What is there now is what you wanted; nothing is left to choose.</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={`${styles.cell} ${styles.head}`}>
                Setting
              </th>
              <th scope="col" className={`${styles.cell} ${styles.head}`}>
                Yours
              </th>
              <th scope="col" className={`${styles.cell} ${styles.head}`}>
                On the {keptOn === 'console' ? 'console' : 'computer'} now
                {(changedBy !== undefined || changedAtMs !== undefined) && (
                  <>
                    {' '}
                    ({changedBy}
                    {changedBy !== undefined && changedAtMs !== undefined && ', '}
                    {changedAtMs !== undefined && <TimeText ms={changedAtMs} />})
                  </>
                )}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, label, yours, theirs: now }) => (
              <tr key={name}>
                <th scope="row" className={styles.cell}>
                  {label}
                </th>
                {(
                  [
                    ['yours', yours],
                    ['theirs', now],
                  ] as const
                ).map(([choice, word]) => (
                  <td key={choice} className={styles.cell}>
                    <Radio
                      name={`conflict-${name}`}
                      value={choice}
                      label={word}
                      aria-label={`${label}: ${choice === 'yours' ? 'yours' : 'as it is now'}, ${word}`}
                      checked={choiceOf(name) === choice}
                      onChange={() => setChoices((before) => ({ ...before, [name]: choice }))}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ConfirmDialog>
  );
}
