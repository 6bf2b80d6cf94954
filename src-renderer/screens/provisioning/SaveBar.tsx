import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { countOf } from '../../design/formats.ts';
import { NEEDS_CONNECTION } from '../../design/needs-connection.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
    flexShrink: 0,
    margin: `0 calc(-1 * ${tokens.spacingHorizontalXXL})`,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  why: { margin: 0, color: tokens.colorNeutralForeground2 },
  words: { margin: 0, marginInlineEnd: 'auto', color: tokens.colorNeutralForeground2 },
});

/** "1 change not saved", Discard and Save Changes. Without a change it says why there is nothing to press (U2). */
export function SaveBar({
  count,
  state,
  onSave,
  onDiscard,
}: {
  readonly count: number;
  readonly state: 'resting' | 'saving' | 'needs-connection';
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}) {
  const styles = useStyles();
  const nothing = count === 0;
  const needsConnection = state === 'needs-connection';
  return (
    <div className={styles.bar}>
      <p className={styles.words} id="provisioning-unsaved">
        {nothing ? 'No change to save' : `${countOf(count, 'change', 'changes')} not saved`}
      </p>
      {needsConnection && (
        <p className={styles.why} id="provisioning-why">
          {NEEDS_CONNECTION}
        </p>
      )}
      <Button disabledFocusable={nothing} aria-describedby="provisioning-unsaved" onClick={onDiscard}>
        Discard
      </Button>
      <Button
        appearance="primary"
        disabledFocusable={nothing || state !== 'resting'}
        aria-describedby={needsConnection ? 'provisioning-unsaved provisioning-why' : 'provisioning-unsaved'}
        onClick={onSave}
      >
        Save Changes
      </Button>
    </div>
  );
}
