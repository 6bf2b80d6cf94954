import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { FailureBar } from '../../design/FailureBar.tsx';
import { backSentence, changedSentence } from './exclusion-words.ts';
import type { DraftInUse } from './use-draft.ts';

const useStyles = makeStyles({
  bars: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  bar: { flexShrink: 0 },
});

/** What the admin must know of the draft: changed by somebody else, back after a crash, offline (ux §7, §10, §11). */
export function DraftBars({ use, onCompare }: { readonly use: DraftInUse; readonly onCompare: () => void }) {
  const styles = useStyles();
  const { draft, trouble } = use;
  if (!draft) return null;
  const { theirs, back, offline, notes } = draft;
  if (!trouble && !theirs && !back && !offline && notes.length === 0) return null;
  return (
    <div className={styles.bars}>
      {trouble && <FailureBar failure={trouble} act={{ label: 'Dismiss', onClick: use.forgetTrouble }} />}
      {theirs && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody>{changedSentence(draft, theirs.seenAtMs)}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={onCompare}>Compare</Button>
            <Button onClick={() => void use.decide('keepMyExclusions')}>Keep mine</Button>
            <Button onClick={() => void use.decide('takeTheirExclusions')}>Take theirs</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {back && (
        <MessageBar intent="info" layout="multiline" className={styles.bar}>
          <MessageBarBody>{backSentence(back)}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void use.decide('discardExclusionEdits')}>Discard edits</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {offline && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody>
            {offline.sentence} {offline.next}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={use.reopen}>Try again</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {notes.length > 0 && (
        <MessageBar intent="info" layout="multiline" className={styles.bar}>
          <MessageBarBody>{notes.join(' ')}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
